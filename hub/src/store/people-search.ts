import type { PersonLine } from '@schoolgate/protocol/http/directory'
import type { PeopleSearch, Records } from './record-types.ts'
import { ask, Conditions, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

/** `total` is counted up to here. */
const COUNTED = 100_000

/** Where a page ended, and the total, so that it is counted once. Of no name: a cursor stands in addresses. */
interface Cursor {
  id: string
  total: number
}

/**
 * Pages of people by folded name. Names are compared inside one narrow index: of the places, where they are a part
 * of the tree, or of the whole tree in the order of the pages.
 */
export async function searchPeople(
  db: Db,
  engine: Engine,
  search: PeopleSearch,
): ReturnType<Records['searchPeople']> {
  const places = await ask<{ id: string; inside: number }>(
    db,
    engine,
    `select id, case when substr(path, 1, length(?)) = ? then 1 else 0 end as inside from jurisdiction`,
    [search.path, search.path],
  )
  const inside = places.filter(place => place.inside === 1).map(place => place.id)
  if (inside.length === 0) return { people: [], total: 0, next: null }

  const conditions = filters(engine, search, inside, places.length)
  const counted = conditions.toString()
  const values = [...conditions.values]
  const cursor = readCursor(search.after)
  if (cursor !== undefined)
    conditions.add('(folded, id) > (select folded, id from person where id = ?)', cursor.id)
  const found = await ask<{ id: string }>(
    db,
    engine,
    `select id from person ${conditions} order by folded, id limit ?`,
    [...conditions.values, search.limit + 1],
  )
  const more = found.length > search.limit
  const page = found.slice(0, search.limit)
  let total = cursor?.total ?? found.length
  if (cursor === undefined && more) {
    const text = `select count(*) as n from (select 1 as one from person ${counted} limit ${COUNTED}) as counted`
    const [row] = await ask<{ n: number }>(db, engine, text, values)
    total = Number(row?.n ?? 0)
  }
  const last = page.at(-1)
  return {
    people: await personLines(
      db,
      engine,
      page.map(row => row.id),
      search.day,
    ),
    total,
    next: more && last ? `${last.id}.${total}` : null,
  }
}

function filters(engine: Engine, search: PeopleSearch, inside: string[], places: number): Conditions {
  const conditions = new Conditions()
  // SQLite leaves an index alone whose column is written with a plus.
  const column = (name: string, use: boolean) => (engine === 'sqlite' && !use ? `+${name}` : name)
  const byMembers = search.group !== undefined
  if (search.group !== undefined)
    conditions.add(
      `id in (select person from enrolment where grp = ?
      and (from_day is null or from_day <= ?) and (to_day is null or to_day >= ?))`,
      search.group,
      search.day,
      search.day,
    )
  // Of most of the tree, pages are read in the order of the names.
  const place = column('place', inside.length * 2 <= places && !byMembers)
  if (inside.length === 1) conditions.add(`${place} = ?`, inside[0])
  else if (inside.length < places) conditions.oneOf(engine, place, inside)
  if (search.status !== 'all') conditions.add('status = ?', search.status)
  if (search.role !== undefined) conditions.add('role = ?', search.role)
  const contains = engine === 'sqlite' ? 'instr(folded, ?) > 0' : 'strpos(folded, ?) > 0'
  for (const word of (search.text ?? '').split(' ')) if (word !== '') conditions.add(contains, word)
  if (search.card === 'active') conditions.add('card_until >= ?', search.day)
  if (search.card === 'none') conditions.add('card_until < ?', search.day)
  return conditions
}

/** Lines of these people, in the order given; unknown ids are left out. */
export async function personLines(
  db: Db,
  engine: Engine,
  ids: readonly string[],
  day: string,
): Promise<PersonLine[]> {
  if (ids.length === 0) return []
  const who = oneOf(engine, 'id', ids)
  type Row = Omit<PersonLine, 'group' | 'number' | 'card'> & {
    group_name: string
    body: string
  }
  const rows = await ask<Row>(
    db,
    engine,
    `select id, name, given, role, place, group_name, status, body from person where ${who.text}`,
    [who.value],
  )
  const holders = oneOf(engine, 'person', ids)
  type Card = { person: string; expires: string; revoked_at: number | null }
  const cards = await ask<Card>(
    db,
    engine,
    `select person, expires, revoked_at from card where ${holders.text}`,
    [holders.value],
  )
  const best = new Map<string, PersonLine['card']>()
  for (const card of cards) {
    const state = card.revoked_at !== null ? 'revoked' : card.expires < day ? 'expired' : 'active'
    const known = best.get(card.person)
    if (known === undefined || known === 'revoked' || state === 'active') best.set(card.person, state)
  }
  const lines = new Map(
    rows.map(({ group_name, body, ...row }): [string, PersonLine] => [
      row.id,
      {
        ...row,
        group: group_name,
        number: (JSON.parse(body) as { number: string | null }).number,
        card: best.get(row.id) ?? 'none',
      },
    ]),
  )
  return ids.flatMap(id => lines.get(id) ?? [])
}

/** A cursor nobody gave out begins at the first page. */
function readCursor(text: string | undefined): Cursor | undefined {
  const [, id, total] = /^([0-9a-f]{16})\.(\d{1,9})$/.exec(text ?? '') ?? []
  return id === undefined ? undefined : { id, total: Number(total) }
}
