import type { Case, FollowUp, NamedContact } from '@schoolgate/protocol/trace/case'
import { ask, Conditions, type Engine, oneOf, PLACES_UNDER } from './sql-text.ts'
import type { Db } from './tables.ts'
import type { TraceStore } from './trace-types.ts'
import { withValueRows } from './value-rows.ts'

type CaseStore = Pick<
  TraceStore,
  | 'putCase'
  | 'case'
  | 'cases'
  | 'casesUnder'
  | 'casesOf'
  | 'followUps'
  | 'followUpsOf'
  | 'putFollowUps'
  | 'setFollowUps'
  | 'undoFollowUps'
  | 'followUpBatch'
  | 'putNamed'
  | 'named'
  | 'dropNamed'
>

interface Body {
  body: string
}
interface Replaced {
  case_id: string
  person: string
  was: string | null
  became: string
}

/** Cases and what hangs on them. */
export function caseStore(db: Db, engine: Engine): CaseStore {
  const read = async <T>(what: string, column: string, values: readonly string[], order: string) => {
    if (values.length === 0) return []
    const { text, value } = oneOf(engine, column, values)
    const rows = await ask<Body>(db, engine, `select body from ${what} where ${text} order by ${order}`, [
      value,
    ])
    return rows.map(row => JSON.parse(row.body) as T)
  }
  const cases = (column: string, values: readonly string[]) =>
    read<Case>('trace_case', column, values, 'opened desc, id')

  return {
    async putCase(row) {
      await ask(
        db,
        engine,
        `insert into trace_case (id, place, person, opened, closed, body) values (?, ?, ?, ?, ?, ?)
        on conflict (id) do update set place = excluded.place, person = excluded.person,
        opened = excluded.opened, closed = excluded.closed, body = excluded.body`,
        [row.id, row.place, row.person, row.openedAt, row.closedAt, JSON.stringify(row)],
      )
    },
    case: async id => (await cases('id', [id]))[0],
    cases: ids => cases('id', ids),
    casesOf: persons => cases('person', persons),
    async casesUnder(path, state, limit) {
      const where = new Conditions().add(`place in ${PLACES_UNDER}`, path, path)
      if (state !== 'all') where.add(`closed is ${state === 'open' ? '' : 'not '}null`)
      const rows = await ask<Body>(
        db,
        engine,
        `select body from trace_case ${where} order by opened desc, id limit ?`,
        [...where.values, limit],
      )
      return rows.map(row => JSON.parse(row.body) as Case)
    },

    followUps: ids => read<FollowUp>('follow_up', 'case_id', ids, 'case_id, person'),
    followUpsOf: persons => read<FollowUp>('follow_up', 'person', persons, 'person, case_id'),
    async putFollowUps(rows, batch) {
      const last = new Map(rows.map(row => [`${row.case} ${row.person}`, row]))
      const wanted = [...last.values()]
      await db.transaction().execute(async trx => {
        await replace(trx, engine, wanted, await kept(trx, engine, wanted), batch)
      })
    },
    setFollowUps(case_, persons, state, batch) {
      const keys = [...new Set(persons)].map(person => ({ case: case_, person }))
      return db.transaction().execute(async trx => {
        // Read where it is written: what somebody else says of them meanwhile is not lost.
        const was = await kept(trx, engine, keys)
        const missing = keys.filter(key => !was.has(`${case_} ${key.person}`)).map(key => key.person)
        if (missing.length > 0) return { missing }
        const rows = [...was.values()]
          .map(body => JSON.parse(body) as FollowUp)
          .filter(row => row.state !== state)
          .map(row => ({ ...row, state, batch }))
        await replace(trx, engine, rows, was, batch)
        return { changed: rows.length }
      })
    },
    async undoFollowUps(batch) {
      return db.transaction().execute(async trx => {
        // Taking the batch's rows away locks them: of two who undo it, one finds nothing.
        const rows = await ask<Replaced>(
          trx,
          engine,
          'delete from follow_up_batch where batch = ? returning case_id, person, was, became',
          [batch],
        )
        if (rows.length === 0) return false
        const now = await kept(
          trx,
          engine,
          rows.map(row => ({ case: row.case_id, person: row.person })),
        )
        if (rows.some(row => now.get(`${row.case_id} ${row.person}`) !== row.became)) {
          await withValueRows(
            trx,
            engine,
            'insert into follow_up_batch (batch, case_id, person, was, became) values',
            rows.map(row => [batch, row.case_id, row.person, row.was, row.became]),
          )
          return false
        }
        await write(
          trx,
          engine,
          rows.flatMap(row => (row.was === null ? [] : [JSON.parse(row.was) as FollowUp])),
        )
        await withValueRows(
          trx,
          engine,
          'delete from follow_up where (case_id, person) in (values',
          rows.filter(row => row.was === null).map(row => [row.case_id, row.person]),
          ')',
        )
        return true
      })
    },
    async followUpBatch(batch) {
      const rows = await ask<Replaced>(
        db,
        engine,
        'select case_id, person from follow_up_batch where batch = ? order by case_id, person',
        [batch],
      )
      return rows.map(row => ({ case: row.case_id, person: row.person }))
    },

    async putNamed(row) {
      await ask(
        db,
        engine,
        `insert into named_contact (case_id, id, at, body) values (?, ?, ?, ?)
        on conflict (case_id, id) do update set at = excluded.at, body = excluded.body`,
        [row.case, row.id, row.at, JSON.stringify(row)],
      )
    },
    named: ids => read<NamedContact>('named_contact', 'case_id', ids, 'case_id, at, id'),
    async dropNamed(id, case_) {
      const rows = await ask(
        db,
        engine,
        'delete from named_contact where case_id = ? and id = ? returning id',
        [case_, id],
      )
      return rows.length > 0
    },
  }
}

/** Follow-ups as they are kept, by case and person. Locked, where several hubs write. */
async function kept(
  trx: Db,
  engine: Engine,
  keys: readonly Pick<FollowUp, 'case' | 'person'>[],
): Promise<Map<string, string>> {
  const rows = await withValueRows<{ case_id: string; person: string; body: string }>(
    trx,
    engine,
    'select case_id, person, body from follow_up where (case_id, person) in (values',
    keys.map(row => [row.case, row.person]),
    engine === 'postgres' ? ') for update' : ')',
  )
  return new Map(rows.map(row => [`${row.case_id} ${row.person}`, row.body]))
}

/** Writes follow-ups, and what they replace under their batch. */
async function replace(
  trx: Db,
  engine: Engine,
  rows: readonly FollowUp[],
  was: ReadonlyMap<string, string>,
  batch: string,
): Promise<void> {
  await write(trx, engine, rows)
  await withValueRows(
    trx,
    engine,
    'insert into follow_up_batch (batch, case_id, person, was, became) values',
    rows.map(row => [
      ...[batch, row.case, row.person],
      ...[was.get(`${row.case} ${row.person}`) ?? null, JSON.stringify(row)],
    ]),
    'on conflict (batch, case_id, person) do update set became = excluded.became',
  )
}

async function write(trx: Db, engine: Engine, rows: readonly FollowUp[]): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'insert into follow_up (case_id, person, body) values',
    rows.map(row => [row.case, row.person, JSON.stringify(row)]),
    'on conflict (case_id, person) do update set body = excluded.body',
  )
}
