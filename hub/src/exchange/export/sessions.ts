import type { Jurisdiction, Term } from '@schoolgate/protocol/directory/places'

export interface ExportedTerm extends Term {
  /** as named in the export */
  sourcedId: string
  parentSourcedId: string
  /** sources of the schools it is for; none: for all */
  schools: string[]
}

/**
 * Terms of all schools to academic sessions, which OneRoster shares: schools that agree share one; where some differ,
 * each has its own with the schools it is for.
 */
export function shareTerms(
  terms: readonly Term[],
  schools: readonly Jurisdiction[],
): { sessions: ExportedTerm[]; ids: Map<string, string> } {
  const sourceOf = new Map(schools.map(school => [school.id, school.source]))
  const bySource = Map.groupBy(terms, term => term.source)
  const byId = new Map(terms.map(term => [term.id, term]))
  const ids = new Map<string, string>()
  const groups: { term: Term; name: string; places: string[] }[] = []
  for (const [source, same] of bySource) {
    const variants = Map.groupBy(same, contentOf)
    const mostFirst = [...variants.values()].sort((a, b) => b.length - a.length)
    for (const [i, variant] of mostFirst.entries()) {
      const name = i === 0 ? source : `${source}~${i + 1}`
      for (const term of variant) ids.set(term.id, name)
      groups.push({ term: variant[0] as Term, name, places: variant.map(term => term.place) })
    }
  }

  function contentOf(term: Term): string {
    const parent = term.parent === null ? '' : (byId.get(term.parent)?.source ?? '')
    return JSON.stringify([term.name, term.kind, term.from, term.to, term.year, parent])
  }

  const sessions = groups.map(({ term, name, places }): ExportedTerm => {
    const named = places.flatMap(place => sourceOf.get(place) ?? [])
    const all = named.length === 0 || new Set(named).size === schools.length
    return {
      ...term,
      sourcedId: name,
      parentSourcedId: term.parent === null ? '' : (ids.get(term.parent) ?? ''),
      schools: all ? [] : named,
    }
  })
  return { sessions, ids }
}
