import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { AnyRecord, Change, RecordKind } from '@schoolgate/protocol/directory/records'
import type { Records } from '../store/record-types.ts'
import { referencesOf } from './references.ts'
import type { Outside } from './types.ts'

type Reader = Pick<Records, 'many' | 'find'>
/** Records by kind and id. */
type Found = Map<RecordKind, Map<string, AnyRecord>>

/** Of these jurisdictions, the ones at or under `path`. */
export async function placesUnder(
  records: Pick<Records, 'many'>,
  path: string,
  places: Iterable<string>,
): Promise<Set<string>> {
  const rows = await records.many('jurisdiction', [...new Set(places)])
  return new Set(rows.filter(row => row.path.startsWith(path)).map(row => row.id))
}

/**
 * The first change that reaches beyond `root` and what lies below it: by the place of the record as it will be, by
 * that of the record as it is, or by a record it names. A teacher at home elsewhere counts as inside where they have
 * a post. What is named and does not exist is the store's to refuse.
 */
export async function firstOutside(
  records: Reader,
  root: Pick<Jurisdiction, 'id' | 'path'>,
  changes: readonly Change[],
): Promise<Outside | undefined> {
  const made: Found = new Map()
  const wanted = new Map<RecordKind, Set<string>>()
  const want = (kind: RecordKind, id: string) => entry(wanted, kind, () => new Set()).add(id)
  for (const change of changes) {
    if (change.op === 'remove') want(change.kind, change.id)
    else {
      want(change.kind, change.record.id)
      entry(made, change.kind, () => new Map()).set(change.record.id, change.record)
    }
  }
  for (const change of changes) {
    if (change.op === 'remove') continue
    for (const { kind, id } of referencesOf(change.kind, change.record)) {
      if (!made.get(kind)?.has(id)) want(kind, id)
    }
  }
  const stored: Found = new Map()
  for (const [kind, ids] of wanted) {
    const rows: AnyRecord[] = await records.many(kind, [...ids])
    stored.set(kind, new Map(rows.map(row => [row.id, row])))
  }

  const holds = await placeTest(records, root, made, stored)
  const at = (kind: RecordKind, id: string) => stored.get(kind)?.get(id)
  const guests = await postedInside(records, root.path, stored.get('person')?.values() ?? [], holds)
  for (const change of changes) {
    const id = change.op === 'put' ? change.record.id : change.id
    const outside: Outside = { ok: false, code: 'outside', kind: change.kind, id }
    const before = at(change.kind, id)
    if (before && !holds(before.place)) return outside
    if (change.op === 'remove') {
      if (change.kind === 'jurisdiction' && id === root.id) return outside
      continue
    }
    if (!holds(change.record.place)) return outside
    if (change.kind === 'jurisdiction' && change.record.place !== id) return outside
    for (const named of referencesOf(change.kind, change.record)) {
      // A jurisdiction's parent is what `holds` looked at; the root's own lies outside by nature.
      if (named.kind === 'jurisdiction' || made.get(named.kind)?.has(named.id)) continue
      const row = at(named.kind, named.id)
      if (!row || holds(row.place)) continue
      if (named.kind === 'person' && change.kind !== 'post' && guests.has(named.id)) continue
      return outside
    }
  }
  return undefined
}

/** Whether a place will lie at or under the root once the changes are made. */
async function placeTest(
  records: Reader,
  root: Pick<Jurisdiction, 'id' | 'path'>,
  made: Found,
  stored: Found,
): Promise<(place: string) => boolean> {
  const ids = new Set<string>()
  for (const rows of [...made.values(), ...stored.values()]) {
    for (const row of rows.values()) ids.add(row.place)
  }
  for (const row of made.get('jurisdiction')?.values() ?? []) {
    const { parent } = row as Jurisdiction
    if (parent !== null) ids.add(parent)
  }
  const now = new Map((await records.many('jurisdiction', [...ids])).map(row => [row.id, row]))

  const holds = (place: string, below: readonly string[]): boolean => {
    const before = now.get(place)
    const after = made.get('jurisdiction')?.get(place) as Jurisdiction | undefined
    if (before && !before.path.startsWith(root.path)) return false
    if (!after) return before !== undefined
    if (before && before.parent === after.parent) return true
    if (after.parent === null || place === root.id || below.includes(place)) return false
    // Under one of its own: the branch would hang in the air.
    if (before && now.get(after.parent)?.path.startsWith(before.path)) return false
    return holds(after.parent, [...below, place])
  }
  return place => holds(place, [])
}

/** People at home outside who have a post inside. */
async function postedInside(
  records: Reader,
  path: string,
  people: Iterable<AnyRecord>,
  holds: (place: string) => boolean,
): Promise<Set<string>> {
  const strangers = [...people].filter(row => !holds(row.place)).map(row => row.id)
  if (strangers.length === 0) return new Set()
  const posts = await records.find('post', { person: strangers })
  const places = posts.map(post => post.place)
  const inside = await placesUnder(records, path, places)
  return new Set(posts.filter(post => inside.has(post.place)).map(post => post.person))
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
