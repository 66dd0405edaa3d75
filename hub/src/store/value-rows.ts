import { CompiledQuery } from 'kysely'
import type { Db } from './tables.ts'
import type { Store } from './types.ts'

/** Rows a statement: few enough texts and short enough that each is prepared once and kept. */
const ROWS = 32

export type Value = string | number | null

/**
 * Runs one statement over many rows, some dozens at a time: `before (..), (..) after`, in the order given. Binding
 * values costs a quarter of having the engine read them from JSON.
 * @returns what the statements return
 */
export async function withValueRows<R = unknown>(
  trx: Db,
  engine: Store['engine'],
  before: string,
  rows: readonly Value[][],
  after = '',
): Promise<R[]> {
  const found: R[] = []
  const width = rows[0]?.length ?? 0
  const full = rows.length < ROWS ? undefined : statement(engine, before, ROWS, width, after)
  for (let i = 0; i < rows.length; i += ROWS) {
    const part = rows.slice(i, i + ROWS)
    const whole = part.length === ROWS ? full : undefined
    const query = whole ?? statement(engine, before, part.length, width, after)
    // Parameters are set beside the query, because making one freezes what it is given, value by value.
    const result = await trx.executeQuery<R>({ ...query, parameters: part.flat() })
    for (const row of result.rows) found.push(row)
  }
  return found
}

function statement(engine: Store['engine'], before: string, rows: number, width: number, after: string) {
  let n = 0
  const mark = engine === 'sqlite' ? () => '?' : () => `$${++n}`
  const row = () => `(${Array.from({ length: width }, mark).join(', ')})`
  return CompiledQuery.raw(`${before} ${Array.from({ length: rows }, row).join(', ')} ${after}`)
}
