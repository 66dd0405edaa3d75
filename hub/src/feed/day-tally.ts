import { type LiveCounts, type MinuteSeries, TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import type { StoredEntry } from '../store/log-types.ts'
import type { PersonDay, PersonEntry, PresenceRules } from '../store/presence-types.ts'

/** The rules by which entries are counted: the store's own, so that a screen and a report never differ. */
export type TallyRules = Pick<PresenceRules, 'personDay' | 'temperatureBin' | 'localTime'>

/** What one entry changed, for the delta. */
export interface TallyChange {
  /** [minute of the local day, new total of first arrivals] */
  minute?: [number, number]
  /** [gate, bin, new total] */
  bin?: [string, number, number]
}

interface Person {
  entries: PersonEntry[]
  day: PersonDay
}

/**
 * Counters of one site and day, kept entry by entry. Entries may come in any order of their times: an offline
 * kiosk's backlog arrives late, and can move a person's first arrival.
 */
export class DayTally {
  readonly counts: LiveCounts
  readonly #rules: TallyRules
  readonly #timeZone: string
  readonly #minutes = new Map<number, number>()
  readonly #bins = new Map<string, number[]>()
  readonly #people = new Map<string, Person>()

  /** @param expected people on the site's roll */
  constructor(rules: TallyRules, timeZone: string, expected: number) {
    this.#rules = rules
    this.#timeZone = timeZone
    this.counts = { in: 0, out: 0, onSite: 0, expected, pass: 0, recheck: 0, isolate: 0, refer: 0 }
  }

  add(entry: StoredEntry): TallyChange[] {
    this.counts[entry.verdict]++
    const read = entry.surface === undefined ? [] : this.#addReading(entry.gate, entry.surface)
    const moved = entry.person === undefined ? [] : this.#move(entry.person, entry)
    return [...read, ...moved]
  }

  arrivals(): MinuteSeries {
    return [...this.#minutes].filter(([, n]) => n > 0).sort((a, b) => a[0] - b[0])
  }

  temperatures(): Record<string, number[]> {
    return Object.fromEntries([...this.#bins].map(([gate, bins]) => [gate, [...bins]]))
  }

  #addReading(gate: string, surface: number): TallyChange[] {
    const bin = this.#rules.temperatureBin(surface)
    if (bin === undefined) return []
    const bins = this.#bins.get(gate) ?? new Array<number>(TEMPERATURE_BINS.count).fill(0)
    this.#bins.set(gate, bins)
    const total = (bins[bin] ?? 0) + 1
    bins[bin] = total
    return [{ bin: [gate, bin, total] }]
  }

  #move(id: string, { kiosk, journal, seq, at, direction, verdict, reasons }: StoredEntry): TallyChange[] {
    const before = this.#people.get(id)
    const entries = [...(before?.entries ?? []), { kiosk, journal, seq, at, direction, verdict, reasons }]
    const day = this.#rules.personDay(entries)
    this.#people.set(id, { entries, day })
    const was = before?.day ?? { in: 0, out: 0, onSite: false, firstIn: undefined }
    this.counts.in += day.in - was.in
    this.counts.out += day.out - was.out
    this.counts.onSite += Number(day.onSite) - Number(was.onSite)
    return day.firstIn === was.firstIn
      ? []
      : [...this.#arrivals(was.firstIn, -1), ...this.#arrivals(day.firstIn, 1)]
  }

  #arrivals(at: number | undefined, by: 1 | -1): TallyChange[] {
    if (at === undefined) return []
    const { minute } = this.#rules.localTime(this.#timeZone, at)
    const total = (this.#minutes.get(minute) ?? 0) + by
    this.#minutes.set(minute, total)
    return [{ minute: [minute, total] }]
  }
}
