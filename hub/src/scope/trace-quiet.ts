import type { PresenceSheet } from '../store/trace-types.ts'

/** A stretch of a day in which a gate told of nobody although it always does at that time, epoch ms. */
export interface QuietGate {
  day: string
  gate: string
  from: number
  to: number
}

const BIN_MS = 10 * 60_000
/** Scans are looked at from so long before UTC's day of that date to as long after it: local days lie within. */
const MARGIN_MS = 15 * 3_600_000
const BINS = (24 * 3_600_000 + 2 * MARGIN_MS) / BIN_MS
/** So many scans must be missing: chance leaves out fifteen less than once in a million times. */
const MISSED = 15
/** Other days that tell what is usual. */
const USUAL_DAYS = 4
/** Whoever came through later was only late: most of the scans must be missing from the day, too. */
const STILL_MISSING = 0.6
const NO_GATE = 255

interface GateDay {
  scans: Uint16Array
  times: number[]
  /** bin of the last scan at any gate */
  lastBin: number
}

/**
 * Gates that were silent for a part of a day: at a time when this gate's people come or go on other days (by the median
 * of those days) nobody did, and they did not come later either. What comes after a day's last scan at any gate is
 * no silence: the day may go on, or the school have closed.
 *
 * @param sheets of one site, the days asked about and others
 */
export function quietGates(sheets: readonly PresenceSheet[], days: readonly string[]): QuietGate[] {
  const asked = new Set(days)
  const byGate = new Map<string, Map<string, GateDay>>()
  for (const sheet of sheets) count(sheet, byGate)
  const found: QuietGate[] = []
  for (const [gate, all] of byGate) {
    if (all.size <= USUAL_DAYS) continue
    const used = [...all.values()]
    const usual = Float64Array.from({ length: BINS }, (_, bin) => median(used.map(of => of.scans[bin] ?? 0)))
    const whole = median(used.map(of => of.times.length))
    for (const [day, of] of all)
      if (asked.has(day))
        found.push(...stretches(of, usual, whole, day).map(span => ({ day, gate, ...span })))
  }
  return found
}

function count(sheet: PresenceSheet, byGate: Map<string, Map<string, GateDay>>): void {
  const start = Date.parse(sheet.day) - MARGIN_MS
  const of = sheet.gates.map(gate => {
    const day = { scans: new Uint16Array(BINS), times: [] as number[], lastBin: -1 }
    const days = byGate.get(gate) ?? new Map<string, GateDay>()
    byGate.set(gate, days.set(sheet.day, day))
    return day
  })
  let lastBin = -1
  const add = (gate: number, at: number) => {
    const day = gate === NO_GATE ? undefined : of[gate]
    const bin = Math.floor((at - start) / BIN_MS)
    if (bin > lastBin && bin < BINS) lastBin = bin
    if (day === undefined || bin < 0 || bin >= BINS) return
    day.scans[bin] = (day.scans[bin] as number) + 1
    day.times.push(at)
  }
  for (let i = 0; i < sheet.persons.length; i++) {
    add(sheet.gateIn[i] as number, sheet.in[i] as number)
    if (!sheet.outInferred[i]) add(sheet.gateOut[i] as number, sheet.out[i] as number)
  }
  for (const day of of) day.lastBin = lastBin
}

function stretches(
  { scans, times, lastBin }: GateDay,
  usual: Float64Array,
  whole: number,
  day: string,
): { from: number; to: number }[] {
  const start = Date.parse(day) - MARGIN_MS
  const found: { from: number; to: number }[] = []
  for (let bin = 0; bin <= lastBin; ) {
    if (scans[bin] !== 0 || usual[bin] === 0) {
      bin++
      continue
    }
    let end = bin
    let missed = 0
    let last = bin
    for (; end <= lastBin && scans[end] === 0; end++) {
      missed += usual[end] as number
      if (usual[end] !== 0) last = end
    }
    if (missed >= MISSED && times.length <= whole - missed * STILL_MISSING) {
      const [from, to] = [start + bin * BIN_MS, start + (last + 1) * BIN_MS]
      // From the last scan before to the first one after, where they are near.
      const before = times.reduce((best, at) => (at < from && at > best ? at : best), from - BIN_MS)
      const after = times.reduce((best, at) => (at >= to && at < best ? at : best), to + BIN_MS)
      found.push({
        from: before > from - BIN_MS ? before : from,
        to: after < to + BIN_MS ? after : to,
      })
    }
    bin = end
  }
  return found
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
