import type { RecordKind } from '@schoolgate/protocol/directory/records'
import type { Dirty } from './attendance-types.ts'
import { type Difference, type EffectDeps, of, type Site } from './differences.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** How far back a change of the directory is looked at again, days. */
const BACK = 62
/** From so many people on, a day is looked at as a whole. */
const MANY = 40

export async function insertDirty(trx: Db, engine: Engine, rows: readonly Dirty[]): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'insert into attendance_dirty (site, day, person) values',
    rows.map(row => [row.site, row.day, row.person]),
  )
}

/** Kinds that move everybody's attendance at the sites of their place, as of today. */
const WHOLE: readonly RecordKind[] = ['group', 'shift', 'term', 'lesson']

/** Marks the days whose attendance may be another after a batch: today, and days before that it speaks of. */
export async function markAttendance(
  { trx, engine }: EffectDeps,
  changed: readonly Difference[],
  sites: ReadonlyMap<string, Site>,
): Promise<void> {
  const marks = new Marks()
  const under = await sitesUnder(trx, engine, changed, sites)
  for (const kind of WHOLE)
    for (const { before, after } of of(changed, kind))
      for (const record of [before, after])
        if (record !== undefined) for (const site of under(record.place)) marks.add(site.id, site.today)
  for (const kind of ['calendarDay', 'substitution'] as const)
    for (const { before, after } of of(changed, kind))
      for (const record of [before, after])
        if (record !== undefined)
          for (const site of under(record.place))
            for (const day of daysUntil(site.today, record.day, record.day)) marks.add(site.id, day)
  for (const { before, after } of of(changed, 'mode'))
    for (const mode of [before, after])
      if (mode !== undefined)
        for (const site of under(mode.place))
          for (const day of daysUntil(site.today, mode.from, mode.to)) marks.add(site.id, day)

  for (const { id, before, after } of of(changed, 'person')) {
    const [was, is] = [before, after].map(p => p && [p.status, p.role, p.site, p.place].join('\n'))
    if (was === is) continue
    for (const person of [before, after])
      if (person !== undefined && person.role !== 'guardian' && person.role !== 'visitor')
        marks.add(person.site, sites.get(person.site)?.today ?? '', id)
  }
  await markPersons(trx, engine, changed, sites, marks)
  await insertDirty(trx, engine, marks.rows())
}

/** Enrolments and posts move today, absences every day they cover. */
async function markPersons(
  trx: Db,
  engine: Engine,
  changed: readonly Difference[],
  sites: ReadonlyMap<string, Site>,
  marks: Marks,
): Promise<void> {
  const records = (['enrolment', 'post', 'absence'] as const).flatMap(kind =>
    of(changed, kind).flatMap(({ before, after }) =>
      [before, after].flatMap(r => (r === undefined ? [] : [{ ...r, kind }])),
    ),
  )
  const homes = new Map<string, string>()
  for (const part of chunks([...new Set(records.map(r => r.person))], 1000)) {
    const { text, value } = oneOf(engine, 'id', part)
    const what = `select id, site from person where ${text} and role not in ('guardian', 'visitor')`
    for (const row of await ask<{ id: string; site: string }>(trx, engine, what, [value]))
      homes.set(row.id, row.site)
  }
  for (const { kind, person, place, from, to } of records) {
    const home = sites.get(homes.get(person) ?? '')
    if (home === undefined) continue
    // A post is at another school than the home one.
    const where = kind === 'post' ? [...sites.values()].filter(s => s.path.endsWith(`/${place}/`)) : [home]
    for (const site of where)
      if (kind !== 'absence') marks.add(site.id, site.today, person)
      else for (const day of daysUntil(site.today, from, to)) marks.add(site.id, day, person)
  }
}

class Marks {
  readonly #days = new Map<string, { site: string; day: string; people: Set<string> }>()

  add(site: string, day: string, person = ''): void {
    if (day === '') return
    const key = `${site}\n${day}`
    const known = this.#days.get(key)
    if (known === undefined) this.#days.set(key, { site, day, people: new Set([person]) })
    else known.people.add(person)
  }

  rows(): Dirty[] {
    return [...this.#days.values()].flatMap(({ site, day, people }) =>
      people.has('') || people.size > MANY
        ? [{ site, day, person: '' }]
        : [...people].map(person => ({ site, day, person })),
    )
  }
}

/** A function from a place's id to the sites that lie under it. */
async function sitesUnder(
  trx: Db,
  engine: Engine,
  changed: readonly Difference[],
  sites: ReadonlyMap<string, Site>,
): Promise<(place: string) => Site[]> {
  const places = new Set(changed.flatMap(d => [d.before, d.after].flatMap(r => (r ? [r.place] : []))))
  const { text, value } = oneOf(engine, 'id', [...places])
  const rows = await ask<{ id: string; path: string }>(
    trx,
    engine,
    `select id, path from jurisdiction where ${text}`,
    [value],
  )
  const found = new Map(
    rows.map(({ id, path }) => [id, [...sites.values()].filter(site => site.path.startsWith(path))]),
  )
  return place => found.get(place) ?? []
}

/** Days of an interval that have begun, back to the limit. */
function daysUntil(today: string, from: string | null, to: string | null): string[] {
  const limit = isoDay(dayNumber(today) - BACK)
  const first = from === null || from < limit ? limit : from
  const last = to === null || to > today ? today : to
  const days: string[] = []
  for (let n = dayNumber(first); n <= dayNumber(last); n++) days.push(isoDay(n))
  return days
}

const DAY_MS = 86_400_000
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
const isoDay = (n: number): string => new Date(n * DAY_MS).toISOString().slice(0, 10)
