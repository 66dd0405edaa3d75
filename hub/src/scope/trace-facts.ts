import type { Enrolment } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Directory } from '../store/place-types.ts'
import type { Records } from '../store/record-types.ts'
import type {
  FactPerson,
  PresenceSheet,
  SchoolFacts,
  SchoolRecords,
  TraceFacts,
  TraceStore,
} from '../store/trace-types.ts'
import { placesUnder } from './outside.ts'
import { Marks } from './trace-marks.ts'
import type { TracePeople } from './trace-people.ts'
import { type QuietGate, quietGates } from './trace-quiet.ts'
import { silentKiosks } from './trace-silent.ts'

export interface FactsDeps {
  records: Pick<Records, 'find' | 'many'>
  trace: TraceStore
  directory: Pick<Directory, 'kiosksAt'>
  people: TracePeople
  /** path of the officer's own place */
  own: string
}

interface Asked {
  /** inside the officer's part */
  persons: readonly Person[]
  /** inside it */
  places: ReadonlySet<string>
  days: readonly string[]
  habitDays: readonly string[]
  /** where they were seen on these days: places */
  seen: readonly { person: string; place: string }[]
  /** of the persons, at any place */
  enrolments: readonly Enrolment[]
}

type Loaded = SchoolRecords & Pick<SchoolFacts, 'sheets' | 'outages' | 'quiet'>

export async function factsAbout(
  deps: FactsDeps,
  ids: readonly string[],
  days: readonly string[],
  habitDays: readonly string[],
): Promise<TraceFacts> {
  const { records, trace, own } = deps
  const [first, last] = [days[0], days.at(-1)]
  const persons = first === undefined ? [] : await deps.people.inside(ids)
  if (first === undefined || last === undefined || persons.length === 0)
    return assemble(deps, {
      ...{ persons: [], places: new Set(), days, habitDays, seen: [], enrolments: [] },
    })
  const who = persons.map(person => person.id)
  const enrolments = await records.find('enrolment', { person: who, on: [first, last] })
  const seen = await trace.seen(who, first, last)
  const sites = await records.many('site', [...new Set(seen.map(row => row.site))])
  const placeOf = new Map(sites.map(site => [site.id, site.place]))
  const places = await placesUnder(records, own, [
    ...persons.map(person => person.place),
    ...enrolments.map(enrolment => enrolment.place),
    ...placeOf.values(),
  ])
  return assemble(deps, {
    ...{ persons, places, days, habitDays, enrolments },
    seen: seen.flatMap(({ person, site }) => {
      const place = placeOf.get(site)
      return place === undefined ? [] : [{ person, place }]
    }),
  })
}

export function factsOfPlace(deps: FactsDeps, place: string, days: readonly string[]): Promise<TraceFacts> {
  const none = { persons: [], habitDays: [], seen: [], enrolments: [] }
  return assemble(deps, { ...none, places: new Set([place]), days })
}

async function assemble(deps: FactsDeps, asked: Asked): Promise<TraceFacts> {
  const { records, trace, people: known, own } = deps
  const { persons, days, habitDays } = asked
  const schools: Loaded[] = []
  for (const place of asked.places) schools.push(await load(deps, asked, place))

  const roll = new Map<string, Person>()
  for (const school of schools) for (const [id, person] of school.people) roll.set(id, person)
  const [from, to] = [days[0] ?? '', days.at(-1) ?? '']
  const across =
    schools.length === 0
      ? { groups: [], enrolments: [] }
      : await trace.beyond([...roll.keys()], [...asked.places], from, to)
  const cases = await trace.casesOf(persons.map(person => person.id))
  const casePlaces = await placesUnder(
    records,
    own,
    cases.map(row => row.place),
  )
  const ofCase = new Map(cases.filter(row => casePlaces.has(row.place)).map(row => [row.id, row.person]))
  const named = ofCase.size === 0 ? [] : await trace.named([...ofCase.keys()])

  const met = everybody(schools)
  for (const { person } of across.enrolments) met.add(person)
  for (const { person } of named) if (person !== null) met.add(person)
  for (const { id } of persons) met.add(id)
  const strangers = [...met].filter(id => !roll.has(id))
  const found = await known.sorted(strangers)
  for (const person of found.inside) roll.set(person.id, person)
  const roles = new Map(found.outside.map(person => [person.id, person.role]))
  const marks = new Marks(
    id => roll.has(id),
    id => roles.get(id) ?? 'student',
  )

  const inside = await placesUnder(records, own, [
    ...asked.enrolments.map(row => row.place),
    ...across.groups.map(row => row.place),
  ])
  const here = [...met].flatMap(id => roll.get(id) ?? [])
  const facts: TraceFacts = {
    days,
    habitDays,
    schools: schools.map(school => {
      const { people: _, sheets, outages, quiet = [], ...rest } = school
      const marked = marks.records(rest)
      const masked = new Map<string, PresenceSheet[]>()
      for (const [day, list] of sheets) masked.set(day, list.map(marks.sheet))
      return { ...marked, sheets: masked, outages, quiet }
    }),
    people: await known.lines(here),
    across: marks.across(across.groups, across.enrolments, place => inside.has(place)),
    named: named.map(row => ({
      ...row,
      person: row.person === null ? null : marks.of(row.person),
      of: ofCase.get(row.case) as string,
    })),
    endedCards: endedCards(schools, new Set(days), marks),
    moved: movedPersons(asked, schools, roll, inside),
    keptSince: null,
  }
  for (const [mark, person] of marks.people) (facts.people as Map<string, FactPerson>).set(mark, person)
  return facts
}

