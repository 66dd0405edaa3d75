import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { checkChanges } from '../../../directory/check/changes.ts'
import { referencesOf } from '../../../scope/references.ts'
import type { Outside, ScopedPlace } from '../../../scope/types.ts'
import type { ApplyOutcome } from '../../../store/record-types.ts'
import type { ApiDeps } from '../../deps.ts'
import { problem } from '../../problems.ts'
import { holds, KIND_RIGHT } from '../../rights.ts'
import { todayAt } from './place-time.ts'

/**
 * Makes a batch of changes at a place, checked beyond the schema.
 * @throws problem naming the first record and field that do not fit
 */
export async function makeChanges(
  deps: ApiDeps,
  place: ScopedPlace,
  changes: readonly Change[],
  note: string,
) {
  for (const { kind } of changes) if (!holds(KIND_RIGHT[kind])) throw problem('forbidden')
  const today = await todayAt(deps, place)
  const [fault] = checkChanges(changes, await storedOf(place, changes, today))
  if (fault) {
    const { index, field, code } = fault
    const record = changes[index]?.op === 'remove' ? '' : 'record.'
    throw problem('bad-input', { where: `changes.${index}.${record}${field}`, detail: code })
  }
  const outcome = await place.apply(changes, { note, at: Math.floor(deps.now()) })
  return changed(outcome, changes)
}

/** @throws problem when it was changed since */
export const undone = (outcome: ApplyOutcome | Outside) => changed(outcome, [])

function changed(outcome: ApplyOutcome | Outside, changes: readonly Change[]) {
  if (outcome.ok) {
    const { batch, put, removed, unchanged } = outcome
    return { batch, put, removed, unchanged }
  }
  const index = changes.findIndex(
    change =>
      change.kind === outcome.kind && (change.op === 'put' ? change.record.id : change.id) === outcome.id,
  )
  const where = index < 0 ? `${outcome.kind} ${outcome.id}` : `changes.${index}`
  switch (outcome.code) {
    // What lies outside does not exist, not even as a refusal.
    case 'outside':
      throw problem('not-found', { where })
    case 'missing':
      throw problem('bad-input', { where, detail: 'unknown' })
    case 'used':
    case 'conflict':
      throw problem('conflict', { where, detail: outcome.code })
  }
}

/** Reads what the changes name, as far as it belongs to the place. */
async function storedOf(place: ScopedPlace, changes: readonly Change[], today: string) {
  const wanted = new Map<RecordKind, Set<string>>()
  const want = (kind: RecordKind, id: string) => {
    const ids = wanted.get(kind)
    if (ids) ids.add(id)
    else wanted.set(kind, new Set([id]))
  }
  for (const change of changes) {
    if (change.op === 'remove') continue
    for (const { kind, id } of referencesOf(change.kind, change.record)) want(kind, id)
  }
  const found = new Map<string, RecordOf<RecordKind>>()
  for (const [kind, ids] of wanted) {
    for (const record of await place.many(kind, [...ids])) found.set(`${kind} ${record.id}`, record)
  }
  const lessons = changes.filter(change => change.op === 'put' && change.kind === 'lesson')
  const places = new Set(lessons.map(change => (change as { record: { place: string } }).record.place))
  const shifts = await shiftsOf(place, places)
  if (wanted.has('person')) {
    for (const guest of await place.posted(today)) found.set(`person ${guest.id}`, guest)
  }
  return {
    today,
    shifts,
    get: <K extends RecordKind>(kind: K, id: string) => found.get(`${kind} ${id}`) as RecordOf<K> | undefined,
  }
}

async function shiftsOf(place: ScopedPlace, places: ReadonlySet<string>) {
  if (places.size === 0) return []
  if (places.size === 1 && places.has(place.row.id)) return place.find('shift')
  const shifts: RecordOf<'shift'>[] = []
  for (let after = ''; ; ) {
    const page = await place.under('shift', after, 1000)
    shifts.push(...page)
    const last = page.at(-1)
    if (page.length < 1000 || !last) return shifts
    after = last.id
  }
}
