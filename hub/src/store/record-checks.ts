import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import { kindTable } from './record-kinds.ts'
import type { ApplyOutcome } from './record-types.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

export type Refusal = Extract<ApplyOutcome, { ok: false }>

/** Thrown to roll a batch back. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(code: Refusal['code'], kind: RecordKind, id: string, other?: Refusal['other']) {
    super(code)
    this.refusal = { ok: false, code, kind, id, ...(other && { other }) }
  }
}

/** Ids per statement. */
const CHUNK = 1000

/** What records refer to, by kind: each id with the first record that needs it. */
export class Needs {
  readonly #ids = new Map<RecordKind, Map<string, { kind: RecordKind; id: string }>>()

  add<K extends RecordKind>(kind: K, record: RecordOf<K>): void {
    const { refs, columns } = kindTable(kind)
    for (const [column, target] of Object.entries(refs)) {
      const id = columns[column]?.(record)
      if (typeof id === 'string') this.#need(target, id, kind, record.id)
    }
    if (kind === 'group')
      for (const term of (record as RecordOf<'group'>).terms) this.#need('term', term, kind, record.id)
  }

  #need(target: RecordKind, id: string, kind: RecordKind, by: string): void {
    let ids = this.#ids.get(target)
    if (ids === undefined) {
      ids = new Map()
      this.#ids.set(target, ids)
    }
    if (!ids.has(id)) ids.set(id, { kind, id: by })
  }

  /**
   * @param there ids of the kind that will be there after the batch, and those that will not
   * @throws Refused
   */
  async check(
    trx: Db,
    engine: Engine,
    there: (kind: RecordKind, id: string) => boolean | undefined,
  ): Promise<void> {
    for (const [target, ids] of this.#ids) {
      const unknown: string[] = []
      for (const [id, by] of ids) {
        const known = there(target, id)
        if (known === false) throw new Refused('missing', by.kind, by.id, { kind: target, id })
        if (known === undefined) unknown.push(id)
      }
      for (const part of chunks(unknown, CHUNK)) {
        const { text, value } = oneOf(engine, 'id', part)
        const rows = await ask<{ id: string }>(
          trx,
          engine,
          `select id from ${kindTable(target).table} where ${text}`,
          [value],
        )
        if (rows.length === part.length) continue
        const found = new Set(rows.map(row => row.id))
        const id = part.find(asked => !found.has(asked)) as string
        const by = ids.get(id) as { kind: RecordKind; id: string }
        throw new Refused('missing', by.kind, by.id, { kind: target, id })
      }
    }
  }
}

/** Columns of tables that are no records. */
const OTHERS: { [K in RecordKind]?: readonly (readonly [table: string, column: string])[] } = {
  jurisdiction: [
    ['officer', 'jurisdiction'],
    ['issuer_key', 'jurisdiction'],
  ],
  gate: [['kiosk', 'gate']],
  person: [['card', 'person']],
}

/** What has no meaning without the record goes with it. */
const GOES_TOO: { [K in RecordKind]?: readonly (readonly [table: string, column: string])[] } = {
  jurisdiction: [['issued_before', 'place']],
  site: [['wall_token', 'site']],
  gate: [
    ['pairing_code', 'gate'],
    ['poster', 'gate'],
  ],
  person: [['photo', 'person']],
}

/**
 * That nothing refers to these any more; to be asked when everything that is removed with them is gone.
 * @throws Refused
 */
export async function checkUnused(
  trx: Db,
  engine: Engine,
  kind: RecordKind,
  ids: readonly string[],
): Promise<void> {
  for (const part of chunks(ids, CHUNK)) {
    const gone = new Set(part)
    for (const other of RECORD_KINDS) {
      const { refs, table } = kindTable(other)
      for (const [column, target] of Object.entries(refs)) {
        if (target !== kind) continue
        for (const row of await users(trx, engine, table, column, part)) {
          if (other === kind && gone.has(row.id)) continue
          throw new Refused('used', kind, row.used, { kind: other, id: row.id })
        }
      }
    }
    for (const [table, column] of OTHERS[kind] ?? [])
      for (const { used } of await users(trx, engine, table, column, part, column))
        throw new Refused('used', kind, used, { kind: table, id: '' })
    if (kind === 'term') await checkTerms(trx, engine, gone)
    for (const [table, column] of GOES_TOO[kind] ?? []) {
      const { text, value } = oneOf(engine, column, part)
      await ask(trx, engine, `delete from ${table} where ${text}`, [value])
    }
  }
}

function users(trx: Db, engine: Engine, table: string, column: string, ids: string[], id = 'id') {
  const { text, value } = oneOf(engine, column, ids)
  const what = `select ${id} as id, ${column} as used from ${table} where ${text}`
  return ask<{ id: string; used: string }>(trx, engine, `${what} limit ${ids.length + 1}`, [value])
}

/** A group's terms are a list, so they are looked for in the groups' bodies. Terms are removed once in a year. */
async function checkTerms(trx: Db, engine: Engine, gone: Set<string>): Promise<void> {
  for (const term of gone) {
    const rows = await ask<{ body: string }>(trx, engine, 'select body from grp where body like ?', [
      `%"${term}"%`,
    ])
    for (const { body } of rows) {
      const group = JSON.parse(body) as RecordOf<'group'>
      if (group.terms.includes(term)) throw new Refused('used', 'term', term, { kind: 'group', id: group.id })
    }
  }
}
