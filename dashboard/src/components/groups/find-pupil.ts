import { fold } from '@schoolgate/protocol/fold'

export interface Named {
  id: string
  name: string
  given: string
}

/**
 * The people whom typed letters mean, in any spelling: given names first, then any other part of the name; those in
 * `first` (who have no seat yet) before the others.
 */
export function findPupils(people: readonly Named[], typed: string, first: ReadonlySet<string>): string[] {
  const wanted = fold(typed)
  if (wanted === '') return []
  const found: { id: string; rank: number; name: string }[] = []
  for (const { id, name, given } of people) {
    const words = fold(name).split(' ')
    const begins = fold(given).startsWith(wanted)
    if (!begins && !words.some((_, i) => words.slice(i).join(' ').startsWith(wanted))) continue
    found.push({ id, name, rank: (first.has(id) ? 0 : 2) + (begins ? 0 : 1) })
  }
  return found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name)).map(f => f.id)
}
