import writeExcelFile from 'write-excel-file/node'
import type { TraceExport } from './model.ts'
import { clockIn } from './moment.ts'
import { aboutLines, nameOf, reasonLine } from './say.ts'
import type { TraceWords } from './words/type.ts'
import { TRACE_WORDS } from './words.ts'

type Value = string | number | null
type Sheet = {
  name: string
  widths: number[]
  rows: (Value | { text: string; bold: true })[][]
  sticky: number
}

/** Writes a list as XLSX: contacts, every exposure, and what the list rests on. Text is text, never a formula. */
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
    Math.round(contact.probability * 1000) / 1000,
    reasonLine(words, contact.reasons[0]),
    ...[contact.minutes.near, contact.minutes.room, contact.lastDay],
    ...[words.meet[contact.meets], contact.generation],
    ...(list.kind === 'backward'
      ? [contact.asSource === null ? null : Math.round(contact.asSource * 1000) / 1000]
      : []),
  ])
  const widths = [5, 34, 12, 10, 28, 14, 44, 12, 14, 12, 12, 10, 12]
  return { name: words.contacts, widths, rows: [header.map(bold), ...rows], sticky: 1 }
}

function exposures(words: TraceWords, { list, timeZone }: TraceExport): Sheet {
  const clock = clockIn(timeZone)
  const names = new Map(list.persons.map(person => [person.ref, nameOf(words, person)]))
  const header = [
    ...[words.name, words.contactOf, words.day, words.from, words.to, words.setting],
    ...[words.about, words.minutes],
  ]
  const rows = list.contacts.flatMap(contact => {
    const of = contact.of.map(ref => names.get(ref) ?? '').filter(name => name !== '')
    return contact.exposures.map((exposure): Value[] => [
      ...[nameOf(words, contact.person), of.join(', '), exposure.day],
      ...[clock(exposure.from), clock(exposure.to), words.reasons[exposure.setting]],
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
  const { rest } = data.list
  const lines: [string, string][] = [
    ...aboutLines(words, data),
    ['', words.rest(rest.people, Math.round(rest.expected * 10) / 10)],
    ['', words.notCleared],
  ]
  return {
    name: words.about,
    widths: [28, 100],
    rows: lines.map(([key, value]) => [bold(key), value]),
    sticky: 0,
  }
}

const bold = (text: string) => ({ text, bold: true as const })

function cell(of: Sheet['rows'][number][number]) {
  if (of === null || of === '') return null
  if (typeof of === 'object')
    return of.text === '' ? null : { value: of.text, type: String, fontWeight: 'bold' as const, wrap: true }
  return typeof of === 'number' ? { value: of, type: Number } : { value: of, type: String }
}
