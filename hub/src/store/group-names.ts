import { holdsOn } from '@schoolgate/protocol/directory/span'
import { type Difference, type EffectDeps, of } from './differences.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Ids per statement. */
const CHUNK = 1000

/** Whose home class may have another name after a batch. */
export interface Regrouped {
  /** by an enrolment in a group: person and group */
  enrolled: [string, string][]
  /** by the group itself: its members, who are looked up */
  groups: Set<string>
  /** groups that were classes before they were removed */
  gone: Set<string>
  /** by their role alone: who never had a class here keeps what stands there */
  roles: Set<string>
}

export function regrouped(changed: readonly Difference[]): Regrouped {
  const found: Regrouped = { enrolled: [], groups: new Set(), gone: new Set(), roles: new Set() }
  for (const { before, after } of of(changed, 'enrolment'))
    for (const enrolment of [before, after])
      if (enrolment !== undefined) found.enrolled.push([enrolment.person, enrolment.group])
  for (const { id, before, after } of of(changed, 'group')) {
    if (before?.kind !== 'class' && after?.kind !== 'class') continue
    if (after === undefined) found.gone.add(id)
    // Whoever joins a new group does so by an enrolment.
    else if (before !== undefined) found.groups.add(id)
  }
  for (const { id, before, after } of of(changed, 'person'))
    if (before !== undefined && after !== undefined && before.role !== after.role) found.roles.add(id)
  return found
}

interface Member {
  person: string
  role: string
  leads: number
  id: string
  from_day: string | null
  to_day: string | null
  name: string
  g_from: string | null
  g_to: string | null
}

interface Holder {
  id: string
  site: string
  role: string
  group_name: string
}

/**
 * Writes the name of the home class beside the people concerned: a pupil's class, the class a teacher leads. People
 * without any class enrolment keep what stands there, unless an enrolment in a class has just gone.
 * @returns sites where a name changed
 */
export async function regroup(
  { trx, engine, breathe }: EffectDeps,
  { enrolled, groups, gone, roles }: Regrouped,
  today: (person: { site: string }) => string,
): Promise<Set<string>> {
  const classes = await classesOf(trx, engine, enrolled, gone)
  const people = new Set(enrolled.flatMap(([person, group]) => (classes.has(group) ? [person] : [])))
  const asked = new Set([...people, ...roles])
  if (groups.size > 0) {
    const { text, value } = oneOf(engine, 'grp', [...groups])
    const what = `select distinct person from enrolment where ${text}`
    for (const row of await ask<{ person: string }>(trx, engine, what, [value])) asked.add(row.person)
  }
  const sites = new Set<string>()
  for (const part of chunks([...asked], CHUNK)) {
    const who = oneOf(engine, 'id', part)
    const holders = await ask<Holder>(
      trx,
      engine,
      `select id, site, role, group_name from person where ${who.text}`,
      [who.value],
    )
    const of = oneOf(engine, 'e.person', part)
    const members = await ask<Member>(
      trx,
      engine,
      `select e.person, e.role, e.leads, e.id, e.from_day, e.to_day, g.name, g.from_day as g_from, g.to_day as g_to
      from enrolment e join grp g on g.id = e.grp where ${of.text} and g.kind = 'class'`,
      [of.value],
    )
    const memberships = new Map<string, Member[]>()
    for (const member of members) {
      const known = memberships.get(member.person)
      if (known === undefined) memberships.set(member.person, [member])
      else known.push(member)
    }
    const renamed: [string, string][] = []
    for (const holder of holders) {
      const own = memberships.get(holder.id)
      if (own === undefined && !people.has(holder.id)) continue
      const name = homeClass(holder, own ?? [], today(holder))
      if (name === undefined || name === holder.group_name) continue
      renamed.push([holder.id, name])
      sites.add(holder.site)
    }
    await withValueRows(
      trx,
      engine,
      'with v (id, new_name) as (values',
      renamed,
      ') update person set group_name = v.new_name from v where person.id = v.id',
    )
    await breathe()
  }
  return sites
}

/** Those of the groups that are or were classes. */
async function classesOf(
  trx: Db,
  engine: Engine,
  enrolled: Regrouped['enrolled'],
  gone: ReadonlySet<string>,
): Promise<Set<string>> {
  const classes = new Set(gone)
  for (const part of chunks([...new Set(enrolled.map(([, group]) => group))], CHUNK)) {
    const { text, value } = oneOf(engine, 'id', part)
    const what = `select id from grp where ${text} and kind = 'class'`
    for (const row of await ask<{ id: string }>(trx, engine, what, [value])) classes.add(row.id)
  }
  return classes
}

/** Undefined: leave what stands there. */
function homeClass(holder: Holder, own: Member[], day: string): string | undefined {
  if (holder.role !== 'student' && holder.role !== 'teacher') return undefined
  const held = own.filter(
    m =>
      holdsOn({ from: m.from_day, to: m.to_day }, day) &&
      holdsOn({ from: m.g_from, to: m.g_to }, day) &&
      (holder.role === 'student' ? m.role === 'student' : m.role === 'teacher' && m.leads === 1),
  )
  // The newest first, where a move was entered without ending the old one.
  held.sort((a, b) => compare(b.from_day ?? '', a.from_day ?? '') || compare(a.id, b.id))
  return held[0]?.name ?? ''
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