async function load(
  { trace, directory }: FactsDeps,
  { days, habitDays }: Asked,
  place: string,
): Promise<Loaded> {
  const all = [...new Set([...habitDays, ...days])].sort()
  const [from, to] = [all[0], all.at(-1)]
  const school = await trace.school(place, from ?? '', to ?? '')
  const sheets = new Map<string, PresenceSheet[]>()
  const outages: { day: string; kiosk: string; entries: number }[] = []
  const quiet: QuietGate[] = []
  for (const site of school.sites) {
    const own = await trace.sheets(site.id, all)
    for (const sheet of own) {
      const list = sheets.get(sheet.day)
      if (list === undefined) sheets.set(sheet.day, [sheet])
      else list.push(sheet)
    }
    outages.push(...(await trace.lost(site.id, days[0] ?? '', days.at(-1) ?? '')))
    outages.push(...silentKiosks(await directory.kiosksAt(site.id), own, days))
    quiet.push(...quietGates(own, days))
  }
  // What was changed since concerns the days that are asked about, not those habits come from.
  const { changed } = days[0] === from ? school : await trace.school(place, days[0] ?? '', to ?? '')
  return { ...school, changed, sheets, outages, quiet }
}

/** Everybody who occurs in what was loaded. */
function everybody(schools: readonly Loaded[]): Set<string> {
  const met = new Set<string>()
  for (const school of schools) {
    for (const sheets of school.sheets.values())
      for (const { persons, ended } of sheets) {
        for (const person of persons) met.add(person)
        for (const { person } of ended ?? []) met.add(person)
      }
    for (const { person } of school.enrolments) met.add(person)
    for (const { seats } of school.seatPlans) for (const { person } of seats) met.add(person)
    for (const { person } of school.absences) met.add(person)
    for (const { teacher } of [...school.lessons, ...school.substitutions])
      if (teacher !== null) met.add(teacher)
  }
  return met
}

function endedCards(
  schools: readonly Loaded[],
  days: ReadonlySet<string>,
  marks: Marks,
): Map<string, string[]> {
  const cards = new Map<string, Set<string>>()
  for (const { sheets } of schools)
    for (const [day, list] of sheets)
      if (days.has(day))
        for (const { ended } of list)
          for (const { person, card } of ended ?? []) {
            const who = marks.of(person)
            const known = cards.get(who) ?? new Set()
            cards.set(who, known.add(who === person ? card : ''))
          }
  return new Map([...cards].map(([person, own]) => [person, [...own].sort()]))
}

/** Pupils of more than one school in the window, and persons asked about who were seen away from home. */
function movedPersons(
  { days, seen, enrolments }: Asked,
  schools: readonly Loaded[],
  roll: ReadonlyMap<string, Person>,
  inside: ReadonlySet<string>,
): Map<string, string[]> {
  const loaded = new Set(schools.map(school => school.place))
  const told = (place: string): string => (loaded.has(place) || inside.has(place) ? place : '')
  const places = new Map<string, Set<string>>()
  const at = (person: string, place: string) => {
    const home = roll.get(person)?.place
    if (home === undefined || home === place) return
    places.set(person, (places.get(person) ?? new Set([home])).add(told(place)))
  }
  const [from, to] = [days[0] ?? '', days.at(-1) ?? '']
  for (const school of schools) {
    const classes = new Set(school.groups.flatMap(group => (group.kind === 'class' ? [group.id] : [])))
    for (const row of school.enrolments)
      if (row.role === 'student' && classes.has(row.group) && holds(row, from, to)) at(row.person, row.place)
  }
  for (const { person, place } of seen) at(person, place)
  // Of a school that was not loaded only the asked persons' membership is known, whatever its group's kind.
  for (const row of enrolments)
    if (row.role === 'student' && !loaded.has(row.place)) at(row.person, row.place)
  return new Map([...places].map(([person, list]) => [person, [...list].sort()]))
}

const holds = (row: { from: string | null; to: string | null }, from: string, to: string): boolean =>
  (row.from === null || row.from <= to) && (row.to === null || row.to >= from)
