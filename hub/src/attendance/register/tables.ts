import { effectiveMark } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceRow, Correction } from '@schoolgate/protocol/attendance/mark'
import { isoWeekday } from '../../directory/calendar.ts'
import { monthsOf, type RegisterData, type RegisterMonth, type Totals } from './model.ts'
import type { Table, TableCell } from './table.ts'
import type { RegisterWords } from './words/type.ts'
import { REGISTER_WORDS } from './words.ts'

const TOTAL_COLUMNS = ['here', 'late', 'lateMin', 'leftEarly', 'absent', 'excused', 'ill'] as const
const FOOT_ROWS = ['expected', 'here', 'late', 'leftEarly', 'absent', 'excused'] as const

export const head = (text: string): TableCell => ({ text, bold: true, shade: true, wrap: true })

/** The register as tables: a sheet a month as it is printed, and every correction with both values. */
export function registerTables(data: RegisterData): Table[] {
  const words = REGISTER_WORDS[data.locale]
  return [...monthsOf(data).map(month => monthTable(data, month, words)), correctionsTable(data, words)]
}

function monthTable(data: RegisterData, month: RegisterMonth, words: RegisterWords): Table {
  const { days, people, dayTotals, totals } = month
  const title = `${words.title} · ${words.class} ${data.group} · ${words.month(month.year, month.month)}`
  const labels = { ...words, lateMin: words.lateMinutes }
  const rows: TableCell[][] = [
    [{ text: title, bold: true }],
    [data.school, null, null, ...(data.teacher === null ? [] : [`${words.classTeacher}: ${data.teacher}`])],
    [
      head('№'),
      head(words.name),
      head(words.number),
      ...days.map(day => head(`${words.weekdays[isoWeekday(day) - 1]} ${Number(day.slice(8))}`)),
      ...TOTAL_COLUMNS.map(column => head(labels[column])),
    ],
    ...people.map(({ person, rows: own, totals: mine }, i): TableCell[] => [
      i + 1,
      person.name,
      person.number,
      ...days.map((day): TableCell => dayCell(own.get(day), words)),
      ...TOTAL_COLUMNS.map(column => mine[column]),
    ]),
    ...FOOT_ROWS.map((field): TableCell[] => [
      null,
      head(words[field]),
      null,
      ...days.map(day => (dayTotals.get(day) as Totals)[field]),
      { text: totals[field], bold: true },
    ]),
    [],
    [null, legend(words)],
  ]
  return {
    name: `${month.year}-${String(month.month).padStart(2, '0')}`,
    rows,
    widths: [5, 34, 12, ...days.map(() => 7), ...TOTAL_COLUMNS.map(() => 11)],
    sticky: { rows: 3, columns: 2 },
    landscape: true,
  }
}

/** The letter with minutes, and a star where a teacher said otherwise than the gates. */
function dayCell(row: AttendanceRow | undefined, words: RegisterWords): TableCell {
  if (!row) return null
  const mark = effectiveMark(row)
  const minutes = mark === 'late' ? row.lateMin : mark === 'leftEarly' ? row.earlyMin : 0
  const text = `${words.letter[mark]}${minutes > 0 ? ` ${minutes}` : ''}${row.correction ? ' *' : ''}`
  return { text, centre: true, shade: mark === 'absent' || mark === 'excused', bold: mark !== 'present' }
}

const legend = (words: RegisterWords): string =>
  [
    ...(['present', 'late', 'leftEarly', 'absent', 'excused', 'awaited'] as const).map(
      mark => `${words.letter[mark]} ${words.mark[mark]}`,
    ),
    `* ${words.corrected}`,
  ].join('   ')

function correctionsTable({ rows, people, locale, timeZone }: RegisterData, words: RegisterWords): Table {
  const names = new Map(people.map(person => [person.id, person.name]))
  const time = momentIn(timeZone)
  const corrected = rows.filter(
    (row): row is AttendanceRow & { correction: Correction } => row.correction !== null,
  )
  const inOrder = corrected.sort(
    (a, b) =>
      compare(a.day, b.day) || (names.get(a.person) ?? '').localeCompare(names.get(b.person) ?? '', locale),
  )
  return {
    name: words.corrections,
    rows: [
      [
        words.date,
        words.name,
        words.byGates,
        words.byTeacher,
        words.reason,
        words.note,
        words.who,
        words.when,
      ].map(head),
      ...inOrder.map(({ day, person, computed, correction }): TableCell[] => [
        day,
        names.get(person) ?? '',
        words.mark[computed],
        words.mark[correction.mark],
        correction.reason === null ? null : words.reasons[correction.reason],
        correction.note,
        correction.by,
        time(correction.at),
      ]),
    ],
    widths: [12, 34, 16, 16, 20, 40, 24, 18],
    sticky: { rows: 1, columns: 0 },
  }
}

/** `2026-09-01 07:58` at the school, for a moment in epoch ms. */
export function momentIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return at => format.format(at)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
