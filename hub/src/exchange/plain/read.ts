import type { GroupKind } from '@schoolgate/protocol/directory/group'
import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { PlainField } from '@schoolgate/protocol/directory/words'
import { fold } from '@schoolgate/protocol/fold'
import type { Locale } from '@schoolgate/protocol/locale'
import { tidy } from '../cells.ts'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import { lookOf } from '../look.ts'
import type { Known, Roster, RosterPerson } from '../model.ts'
import { checkBirth } from '../people-checks.ts'
import { Row } from '../row.ts'
import { onlyEmptyBeyond } from '../table.ts'
import { type DayOrder, dayOrder, plainDay } from './day.ts'
import { readGuardians } from './guardians.ts'
import { checkMapping, type Mapping } from './mapping.ts'
import { splitName } from './name.ts'
import { plainSource } from './source.ts'
import type { PlainTable } from './table.ts'
import { ROLE_WORDS, roleOf, sexOf } from './words.ts'

export interface PlainSetting {
  mapping: Mapping
  /** archive whoever is not in the table */
  complete: boolean
  /** language of names and of role words */
  locale: Locale
  /** ISO day at the school */
  today: string
}

/** Work on a table of people of one school. */
export interface PlainWork extends PlainSetting {
  known: Known
  roster: Roster
  faults: FaultBook
  /** headings by field, in order */
  columns: Map<PlainField, string[]>
  days: DayOrder
  /** guardian and child of every link so far */
  linked: Set<string>
}

const OWNER = 'school'
const GROUP_FIELDS = ['class', 'bus', 'club', 'household'] as const

/**
 * A plain table of people to a roster: one row a person. Everything in it belongs to the place of the import, which
 * has to be a school.
 */
export function readPlainPeople(
  table: PlainTable,
  setting: PlainSetting,
  known: Known,
  faults: FaultBook,
): Roster {
  const columns = columnsOf(table, setting.mapping)
  const roster = emptyRoster(known, setting, columns)
  const broken = checkMapping(setting.mapping, table.header, table.file)
  for (const found of broken) faults.add(found)
  if (known.place.kind !== 'school') faults.add(fault('plain-needs-school', { file: table.file }))
  if (broken.length > 0 || known.place.kind !== 'school') return roster

  const work: PlainWork = {
    ...setting,
    known,
    roster,
    faults,
    columns,
    days: daysOf(table, columns, setting.locale, faults),
    linked: new Set(),
  }
  sayUnknownColumns(table, setting.mapping, faults)
  const reader = new Row(table.file, new Map(table.header.map((h, i) => [h, i])), table.header, faults)
  const match = matcher(known)
  const seen = { ids: new Map<string, number>(), numbers: new Map<string, number>() }
  const roles = new Set<PersonRole>()
  for (const { cells, line } of table.rows) {
    if (cells.every(cell => cell.trim() === '')) continue
    reader.set(cells, line)
    reader.owner = OWNER
    if (cells.length > table.header.length && !onlyEmptyBeyond(cells, table.header.length)) {
      const params = { expected: String(table.header.length), found: String(cells.length) }
      faults.add(fault('row-width', { file: table.file, line, value: cells.join(',') }, params), OWNER)
      continue
    }
    const person = readPerson(reader, work, match, seen)
    if (person?.role) roles.add(person.role)
  }
  if (columns.has('guardianName') && setting.complete) roles.add('guardian')
  if (setting.complete) roster.plain = { roles, groups: roster.plain?.groups ?? new Set() }
  sayAlikeClasses(table.file, roster, faults)
  faults.settle(() => [known.place.source])
  return roster
}

function columnsOf(table: PlainTable, mapping: Mapping): Map<PlainField, string[]> {
  const columns = new Map<PlainField, string[]>()
  for (const heading of table.header) {
    const field = mapping[heading]
    if (field) columns.set(field, [...(columns.get(field) ?? []), heading])
  }
  return columns
}

function emptyRoster(known: Known, setting: PlainSetting, columns: ReadonlyMap<PlainField, unknown>): Roster {
  const groups = new Set<GroupKind>(GROUP_FIELDS.filter(field => columns.has(field)))
  return {
    kind: 'plain',
    whole: { people: setting.complete, groups: setting.complete, enrolments: true, posts: false },
    root: known.place.source,
    places: new Map(),
    terms: new Map(),
    courses: new Map(),
    groups: new Map(),
    people: new Map(),
    enrolments: [],
    links: [],
    gone: { groups: new Set(), people: new Set(), enrolments: new Set(), posts: new Set() },
    plain: { roles: new Set(), groups },
  }
}

