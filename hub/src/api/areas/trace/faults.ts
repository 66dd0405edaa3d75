import { problem } from '../../problems.ts'

/** A field at fault, in the words of a request's body. */
export const bad = (where: string, detail: string) => problem('bad-input', { where: `json:${where}`, detail })

/** Ids a problem names; of more it says how many. */
const NAMED = 10

/** What was asked for and is not there, or lies outside: which of them, in the asker's own words. */
export function unknown(field: string, asked: readonly string[], missing: readonly string[]) {
  const rest = missing.length - NAMED
  const ids = missing.slice(0, NAMED).join(', ')
  const detail = `not here: ${ids}${rest > 0 ? ` and ${rest} more` : ''}`
  return problem('not-found', { where: `json:${field}.${asked.indexOf(missing[0] as string)}`, detail })
}
