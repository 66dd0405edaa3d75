import type { FeedEntry } from '@schoolgate/protocol/feed/entry'

/** One page of a day's entries, newest first; `next` continues it, null at its end. */
export interface EntriesPage {
  entries: FeedEntry[]
  next: number | null
}

/** What has been read of the day beyond the live feed; `next` undefined: nothing asked yet. */
export interface Older {
  entries: readonly FeedEntry[]
  next: number | null | undefined
}

export const NOTHING_OLDER: Older = { entries: [], next: undefined }

/** After one more page. */
export const withPage = (older: Older, page: EntriesPage): Older => ({
  entries: [...older.entries, ...page.entries],
  next: page.next,
})

/** The live list, then what lies before it; each entry once, newest first. */
export function withOlder(live: readonly FeedEntry[], older: readonly FeedEntry[]): readonly FeedEntry[] {
  if (older.length === 0) return live
  const ids = new Set(live.map(e => e.id))
  const oldest = live.at(-1)?.at ?? Number.POSITIVE_INFINITY
  return [...live, ...older.filter(e => !ids.has(e.id) && e.at <= oldest)]
}
