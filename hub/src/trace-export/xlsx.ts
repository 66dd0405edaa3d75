import writeExcelFile from 'write-excel-file/node'
import type { TraceExport } from './model.ts'
import { clockIn } from './moment.ts'
import { aboutLines, lastWords, nameOf, reasonLine, told } from './say.ts'
import type { TraceWords } from './words/type.ts'
import { TRACE_WORDS } from './words.ts'

/** What a cell holds: a text, a number, or one that a spreadsheet shows as a day, a time of day or percent. */
type Value = string | number | null | { day: string } | { time: string } | { share: number }
type Sheet = {
  name: string
  widths: number[]
  rows: (Value | { text: string; bold: true })[][]
  sticky: number
}

/**
 * Writes a list as XLSX: contacts, every exposure, and what the list rests on. Text is text, never a formula;
 * days, times and shares are numbers that a spreadsheet sorts and filters by.
 */
export async function writeTraceXlsx(path: string, data: TraceExport): Promise<void> {
  const words = TRACE_WORDS[data.locale]
  const sheets = [contacts(words, data), exposures(words, data), about(words, data)].map(sheet => ({
    data: sheet.rows.map(row => row.map(cell)),
    sheet: sheet.name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    columns: sheet.widths.map(width => ({ width })),
    stickyRowsCount: sheet.sticky,
    orientation: 'landscape' as const,
  }))
  await writeExcelFile(sheets as Parameters<typeof writeExcelFile>[0]).toFile(path)
}

function contacts(words: TraceWords, { list }: TraceExport): Sheet {
  const header = [
    ...['#', words.name, words.role, words.group, words.school, words.probability, words.reason],
    ...[words.minutesNear, words.minutesRoom, words.lastDay, words.meets, words.generation],
    ...(list.kind === 'backward' ? [words.asSource] : []),
  ]
  const rows = list.contacts.map((contact, i): Value[] => [
    ...[
      i + 1,
      nameOf(words, contact.person),
      contact.person.outside ? null : words.roles[contact.person.role],
    ],
    ...(contact.person.outside ? [null, null] : [contact.person.group, contact.person.school]),
    { share: told(contact.probability) },
    reasonLine(words, contact.reasons[0]),
    ...[contact.minutes.near, contact.minutes.room, { day: contact.lastDay }],
    ...[words.meet[contact.meets], contact.generation],
    ...(list.kind === 'backward'
      ? [contact.asSource === null ? null : { share: told(contact.asSource) }]
      : []),
  ])
  const widths = [5, 34, 12, 10, 28, 14, 44, 12, 14, 12, 12, 10, 12]
  return { name: words.contacts, widths, rows: [header.map(bold), ...rows], sticky: 1 }
}

function exposures(words: TraceWords, { list, timeZone }: TraceExport): Sheet {
  const clock = clockIn(timeZone)
  const timeOf = (at: number | null): Value => {
    const time = clock(at)
    return time === null ? null : { time }
  }
  const names = new Map(list.persons.map(person => [person.ref, nameOf(words, person)]))
  const header = [
    ...[words.name, words.contactOf, words.day, words.from, words.to, words.setting],
    ...[words.about, words.minutes],
  ]
  const rows = list.contacts.flatMap(contact => {
    const of = contact.of.map(ref => names.get(ref) ?? '').filter(name => name !== '')
    return contact.exposures.map((exposure): Value[] => [
      ...[nameOf(words, contact.person), of.join(', '), { day: exposure.day }],
      ...[timeOf(exposure.from), timeOf(exposure.to), words.reasons[exposure.setting]],
      ...[exposure.label, exposure.minutes],
    ])
  })
  return {
    name: words.exposures,
    widths: [34, 34, 12, 9, 9, 30, 28, 9],
    rows: [header.map(bold), ...rows],
    sticky: 1,
  }
}

function about(words: TraceWords, data: TraceExport): Sheet {
  const lines: [string, string][] = [
    ...aboutLines(words, data, { gates: GATES }),
    ...lastWords(words, data).map((text): [string, string] => ['', text]),
  ]
  return {
    name: words.about,
    widths: [28, 100],
    rows: lines.map(([key, value]) => [bold(key), value]),
    sticky: 0,
  }
}

const bold = (text: string) => ({ text, bold: true as const })

const DAY_MS = 86_400_000

function cell(of: Sheet['rows'][number][number]) {
  if (of === null || of === '') return null
  if (typeof of === 'number') return { value: of, type: Number }
  if (typeof of === 'string') return { value: of, type: String, wrap: of.length > LONG }
  if ('day' in of) return { value: new Date(of.day), type: Date, format: 'yyyy\\-mm\\-dd' }
  if ('time' in of)
    return { value: Date.parse(`1970-01-01T${of.time}Z`) / DAY_MS, type: Number, format: 'hh:mm' }
  if ('share' in of) return { value: of.share, type: Number, format: '0.0%' }
  return of.text === '' ? null : { value: of.text, type: String, fontWeight: 'bold' as const, wrap: true }
}

/** Silent gates told one by one: more would not fit into a cell, which holds 32,767 letters. */
const GATES = 100

/** Letters from which a text is broken within its cell. */
const LONG = 40
