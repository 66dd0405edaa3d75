import { effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { Locale } from '@schoolgate/protocol/locale'
import { reasonOf, type Totals } from './model.ts'
import type { Table, TableCell } from './table.ts'
import { head, momentIn } from './tables.ts'
import type { RegisterWords } from './words/type.ts'
import { REGISTER_WORDS } from './words.ts'

export interface PlacePerson {
  id: string
  name: string
  number: string | null
  role: AttendanceRow['role']
  /** name of the home class, empty for staff */
  group: string
}

const COLUMNS = ['expected', 'here', 'late', 'lateMin', 'leftEarly', 'absent', 'excused', 'ill'] as const
const COUNTS = ['expected', 'here', 'late', 'leftEarly', 'absent', 'excused', 'awaited'] as const
const WHO = [18, 34, 12, 12]

const labelsOf = (words: RegisterWords) => ({
  ...words,
  lateMin: words.lateMinutes,
  awaited: words.mark.awaited,
})

/** Everybody's marks of one day, with both values of what a teacher corrected. */
export function dayTable(
  locale: Locale,
  timeZone: string,
  day: string,
  rows: readonly { person: PlacePerson; last: AttendanceRow }[],
): Table {
  const words = REGISTER_WORDS[locale]
  const moment = momentIn(timeZone)
  const clock = (at: number | null): TableCell => (at === null ? null : moment(at).slice(11))
  const headings = [
    ...[words.class, words.name, words.number, words.role, day, words.byGates, words.reason],
    ...[words.firstIn, words.lastOut, words.lateMinutes, words.leftEarly, words.note, words.who],
  ]
  return {
    name: day,
    rows: [
      headings.map(head),
      ...rows.map(({ person, last: row }): TableCell[] => {
        const mark = effectiveMark(row)
        const reason = reasonOf(row)
        return [
          ...[person.group, person.name, person.number, words.roles[person.role]],
          { text: words.mark[mark], bold: mark !== 'present' },
          row.correction ? words.mark[row.computed] : null,
          reason === null ? null : words.reasons[reason],
          ...[clock(row.firstIn), clock(row.lastOut), row.lateMin || null, row.earlyMin || null],
          ...[row.correction?.note ?? null, row.correction?.by ?? null],
        ]
      }),
    ],
    widths: [...WHO, 16, 18, 20, 9, 9, 11, 11, 36, 22],
    sticky: { rows: 1, columns: 2 },
  }
}

/** Everybody's days of a range added up. */
export function peopleTable(locale: Locale, rows: readonly { person: PlacePerson; totals: Totals }[]): Table {
  const words = REGISTER_WORDS[locale]
  const labels = labelsOf(words)
  return {
    name: words.people,
    rows: [
      [words.class, words.name, words.number, words.role, ...COLUMNS.map(column => labels[column])].map(head),
      ...rows.map(({ person, totals }): TableCell[] => [
        ...[person.group, person.name, person.number, words.roles[person.role]],
        ...COLUMNS.map(column => totals[column]),
      ]),
    ],
    widths: [...WHO, ...COLUMNS.map(() => 12)],
    sticky: { rows: 1, columns: 2 },
  }
}

export interface CountsLine {
  name: string
  role: AttendanceRow['role']
  counts: AttendanceCounts
}

/** Kept counters, a line each: days, classes or schools. */
export function countsTable(
  locale: Locale,
  of: 'days' | 'classes' | 'schools',
  lines: readonly CountsLine[],
): Table {
  const words = REGISTER_WORDS[locale]
  const labels = labelsOf(words)
  const first = { days: words.date, classes: words.class, schools: words.school }[of]
  return {
    name: words[of],
    rows: [
      [first, words.role, ...COUNTS.map(column => labels[column]), '%'].map(head),
      ...lines.map(({ name, role, counts }): TableCell[] => {
        const here = counts.present + counts.late + counts.leftEarly
        const share = counts.expected === 0 ? null : Math.round((1000 * here) / counts.expected) / 10
        const figures = COUNTS.map(column => (column === 'here' ? here : counts[column]))
        return [name, words.roles[role], ...figures, share]
      }),
    ],
    widths: [28, 14, ...COUNTS.map(() => 12), 8],
    sticky: { rows: 1, columns: 1 },
  }
}

/** Adds counters up by name and role, in order of first appearance. */
export function addUp<T extends { role: string; counts: AttendanceCounts }>(
  rows: readonly T[],
  nameOf: (row: T) => string,
): CountsLine[] {
  const sums = new Map<string, CountsLine>()
  for (const row of rows) {
    const name = nameOf(row)
    const key = `${name}\n${row.role}`
    const sum = sums.get(key) ?? { name, role: row.role as CountsLine['role'], counts: { ...NO_ATTENDANCE } }
    for (const field of Object.keys(NO_ATTENDANCE) as (keyof AttendanceCounts)[])
      sum.counts[field] += row.counts[field]
    sums.set(key, sum)
  }
  return [...sums.values()]
}
