import type { RecordKind } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import { ownerColumns, readBatch } from './batch-rows.ts'
import { type ApplyDeps, inBatch, type Wishes } from './record-apply.ts'
import { Refused } from './record-checks.ts'
import { ownedBy } from './record-kinds.ts'
import { keptRows } from './record-rows.ts'
import type { ApplyOutcome, ChangeBy, HistoryRow } from './record-types.ts'
import { ask, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

interface Past {
  kind: RecordKind
  id: string
  was: string | null
}

/** Bodies by kind and id: what each record is at the point reached while going backwards. */
class States {
  readonly #bodies = new Map<string, string | null>()

  get = ({ kind, id }: Past): string | null | undefined => this.#bodies.get(`${kind} ${id}`)
  set = ({ kind, id }: Past, body: string | null): void => {
    this.#bodies.set(`${kind} ${id}`, body)
  }

  async readNow(db: Db, engine: Engine, rows: readonly Past[]): Promise<void> {
    for (const kind of RECORD_KINDS) {
      const own = rows.filter(row => row.kind === kind && this.get(row) === undefined)
      if (own.length === 0) continue
      const now = await keptRows(db, engine, kind, new Set(own.map(row => row.id)))
      for (const row of own) this.set(row, now.get(row.id)?.body ?? null)
    }
  }
}

/** See `Records.undo`. What a record became in a batch is what the next change of it found. */
export async function undoBatches(
  deps: ApplyDeps,
  batches: readonly string[],
  by: ChangeBy,
): Promise<ApplyOutcome> {
  const { engine } = deps
  return inBatch(deps, by, async trx => {
    const found = []
    for (const id of batches) {
      const batch = await readBatch(trx, engine, id)
      if (batch === undefined) throw new Refused('missing', 'jurisdiction', id, { kind: 'batch', id })
      found.push(batch)
    }
    found.sort((a, b) => b.number - a.number)
    const states = new States()
    const wishes: Wishes = new Map(RECORD_KINDS.map(kind => [kind, new Map()]))
    for (const { number } of found) {
      const rows = await ask<Past>(trx, engine, 'select kind, id, was from history where batch = ?', [number])
      await states.readNow(trx, engine, rows)
      const next = await foundNext(trx, engine, number)
      for (const row of rows) {
        const became = next.get(`${row.kind} ${row.id}`)
        if (became !== undefined && became !== states.get(row))
          throw new Refused('conflict', row.kind, row.id)
        states.set(row, row.was)
        const record = row.was === null ? null : JSON.parse(row.was)
        wishes.get(row.kind)?.set(row.id, { record })
      }
    }
    const { text, value } = oneOf(engine, 'id', batches)
    await ask(trx, engine, `update batch set undone_at = ? where ${text}`, [by.at, value])
    return wishes
  })
}

/** What the first change after a batch found of each of its records, where there was one. */
async function foundNext(trx: Db, engine: Engine, batch: number): Promise<Map<string, string | null>> {
  const later = await ask<Past>(
    trx,
    engine,
    `select l.kind, l.id, l.was from history h
    join history l on l.kind = h.kind and l.id = h.id and l.batch > h.batch
    where h.batch = ? order by l.batch desc`,
    [batch],
  )
  return new Map(later.map(row => [`${row.kind} ${row.id}`, row.was]))
}

interface HistoryEntry extends Past {
  place: string
  batch: number
  batch_id: string
  at: number
  officer: string
  by_name: string
  note: string
}

/** See `Records.history`. */
export async function readHistory(
  db: Db,
  engine: Engine,
  kind: RecordKind,
  id: string,
  limit: number,
): Promise<HistoryRow[]> {
  const select = `select h.kind, h.id, h.place, h.was, h.batch, b.id as batch_id, b.at, b.officer, b.by_name, b.note
    from history h join batch b on b.number = h.batch`
  const parts = [`${select} where h.kind = ? and h.id = ?`]
  const values: unknown[] = [kind, id]
  for (const owned of ownedBy(kind))
    for (const column of ownerColumns(owned, kind)) {
      parts.push(`${select} where h.${column} = ? and h.kind = ?`)
      values.push(id, owned)
    }
  const rows = await ask<HistoryEntry>(
    db,
    engine,
    `select * from (${parts.join(' union all ')}) as past order by batch desc, kind, id limit ?`,
    [...values, limit],
  )
  const states = new States()
  await states.readNow(db, engine, rows)
  return rows.map(row => {
    const after = states.get(row) ?? null
    states.set(row, row.was)
    return {
      batch: row.batch_id,
      kind: row.kind,
      id: row.id,
      place: row.place,
      at: row.at,
      officer: row.officer,
      by: row.by_name,
      note: row.note,
      before: row.was === null ? null : JSON.parse(row.was),
      after: after === null ? null : JSON.parse(after),
    }
  })
}
