import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivalWindow, dense, totalOf, upTo } from './arrivals.ts'
import { linkPhase } from './link.ts'
import { queueWord } from './queue.ts'
import { binRange, binsOf, medianBin } from './temperatures.ts'
import { waitingForRecheck } from './waiting.ts'

test('the window drawn holds the usual morning and the present, not the latecomer at two', () => {
  const usual: [number, number][] = [
    ...Array.from({ length: 60 }, (_, i): [number, number] => [440 + i, 10]),
    [840, 0.2],
  ]
  const span = arrivalWindow([[445, 3]], usual, 470)
  expect(span).toEqual({ from: 435, to: 510 })
  expect(arrivalWindow([[445, 3]], usual, 1000)).toEqual(span)
})

test('any series gives a window inside the day that holds whole values', () => {
  const series = fc.array(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 90 })), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(series, series, fc.integer({ min: 0, max: 1439 }), (today, usual, now) => {
      const span = arrivalWindow(today, usual, now)
      expect(span.from).toBeGreaterThanOrEqual(0)
      expect(span.to).toBeLessThanOrEqual(1439)
      expect(dense(today, span)).toHaveLength(span.to - span.from + 1)
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('sums go up to and including a minute', () => {
  const series: [number, number][] = [
    [1, 2],
    [5, 3],
    [9, 4],
  ]
  expect([upTo(series, 5), totalOf(series)]).toEqual([5, 9])
})

test('bins of all gates add up, one gate’s stay its own; the middle reading lies in the median bin', () => {
  const temperatures = { a: [0, 2, 1, 0], b: [0, 0, 4, 1] }
  expect(binsOf(temperatures, undefined, 4)).toEqual([0, 2, 5, 1])
  expect(binsOf(temperatures, 'a', 4)).toEqual([0, 2, 1, 0])
  expect(medianBin([0, 2, 5, 1])).toBe(2)
  expect(medianBin([0, 0])).toBeUndefined()
  expect(binRange([0, 0, 0, 0, 3, 0, 0, 0, 0])).toEqual({ from: 2, to: 6 })
})

test('a queue is a word; an idle gate has none whatever its last scans were like', () => {
  expect(queueWord({ queue: 1, perMinute: 18 })).toBe('long')
  expect(queueWord({ queue: 0.5, perMinute: 9 })).toBe('short')
  expect(queueWord({ queue: 0.1, perMinute: 9 })).toBe('none')
  expect(queueWord({ queue: 1, perMinute: 0 })).toBe('none')
})

test('who waits is whose newest entry is a fresh recheck', () => {
  const e = (person: string, verdict: FeedEntry['verdict'], at: number): FeedEntry => ({
    id: `${person}${at}`,
    at,
    gate: 'g',
    direction: 'in',
    verdict,
    reasons: [],
    who: { person, name: person, group: '' },
  })
  const now = 100 * 60_000
  const entries = [
    e('a', 'pass', now - 1),
    e('b', 'recheck', now - 2),
    e('a', 'recheck', now - 3),
    e('c', 'recheck', now - 31 * 60_000),
  ]
  expect(waitingForRecheck(entries, now)).toBe(1)
})

test('a short break is reconnecting, a long one offline, never data at all is connecting', () => {
  expect(linkPhase(true, true, 0)).toBe('online')
  expect(linkPhase(true, false, 3_000)).toBe('reconnecting')
  expect(linkPhase(true, false, 10_000)).toBe('offline')
  expect(linkPhase(false, false, 3_000)).toBe('connecting')
  expect(linkPhase(false, false, 60_000)).toBe('offline')
})
