import { Temporal } from 'temporal-polyfill'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** One zone's local times as epoch ms, through daylight saving changes. Remembers the days it was asked about. */
export class LocalClock {
  readonly #zone: string
  readonly #days = new Map<string, { from: number; to: number }>()

  /** @param timeZone IANA name; one that does not exist is read as UTC, as everywhere in the hub */
  constructor(timeZone: string) {
    this.#zone = knownZone(timeZone)
  }

  /** First moment of a local day, and of the next one. */
  day(day: string): { from: number; to: number } {
    let bounds = this.#days.get(day)
    if (!bounds) {
      const date = Temporal.PlainDate.from(day)
      const from = date.toZonedDateTime(this.#zone).epochMilliseconds
      const to = date.add({ days: 1 }).toZonedDateTime(this.#zone).epochMilliseconds
      bounds = { from, to }
      this.#days.set(day, bounds)
    }
    return bounds
  }

  /** First moment of a day of 24 hours, whose times follow by addition; null: the clocks change that day. */
  evenStart(day: string): number | null {
    const { from, to } = this.day(day)
    return to - from === DAY ? from : null
  }

  /** @param time local `HH:MM` */
  at(day: string, time: string): number {
    const start = this.evenStart(day)
    if (start !== null) return start + msOfDay(time)
    const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time))
    return local.toZonedDateTime(this.#zone).epochMilliseconds
  }
}

/** @param time `HH:MM` */
export const msOfDay = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE

function knownZone(timeZone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return timeZone
  } catch {
    return 'UTC'
  }
}
