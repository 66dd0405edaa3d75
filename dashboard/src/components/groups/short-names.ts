import type { Named } from './find-pupil.ts'

/**
 * What fits on a seat: the given name, with the first letter of the rest where two would read alike, and the whole
 * name where even that does not tell them apart.
 */
export function shortNames(people: readonly Named[]): ReadonlyMap<string, string> {
  const given = count(people.map(p => p.given))
  const initialled = (p: Named): string => {
    const rest = p.name.replace(p.given, ' ').trim()
    return rest === '' ? p.given : `${rest.slice(0, 1)}. ${p.given}`
  }
  const longer = count(people.filter(p => given.get(p.given) !== 1).map(initialled))
  return new Map(
    people.map(p => {
      if (given.get(p.given) === 1) return [p.id, p.given]
      const text = initialled(p)
      return [p.id, longer.get(text) === 1 ? text : p.name]
    }),
  )
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
