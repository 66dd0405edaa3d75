import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import { fold, score } from '@schoolgate/protocol/fold'

export interface FoundPerson {
  person: string
  name: string
  group: string
  /** their newest entry today */
  latest: FeedEntry
}

/** Everybody in these entries (newest first), once, with their newest entry. */
export function peopleOf(entries: readonly FeedEntry[]): FoundPerson[] {
  const seen = new Map<string, FoundPerson>()
  for (const entry of entries) {
    if (entry.who && !seen.has(entry.who.person)) seen.set(entry.who.person, { ...entry.who, latest: entry })
  }
  return [...seen.values()]
}

/** Best fits first; an empty query gives whoever came last. */
export function findPeople(people: readonly FoundPerson[], query: string, limit: number): FoundPerson[] {
  const wanted = fold(query)
  if (wanted === '') return people.slice(0, limit)
  return people
    .map(p => ({ p, s: score(wanted, fold(`${p.name} ${p.group}`)) }))
    .filter((x): x is { p: FoundPerson; s: number } => x.s !== undefined)
    .sort((a, b) => b.s - a.s)
    .slice(0, limit)
    .map(x => x.p)
}
