import type { EntryBody } from '@schoolgate/protocol/entry/body'
import type { Direction } from '@schoolgate/protocol/verdict'
import type { PastLook } from './looks.ts'

/** What is remembered of one scan. */
export interface Remembered {
  atMs: number
  body: EntryBody
}

/**
 * The scans of the site's current day by person and by card, so that no verdict waits for the disk. Filled from
 * the journal at start, then scan by scan.
 */
export class DayMemory {
  readonly #dayOf: (ms: number) => string
  #day = ''
  readonly #byPerson = new Map<string, Remembered[]>()
  readonly #byCard = new Map<string, Remembered>()

  /** @param dayOf the site's local day of an epoch ms */
  constructor(dayOf: (ms: number) => string) {
    this.#dayOf = dayOf
  }

  /** The site's local day of an epoch ms. */
  day(ms: number): string {
    return this.#dayOf(ms)
  }

  /** @param atMs the kiosk's wall time of the scan, epoch ms */
  note(atMs: number, body: EntryBody): void {
    this.#turn(atMs)
    if (body.card !== undefined) this.#byCard.set(body.card, { atMs, body })
    if (body.person === undefined) return
    const scans = this.#byPerson.get(body.person)
    if (scans) scans.push({ atMs, body })
    else this.#byPerson.set(body.person, [{ atMs, body }])
  }

  /** The person's looks on the way in today, oldest first. */
  looks(person: string, nowMs: number): PastLook[] {
    this.#turn(nowMs)
    return (this.#byPerson.get(person) ?? []).filter(s => s.body.direction === 'in').map(lookOf)
  }

  /** The card's last scan today. */
  lastOfCard(card: string, nowMs: number): Remembered | undefined {
    this.#turn(nowMs)
    return this.#byCard.get(card)
  }

  /**
   * Which way a person goes: the lane says, or on a lane for both the person's last scan today. Only a pass let
   * them through: who was asked to wait is still outside.
   */
  direction(person: string | undefined, lane: 'in' | 'out' | 'both', nowMs: number): Direction {
    if (lane !== 'both') return lane
    if (person === undefined) return 'in'
    this.#turn(nowMs)
    const through = this.#byPerson.get(person)?.findLast(s => s.body.verdict === 'pass')
    return through?.body.direction === 'in' ? 'out' : 'in'
  }

  /** A new day begins with nobody remembered, be it midnight or a clock that was set. */
  #turn(nowMs: number): void {
    const day = this.#dayOf(nowMs)
    if (day === this.#day) return
    this.#day = day
    this.#byPerson.clear()
    this.#byCard.clear()
  }
}

function lookOf({ atMs, body }: Remembered): PastLook {
  const { look, verdict, reasons, reading } = body
  const past: PastLook = { atMs, look, verdict, reasons }
  return reading ? { ...past, surface: reading.surface, ambient: reading.ambient } : past
}