function sayUnknownColumns(table: PlainTable, mapping: Mapping, faults: FaultBook): void {
  const left = table.header.filter(heading => !mapping[heading] && !heading.startsWith('#'))
  if (left.length === 0) return
  const spot = { file: table.file, line: table.headerLine }
  faults.add(fault('column-unknown', spot, { columns: left.join(', ') }))
}

function daysOf(
  table: PlainTable,
  columns: ReadonlyMap<PlainField, string[]>,
  locale: Locale,
  faults: FaultBook,
): DayOrder {
  const heading = columns.get('birth')?.[0]
  if (heading === undefined) return 'dmy'
  const at = table.header.indexOf(heading)
  const { order, open } = dayOrder(
    table.rows.map(({ cells }) => cells[at] ?? ''),
    locale,
  )
  if (open) {
    const spot = { file: table.file, line: table.headerLine, column: heading }
    faults.add(fault('date-ambiguous', spot, { read: 'DD.MM.YYYY' }))
  }
  return order
}

/** Who a person without an id is: somebody here with the same number, else the same name and birthday. */
interface Matcher {
  byNumber(number: string): string | undefined
  byName(name: string, birth: string | null): string | undefined
}

function matcher(known: Known): Matcher {
  const numbers = new Map<string, string | null>()
  const names = new Map<string, string | null>()
  const note = (map: Map<string, string | null>, key: string, source: string) =>
    map.set(key, map.has(key) ? null : source)
  for (const person of known.people.values()) {
    if (person.role === 'visitor' || person.role === 'guardian') continue
    if (person.number !== null) note(numbers, person.number, person.source)
    note(names, nameKey(person.name, person.birth), person.source)
  }
  return {
    byNumber: number => numbers.get(number) ?? undefined,
    byName: (name, birth) => names.get(nameKey(name, birth)) ?? undefined,
  }
}

/** Whatever the order of its parts. */
const nameKey = (name: string, birth: string | null): string =>
  `${fold(name).split(' ').sort().join(' ')}\n${birth ?? ''}`

interface Seen {
  ids: Map<string, number>
  numbers: Map<string, number>
}

