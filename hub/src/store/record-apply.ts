import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import { commonPath, keepBatch } from './batch-rows.ts'
import type { Difference } from './differences.ts'
import { placePaths, writePaths } from './place-paths.ts'
import type { PresenceRules } from './presence-types.ts'
import { checkUnused, Needs, Refused } from './record-checks.ts'
import { effects } from './record-effects.ts'
import { canonical } from './record-kinds.ts'
import { deleteRecords, keptRows, parsed, writeRecords } from './record-rows.ts'
import type { ApplyOutcome, ChangeBy, GuardedChange } from './record-types.ts'
import { ask, type Breath, breather, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'

export interface ApplyDeps {
  db: Db
  engine: Engine
  rules: Pick<PresenceRules, 'localTime'>
  /** a new opaque id for a batch */
  newId: () => string
}

/** A record as it shall be, or null where it shall not be. */
interface Wish {
  record: RecordOf<RecordKind> | null
  guard?: RecordOf<RecordKind> | null
}
/** By kind and id, so that of two changes of one record in a batch the last counts. */
export type Wishes = Map<RecordKind, Map<string, Wish>>

/** One batch, all or nothing. */
export async function applyChanges(
  deps: ApplyDeps,
  changes: readonly GuardedChange[],
  by: ChangeBy,
): Promise<ApplyOutcome> {
  return inBatch(deps, by, async () => {
    const wishes: Wishes = new Map(RECORD_KINDS.map(kind => [kind, new Map()]))
    for (const change of changes) {
      const wish: Wish = { record: change.op === 'put' ? change.record : null }
      if (change.before !== undefined) wish.guard = change.before
      wishes.get(change.kind)?.set(change.op === 'put' ? change.record.id : change.id, wish)
    }
    return wishes
  })
}

/** Runs a batch whose wishes `plan` makes inside its transaction. */
export async function inBatch(
  { db, engine, rules, newId }: ApplyDeps,
  by: ChangeBy,
  plan: (trx: Db, breathe: Breath) => Promise<Wishes>,
): Promise<ApplyOutcome> {
  try {
    return await db.transaction().execute(async trx => {
      const breathe = breather()
      // Its row lock puts the batches of several hubs one after the other, so what is checked stays true.
      const [end] = await ask<{ last: number }>(
        trx,
        engine,
        'update batch_end set last = last + 1 where one = 1 returning last',
      )
      const wishes = await plan(trx, breathe)
      const changed = await differences(trx, engine, wishes, breathe)
      const put = changed.filter(d => d.after !== undefined).length
      const removed = changed.length - put
      let asked = 0
      for (const ids of wishes.values()) for (const wish of ids.values()) if (wish.record !== null) asked++
      const outcome = { ok: true as const, batch: '', put, removed, unchanged: asked - put }
      if (changed.length === 0) return outcome

      await checkNeeds(trx, engine, changed, wishes)
      const tree = await placePaths(trx, engine, changed)
      const path = await commonPath(trx, engine, changed, tree)
      await writeAll(trx, engine, changed, tree.paths, breathe)
      if (tree.shifted.size > 0) await writePaths(trx, engine, tree.shifted)
      await removeAll(trx, engine, changed, breathe)
      await effects({ trx, engine, rules, breathe }, changed, { path, moved: tree.moved, at: by.at })
      const batch = newId()
      await keepBatch(trx, engine, { number: end?.last ?? 0, id: batch, path, by }, changed, breathe)
      return { ...outcome, batch }
    })
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** What the wishes change in the store. @throws Refused when something is not as the wish expects */
async function differences(trx: Db, engine: Engine, wishes: Wishes, breathe: Breath): Promise<Difference[]> {
  const changed: Difference[] = []
  for (const kind of RECORD_KINDS) {
    const wanted = wishes.get(kind)
    if (wanted === undefined || wanted.size === 0) continue
    const now = await keptRows(trx, engine, kind, wanted.keys(), breathe)
    let n = 0
    // In order of id: neighbours in an index are written together.
    const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [id, { record, guard }] of sorted) {
      if (++n % 500 === 0) await breathe()
      const row = now.get(id)
      const was = row?.body ?? null
      if (guard !== undefined && (guard === null ? null : canonical(kind, guard)) !== was)
        throw new Refused('conflict', kind, id)
      const body = record === null ? null : canonical(kind, record)
      if (body === was) continue
      const difference: Difference = { kind, id, was, body }
      if (row !== undefined) difference.before = parsed(kind, row)
      if (record !== null) difference.after = record
      changed.push(difference)
    }
  }
  return changed
}

async function checkNeeds(trx: Db, engine: Engine, changed: Difference[], wishes: Wishes): Promise<void> {
  const needs = new Needs()
  for (const { kind, after } of changed) if (after !== undefined) needs.add(kind, after)
  await needs.check(trx, engine, (kind, id) => {
    const wish = wishes.get(kind)?.get(id)
    return wish && wish.record !== null
  })
}

async function writeAll(
  trx: Db,
  engine: Engine,
  changed: Difference[],
  paths: ReadonlyMap<string, string>,
  breathe: Breath,
): Promise<void> {
  for (const kind of RECORD_KINDS) {
    const puts = changed.flatMap(d =>
      d.kind === kind && d.after !== undefined ? [{ record: d.after, body: d.body as string }] : [],
    )
    if (puts.length === 0) continue
    // A row can only refer to a parent that is there already.
    if (kind === 'jurisdiction') {
      const depth = (id: string) => (paths.get(id) ?? '').split('/').length
      puts.sort((a, b) => depth(a.record.id) - depth(b.record.id))
    }
    await writeRecords(trx, engine, kind, puts, paths, breathe)
  }
}

async function removeAll(trx: Db, engine: Engine, changed: Difference[], breathe: Breath): Promise<void> {
  for (const kind of RECORD_KINDS.toReversed()) {
    const gone = changed.filter(d => d.kind === kind && d.after === undefined)
    if (gone.length === 0) continue
    // Children before their parents.
    if (kind === 'jurisdiction') gone.sort((a, b) => pathOf(b).length - pathOf(a).length)
    const ids = gone.map(d => d.id)
    await checkUnused(trx, engine, kind, ids)
    await deleteRecords(trx, engine, kind, ids, breathe)
  }
}

const pathOf = ({ before }: Difference): string =>
  (before as RecordOf<'jurisdiction'> | undefined)?.path ?? ''
