import type { FeedEntry } from '@schoolgate/protocol/feed/entry'

/** Who was asked to wait longer ago than this has gone home, in, or to the teacher, ms. */
export const WAITING_FORGOTTEN_MS = 30 * 60_000

/** People whose newest entry (list newest first) is a recheck, given less than half an hour ago. */
export function waitingForRecheck(entries: readonly FeedEntry[], now: number): number {
  const seen = new Set<string>()
  let waiting = 0
  for (const entry of entries) {
    if (now - entry.at > WAITING_FORGOTTEN_MS) break
    if (!entry.who || seen.has(entry.who.person)) continue
    seen.add(entry.who.person)
    if (entry.verdict === 'recheck') waiting++
  }
  return waiting
}
