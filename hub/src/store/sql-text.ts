import { CompiledQuery } from 'kysely'
import type { Db } from './tables.ts'
import type { Store } from './types.ts'

export type Engine = Store['engine']

/** Runs a statement written with `?` for each parameter, in either engine's own notation. */
export async function ask<R>(
  db: Db,
  engine: Engine,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<R[]> {
  const query = CompiledQuery.raw(engine === 'sqlite' ? text : numbered(text))
  const { rows } = await db.executeQuery<R>({ ...query, parameters })
  return rows
}

const texts = new Map<string, string>()

/** `?` as `$1`, `$2`, ...; none of our statements has a question mark of another meaning. */
function numbered(text: string): string {
  let found = texts.get(text)
  if (found === undefined) {
    let n = 0
    found = text.replace(/\?/g, () => `$${++n}`)
    if (texts.size >= 1000) texts.clear()
    texts.set(text, found)
  }
  return found
}

/** A condition on one of any number of values, with its one parameter. */
export function oneOf(
  engine: Engine,
  column: string,
  values: readonly (string | number)[],
): { text: string; value: unknown } {
  return engine === 'sqlite'
    ? { text: `${column} in (select value from json_each(?))`, value: JSON.stringify(values) }
    : { text: `${column} = any(?)`, value: values }
}

/** Ids of the places under a path prefix, as a subquery with one parameter given twice. */
export const PLACES_UNDER = '(select id from jurisdiction where substr(path, 1, length(?)) = ?)'

/** Collects conditions joined by `and`, and their parameters in order. */
export class Conditions {
  readonly #texts: string[] = []
  readonly values: unknown[] = []

  add(text: string, ...values: unknown[]): this {
    this.#texts.push(text)
    this.values.push(...values)
    return this
  }

  oneOf(engine: Engine, column: string, values: readonly string[]): this {
    const { text, value } = oneOf(engine, column, values)
    return this.add(text, value)
  }

  toString(): string {
    return this.#texts.length === 0 ? '' : `where ${this.#texts.join(' and ')}`
  }
}

/** The longest a transaction keeps the event loop to itself, ms. */
const BREATH_MS = 5

/**
 * Lets sockets and timers have their turn between the statements of a long transaction. Nobody else gets at the
 * data meanwhile: the connection stays taken.
 */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < BREATH_MS) return undefined
    return new Promise<void>(resolve => setImmediate(resolve)).then(() => {
      since = performance.now()
    })
  }
}

export type Breath = ReturnType<typeof breather>

export function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}
