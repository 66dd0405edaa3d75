import { effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, AttendanceMark, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'

/** In the order of bars and legends: who is there first, who is missing last. */
export const MARKS = [
  'present',
  'late',
  'leftEarly',
  'awaited',
  'absent',
  'excused',
] as const satisfies readonly AttendanceMark[]

/** What a teacher may say, in the order of the keys 1 to 5. */
export const SAYABLE = ['present', 'late', 'leftEarly', 'absent', 'excused'] as const
export type Sayable = (typeof SAYABLE)[number]

export const markOf = effectiveMark

/** Why somebody is away, from the correction first, where that is an absence. */
export function reasonOf(row: Pick<AttendanceRow, 'reason' | 'correction'>): AbsenceReason | null {
  return row.correction ? row.correction.reason : row.reason
}

/** Whoever is or was there: late and left early were. */
export const hereOf = (c: AttendanceCounts): number => c.present + c.late + c.leftEarly

/** Somebody has come, or should have by now; before that a class of the afternoon shift is merely not due. */
export const hasBegun = (c: AttendanceCounts): boolean => hereOf(c) + c.absent > 0

/** Missed: absent, or not come yet where the others of the class have. Those excused are not missed. */
export const missingOf = (c: AttendanceCounts): number => c.absent + (hasBegun(c) ? c.awaited : 0)

/** Without those still awaited: over several days, days not over yet say nothing. */
export const settled = (c: AttendanceCounts): AttendanceCounts => ({
  ...c,
  expected: c.expected - c.awaited,
  awaited: 0,
})

/** Share of those expected who are there, 0 to 1; of nobody, 0. */
export const shareOf = (c: AttendanceCounts): number => (c.expected > 0 ? hereOf(c) / c.expected : 0)

export function sum(all: readonly AttendanceCounts[]): AttendanceCounts {
  const total = { ...NO_ATTENDANCE }
  for (const counts of all) {
    for (const key of Object.keys(NO_ATTENDANCE) as (keyof AttendanceCounts)[]) total[key] += counts[key]
  }
  return total
}

/** Counts of rows by their effective mark. */
export function count(rows: readonly Pick<AttendanceRow, 'computed' | 'correction'>[]): AttendanceCounts {
  const total = { ...NO_ATTENDANCE, expected: rows.length }
  for (const row of rows) total[markOf(row)]++
  return total
}

export interface Segment {
  mark: AttendanceMark
  n: number
  /** per cent of those expected, from the left */
  from: number
  width: number
}

/** The bar of a class: who is there first, who is missing last, each as wide as its share. */
export function segments(counts: AttendanceCounts): Segment[] {
  let from = 0
  const whole = Math.max(counts.expected, sumOf(counts))
  return MARKS.flatMap(mark => {
    const n = counts[mark]
    if (n === 0) return []
    const width = (100 * n) / whole
    const segment = { mark, n, from, width }
    from += width
    return [segment]
  })
}
const sumOf = (c: AttendanceCounts): number => MARKS.reduce((n, mark) => n + c[mark], 0)

export type Order = 'missing' | 'name'

/** Names in the order people expect: 2А before 10А. Browsers sort Cyrillic alike in all five languages. */
const byName = new Intl.Collator(['ru', 'vi', 'en'], { numeric: true })

/**
 * Who misses most first; at equal numbers the larger share, then by name. A class not due yet, or without anybody,
 * comes last.
 */
export function ordered<T extends { name: string; counts: AttendanceCounts }>(
  lines: readonly T[],
  order: Order,
): T[] {
  const name = (a: T, b: T): number => byName.compare(a.name, b.name)
  if (order === 'name') return [...lines].sort(name)
  const later = (l: T): number => (l.counts.expected === 0 ? 2 : hasBegun(l.counts) ? 0 : 1)
  const gone = (l: T): number => l.counts.late + l.counts.leftEarly
  return [...lines].sort(
    (a, b) =>
      later(a) - later(b) ||
      missingOf(b.counts) - missingOf(a.counts) ||
      shareOf(a.counts) - shareOf(b.counts) ||
      gone(b) - gone(a) ||
      name(a, b),
  )
}