function readPerson(row: Row, work: PlainWork, match: Matcher, seen: Seen): RosterPerson | undefined {
  const { columns, roster, known } = work
  const column = (field: PlainField) => columns.get(field)?.[0] ?? ''
  const name = readName(row, work)
  if (name === undefined) return undefined
  const number = row.optional(column('number'), 60)
  const birth = readBirth(row, column('birth'), work)
  const source = sourceOf(row, column('source'), number ?? null, name, birth ?? null, match, known.place.id)
  if (source === undefined) return undefined
  const role = readRole(row, column('role'), known.people.get(source)?.role)

  const first = seen.ids.get(source)
  if (first !== undefined) {
    const params = { first: String(first) }
    if (columns.has('source')) row.report(fault('duplicate-id', row.spot(column('source')), params))
    else if (number) row.report(fault('duplicate-number', row.spot(column('number')), params))
    else row.report(fault('duplicate-person', row.spot(column('name') || column('given')), params))
    return undefined
  }
  seen.ids.set(source, row.line)
  if (number) {
    const key = `${role === 'student'}\n${number}`
    const twin = seen.numbers.get(key)
    if (twin !== undefined)
      row.report(fault('duplicate-number', row.spot(column('number')), { first: String(twin) }))
    else seen.numbers.set(key, row.line)
  }
  if (birth) {
    const found = checkBirth(birth, role, work.today, row.spot(column('birth')))
    if (found) row.report(found)
  }
  const sex = readSex(row, column('sex'))
  const email = row.email(column('email'))
  const phone = row.phone(column('phone'))
  const grade = row.optional(column('grade'), 30)
  const person: RosterPerson = {
    source,
    file: row.file,
    line: row.line,
    homes: [known.place.source],
    settled: true,
    role,
    ...name,
    ...(number !== undefined && { number }),
    ...(birth !== undefined && { birth }),
    ...(sex !== undefined && { sex }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(grade !== undefined && { grade }),
    linked: false,
  }
  roster.people.set(source, person)
  readGroups(row, work, person)
  readGuardians(row, work, person)
  return person
}

type Names = Pick<RosterPerson, 'family' | 'given' | 'middle'> & { given: string }

/** @returns undefined when nobody is named: said already */
function readName(row: Row, { columns, locale }: PlainWork): Names | undefined {
  const own = (field: PlainField) => columns.get(field)?.[0]
  const given = own('given')
  const whole = own('name')
  if (given !== undefined) {
    const text = row.name(given, 60)
    const family = own('family')
    const middle = own('middle')
    if (text === '') {
      if (row.raw(given).trim() === '') row.report(fault('required', row.spot(given)))
      return undefined
    }
    const parts = {
      given: text,
      ...(family !== undefined && { family: row.name(family, 120) }),
      ...(middle !== undefined && { middle: row.name(middle, 120) }),
    }
    if (family !== undefined && parts.family === '') row.report(fault('family-missing', row.spot(family)))
    return parts
  }
  if (whole === undefined) return undefined
  const text = row.name(whole, 200)
  if (text === '') {
    if (row.raw(whole).trim() === '') row.report(fault('required', row.spot(whole)))
    return undefined
  }
  const parts = splitName(text, locale)
  if (parts.family === '') row.report(fault('family-missing', row.spot(whole)))
  if (parts.given.length > 60) {
    row.report(fault('too-long', row.spot(whole, parts.given), { limit: '60' }))
    return undefined
  }
  return parts
}

function readBirth(row: Row, column: string, work: PlainWork): string | null | undefined {
  if (!row.has(column)) return undefined
  const text = tidy(row.raw(column))
  if (text === '') return null
  const read = plainDay(text, work.days)
  if (typeof read === 'object') return read.day
  if (read === 'form') row.report(fault('bad-date', row.spot(column), { form: 'DD.MM.YYYY' }))
  else row.report(fault('date-impossible', row.spot(column)))
  return null
}

/** Without a word a person stays what they are; somebody new is a pupil. */
function readRole(row: Row, column: string, before: PersonRole | undefined): PersonRole {
  const text = row.text(column, 60)
  if (text === '') return before ?? 'student'
  const role = roleOf(text)
  if (role === undefined)
    row.report(fault('role-unknown', row.spot(column), { allowed: ROLE_WORDS.join(', ') }))
  return role ?? 'student'
}

function readSex(row: Row, column: string): RosterPerson['sex'] | undefined {
  if (!row.has(column)) return undefined
  const text = row.text(column, 40)
  if (text === '') return null
  const sex = sexOf(text)
  if (sex === undefined) row.report(fault('sex-unknown', row.spot(column)))
  return sex ?? null
}

function sourceOf(
  row: Row,
  column: string,
  number: string | null,
  name: Names,
  birth: string | null,
  match: Matcher,
  place: string,
): string | undefined {
  if (row.has(column)) {
    const id = row.requiredId(column)
    return id === '' ? undefined : id
  }
  if (number !== null) return match.byNumber(number) ?? plainSource(place, 'number', number)
  const whole = [name.family, name.given, name.middle].filter(Boolean).join(' ')
  return match.byName(whole, birth) ?? plainSource(place, 'person', fold(whole), birth ?? '')
}

const several = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map(tidy)
    .filter(part => part !== '')

function readGroups(row: Row, work: PlainWork, person: RosterPerson): void {
  const { columns } = work
  for (const kind of GROUP_FIELDS) {
    for (const column of columns.get(kind) ?? []) {
      const text = row.text(column, 120)
      if (text === '') continue
      const one = kind === 'household' || (kind === 'class' && person.role === 'student')
      for (const name of one ? [text] : several(text)) join(work, person, kind, name)
    }
  }
}

function join(work: PlainWork, person: RosterPerson, kind: GroupKind, name: string): void {
  const { roster, known } = work
  const role = kind !== 'class' ? 'member' : person.role === 'student' ? 'student' : 'teacher'
  if (kind === 'class' && (person.role === 'guardian' || person.role === 'staff')) return
  const source = plainSource(known.place.id, kind, name)
  if (!roster.groups.has(source))
    roster.groups.set(source, { source, place: known.place.source, kind, name, byName: true })
  roster.enrolments.push({
    source: plainSource(known.place.id, 'in', kind, person.source),
    group: source,
    person: person.source,
    role,
    primary: role === 'teacher',
    from: null,
    to: null,
  })
}

function sayAlikeClasses(file: string, roster: Roster, faults: FaultBook): void {
  const seen = new Map<string, string>()
  for (const group of roster.groups.values()) {
    if (group.kind !== 'class') continue
    const key = lookOf(group.name)
    const other = seen.get(key)
    if (other === undefined) seen.set(key, group.name)
    else faults.add(fault('class-name-alike', { file, value: group.name }, { other }), OWNER)
  }
}
