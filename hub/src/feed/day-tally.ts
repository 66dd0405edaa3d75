import { type LiveCounts, type MinuteSeries, TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import type { StoredEntry } from '../store/types.ts'

/** What one entry changed, for the delta. */
export interface TallyChange {
  minute?: [number, number]
  bin?: [gate: string, bin: number, total: number]
}

/**
 * Counters of one site and day, kept entry by entry. Entries may come in any order of their times: an offline
 * kiosk's backlog arrives late. A child who was let in, taken to the isolation room or sent to the teacher at the
 * door is inside; one who waits for a second look is not yet.
 */
export class DayTally {
  readonly counts: LiveCounts
  readonly #minutes = new Map<number, number>()
  readonly #bins = new Map<string, number[]>()
  readonly #last = new Map<string, { at: number; inside: boolean }>()
  readonly #arrivedAt = new Map<string, { at: number; minute: number }>()

  /** @param expected people on the site's roll */
  constructor(expected: number) {
    this.counts = { in: 0, out: 0, onSite: 0, expected, pass: 0, recheck: 0, isolate: 0, refer: 0 }
  }

  /** @param minute of the site's local day at `entry.at` */
  add(entry: StoredEntry, minute: number): TallyChange[] {
    this.counts[entry.verdict]++
    const changes: TallyChange[] = []
    if (entry.surface !== undefined) changes.push({ bin: this.#addReading(entry.gate, entry.surface) })
    if (entry.verdict === 'recheck') return changes
    this.counts[entry.direction]++
    if (entry.person === undefined) return changes
    this.#move(entry.person, entry.at, entry.direction === 'in')
    if (entry.direction === 'in' && entry.verdict === 'pass') {
      for (const changed of this.#arrive(entry.person, entry.at, minute)) changes.push({ minute: changed })
    }
    return changes
  }

  arrivals(): MinuteSeries {
    return [...this.#minutes].filter(([, n]) => n > 0).sort((a, b) => a[0] - b[0])
  }

  temperatures(): Record<string, number[]> {
    return Object.fromEntries([...this.#bins].map(([gate, bins]) => [gate, [...bins]]))
  }

  #addReading(gate: string, surface: number): [string, number, number] {
    const bins = this.#bins.get(gate) ?? new Array<number>(TEMPERATURE_BINS.count).fill(0)
    this.#bins.set(gate, bins)
    const bin = binOf(surface)
    const total = (bins[bin] ?? 0) + 1
    bins[bin] = total
    return [gate, bin, total]
  }

  #move(person: string, at: number, inside: boolean): void {
    const last = this.#last.get(person)
    if (last && at < last.at) return
    if (inside !== (last?.inside ?? false)) this.counts.onSite += inside ? 1 : -1
    this.#last.set(person, { at, inside })
  }

  /** A person arrives once a day, at the earliest time known: an earlier one that comes late moves the arrival. */
  #arrive(person: string, at: number, minute: number): [number, number][] {
    const before = this.#arrivedAt.get(person)
    if (before && before.at <= at) return []
    this.#arrivedAt.set(person, { at, minute })
    const moved = before ? [this.#count(before.minute, -1)] : []
    return [...moved, this.#count(minute, 1)]
  }

  #count(minute: number, by: number): [number, number] {
    const total = (this.#minutes.get(minute) ?? 0) + by
    this.#minutes.set(minute, total)
    return [minute, total]
  }
}

/** Readings beyond either end count in the end bins: none is lost. */
export function binOf(surface: number): number {
  // Rounding to thousandths first: 30.2 must not fall below its bin by a floating-point hair.
  const bin = Math.floor(Math.round(((surface - TEMPERATURE_BINS.startC) / TEMPERATURE_BINS.stepC) * 1000) / 1000)
  return Math.min(TEMPERATURE_BINS.count - 1, Math.max(0, bin))
}
