import { type RawBuilder, sql } from 'kysely'
import type { Store } from './types.ts'

/**
 * Rows as one JSON parameter: a table `j` whose column `value` is a JSON array, fields by `j.value ->> 0`. The
 * statement's text stays the same for any number of rows, so it is prepared once, on either engine.
 */
export function jsonRows(engine: Store['engine'], rows: readonly unknown[][]): RawBuilder<unknown> {
  const json = JSON.stringify(rows)
  return engine === 'sqlite'
    ? sql`json_each(${json}) as j`
    : sql`json_array_elements(${json}::json) as j (value)`
}
