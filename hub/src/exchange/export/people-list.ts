import type { Guardianship, Person } from '@schoolgate/protocol/directory/person'
import type { PlainField } from '@schoolgate/protocol/directory/words'
import type { Locale } from '@schoolgate/protocol/locale'
import { RELATION_NAMES, ROLE_NAMES, SEX_NAMES, TEMPLATE_COLUMNS } from '../plain/template.ts'
import type { DirectoryReader } from '../session/needs.ts'
import { csvLine, safeCell } from './csv-text.ts'
import type { ExportRun } from './oneroster.ts'
import { type PlacePart, placePart, placesOf } from './school.ts'
import { TextFile } from './text-file.ts'
import { XlsxFile } from './xlsx-file.ts'

const SCHOOL: Record<Locale, string> = {
  mn: 'Сургууль',
  vi: 'Trường',
  ru: 'Школа',
  ky: 'Мектеп',
  en: 'School',
}
const SHEET: Record<Locale, string> = {
  mn: 'Хүмүүс',
  vi: 'Danh sách',
  ru: 'Люди',
  ky: 'Адамдар',
  en: 'People',
}

/**
 * Everybody active of a place as a table with the template's columns, one row a person, so that it can be edited and
 * imported again. Above a school the first column names it.
 *
 * @returns the file's path
 */
export async function exportPeople(
  reader: DirectoryReader,
  format: 'csv' | 'xlsx',
  locale: Locale,
  today: string,
  run: ExportRun,
): Promise<string> {
  const places = await placesOf(reader)
  const many = reader.row.kind !== 'school'
  const headings = listColumns(locale).map(([, heading]) => heading)
  const path = run.path(`.${format}`)
  const out = format === 'csv' ? csvSheet(path) : xlsxSheet(path, SHEET[locale], run.signal)
  try {
    await out.add([many ? [SCHOOL[locale], ...headings] : headings])
    for (const [i, place] of places.entries()) {
      run.signal.throwIfAborted()
      run.progress('exporting', i, places.length)
      const rows = peopleRows(await placePart(reader, place, today), locale)
      await out.add(many ? rows.map(row => [place.name, ...row]) : rows)
    }
    run.progress('packing', 0, 0)
    await out.close()
    return path
  } finally {
    out.end()
  }
}

/** The template's columns, with those of a second guardian. */
function listColumns(locale: Locale): (readonly [field: PlainField, heading: string, guardian: number])[] {
  const columns = TEMPLATE_COLUMNS[locale].map(([field, heading]) => [field, heading, 0] as const)
  const last = columns.findLastIndex(([field]) => field.startsWith('guardian'))
  const second = columns
    .filter(([field]) => field.startsWith('guardian'))
    .map(([field, heading]) => [field, `${heading} (2)`, 1] as const)
  return [...columns.slice(0, last + 1), ...second, ...columns.slice(last + 1)]
}

interface SheetOut {
  add(rows: string[][]): Promise<void>
  close(): Promise<void>
  end(): void
}

function csvSheet(path: string): SheetOut {
  const file = new TextFile(path)
  let first = true
  return {
    async add(rows) {
      for (const [i, row] of rows.entries()) {
        // By the mark Excel knows the letters; without it Cyrillic and Vietnamese names are lost.
        await file.add((first ? '\uFEFF' : '') + csvLine(row.map(safeCell)))
        first = false
        if (i % 1000 === 999) await new Promise(resolve => setImmediate(resolve))
      }
    },
    close: () => file.close(),
    end: () => {},
  }
}

function xlsxSheet(path: string, sheet: string, signal: AbortSignal): SheetOut {
  const file = new XlsxFile(signal)
  return {
    add: async rows => file.add(rows),
    close: () => file.write(sheet, path),
    end: () => file.end(),
  }
}

/** Pupils by class, then staff, then guardians who have no child here; guardians stand in their children's rows. */
export function peopleRows(part: PlacePart, locale: Locale): string[][] {
  const groups = new Map(part.groups.map(group => [group.id, group]))
  const memberships = Map.groupBy(part.enrolments, enrolment => enrolment.person)
  const links = Map.groupBy(part.links, link => link.child)
  const guardians = new Set(part.links.map(link => link.guardian))
  const columns = listColumns(locale)
  const rows: { key: string; row: string[] }[] = []
  for (const person of part.people) {
    if (person.role === 'guardian' && guardians.has(person.id)) continue
    const named = (kind: string) =>
      (memberships.get(person.id) ?? [])
        .map(e => groups.get(e.group))
        .filter(group => group?.kind === kind)
        .map(group => group?.name ?? '')
        .join('; ')
    const cells: Partial<Record<PlainField, string>> = {
      ...own(person, locale),
      class: named('class'),
      bus: named('bus'),
      club: named('club'),
      household: named('household'),
    }
    const guardian = (link: Guardianship | undefined): Partial<Record<PlainField, string>> => {
      const found = link && part.named.get(link.guardian)
      if (!link || !found) return {}
      const { name: guardianName, phone } = found
      const relation = RELATION_NAMES[locale][link.relation]
      return { guardianName, guardianPhone: phone ?? '', guardianRelation: relation }
    }
    const [first, second] = links.get(person.id) ?? []
    const guards = [guardian(first), guardian(second)]
    const row = columns.map(([field, , n]) => cells[field] ?? guards[n]?.[field] ?? '')
    rows.push({ key: `${ORDER[person.role]}${cells.class}\u0000${person.name}`, row })
  }
  return rows.sort((a, b) => a.key.localeCompare(b.key, locale, { numeric: true })).map(({ row }) => row)
}

const ORDER: Record<Person['role'], number> = { student: 0, teacher: 1, staff: 2, guardian: 3, visitor: 4 }

const own = (person: Person, locale: Locale): Partial<Record<PlainField, string>> => ({
  number: person.number ?? '',
  name: person.name,
  family: person.family,
  given: person.given,
  middle: person.middle,
  role: ROLE_NAMES[locale][person.role],
  birth: person.birth ?? '',
  sex: person.sex === null ? '' : SEX_NAMES[locale][person.sex],
  phone: person.phone ?? '',
  email: person.email ?? '',
})
