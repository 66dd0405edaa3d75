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
  for (let i = 0; i < rows.length; i += ROWS) {
    const part = rows.slice(i, i + ROWS)
    const text = `${before} ${placeholders(engine, part.length, part[0]?.length ?? 0)} ${after}`
    const result = await trx.executeQuery<R>(CompiledQuery.raw(text, part.flat()))
    for (const row of result.rows) found.push(row)
  }
  return found
}

function placeholders(engine: Store['engine'], rows: number, width: number): string {
  let n = 0
  const mark = engine === 'sqlite' ? () => '?' : () => `$${++n}`
  return Array.from({ length: rows }, () => `(${Array.from({ length: width }, mark).join(', ')})`).join(', ')
}
