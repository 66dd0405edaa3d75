import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { Verdict } from '@schoolgate/protocol/verdict'

/** What the entries list is narrowed to; an absent field narrows nothing. */
export interface EntryFilter {
  verdict?: Verdict
  gate?: string
  group?: string
  person?: string
}

export const isFiltering = (f: EntryFilter): boolean =>
  f.verdict !== undefined || f.gate !== undefined || f.group !== undefined || f.person !== undefined

export function matches(entry: FeedEntry, f: EntryFilter): boolean {
  return (
    (f.verdict === undefined || entry.verdict === f.verdict) &&
    (f.gate === undefined || entry.gate === f.gate) &&
    (f.group === undefined || entry.who?.group === f.group) &&
    (f.person === undefined || entry.who?.person === f.person)
  )
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** Classes present, in the order people read them: 2A before 10A. */
export function groupsOf(entries: readonly FeedEntry[]): string[] {
  const groups = new Set<string>()
  for (const e of entries) if (e.who && e.who.group !== '') groups.add(e.who.group)
  return [...groups].sort(collator.compare)
}
