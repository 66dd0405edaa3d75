import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import { expect, test } from 'vitest'
import { NOTHING_OLDER, withOlder, withPage } from './older.ts'

const entry = (n: number): FeedEntry => ({
  id: `e${n}`,
  at: n,
  gate: 'g',
  direction: 'in',
  verdict: 'pass',
  reasons: [],
})
const ids = (entries: readonly FeedEntry[]) => entries.map(e => e.at)

test('pages that overlap the live list continue it without a double', () => {
  let older = withPage(NOTHING_OLDER, { entries: [6, 5, 4].map(entry), next: 4 })
  older = withPage(older, { entries: [3, 2].map(entry), next: null })
  expect(ids(withOlder([7, 6, 5].map(entry), older.entries))).toEqual([7, 6, 5, 4, 3, 2])
  expect(older.next).toBeNull()
})

test('a page that is newer than a list standing still adds nothing above it', () => {
  expect(ids(withOlder([5, 4].map(entry), [9, 8, 5, 4, 3].map(entry)))).toEqual([5, 4, 3])
})

test('without older pages the list is the very same', () => {
  const live = [entry(1)]
  expect(withOlder(live, [])).toBe(live)
})
