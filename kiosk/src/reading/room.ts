import { median, slope } from './statistics.ts'

const BUCKET_MS = 10_000
const KEEP_MS = 180_000
/** A slope over less than this is noise. */
const JUDGE_AFTER_MS = 60_000

/** How the room's temperature moves: medians of ten seconds over the last three minutes. */
export class RoomWatch {
  #buckets: { start: number; values: number[] }[] = []

  /** @param monoMs when the frame came  @param ambient degC */
  note(monoMs: number, ambient: number): void {
    const start = Math.floor(monoMs / BUCKET_MS) * BUCKET_MS
    const last = this.#buckets.at(-1)
    if (last?.start === start) last.values.push(ambient)
    else this.#buckets.push({ start, values: [ambient] })
    while ((this.#buckets[0]?.start ?? start) < start - KEEP_MS) this.#buckets.shift()
  }

  /** degC per minute; 0 until a minute has been seen. */
  movePerMinute(): number {
    const first = this.#buckets[0]
    const last = this.#buckets.at(-1)
    if (!first || !last || last.start - first.start < JUDGE_AFTER_MS) return 0
    return slope(this.#buckets.map(b => [b.start / 60_000, median(b.values)] as const)) ?? 0
  }
}
