import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { StoredEntry } from '../store/log-types.ts'

/** A person as screens show them. */
export interface Who {
  person: string
  name: string
  /** class or department */
  group: string
}

/** `kiosk:journal:seq`: the same for every reader and for ever. */
export const entryId = (entry: Pick<StoredEntry, 'kiosk' | 'journal' | 'seq'>): string =>
  `${entry.kiosk}:${entry.journal}:${entry.seq}`

/** One stored entry as the response team sees it. */
export function toFeedEntry(entry: StoredEntry, who: Who | undefined): FeedEntry {
  return {
    id: entryId(entry),
    at: entry.at,
    gate: entry.gate,
    direction: entry.direction,
    verdict: entry.verdict,
    reasons: entry.reasons,
    ...(entry.surface === undefined ? {} : { surface: entry.surface }),
    ...(who ? { who } : {}),
  }
}
