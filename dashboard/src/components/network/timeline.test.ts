import { expect, test } from 'vitest'
import { type Block, hoursOf, linesOf, spanIn, type TimelineDay } from './timeline.ts'

const MINUTE = 60_000
const minuteOf = (at: number): number => (at / MINUTE) % (24 * 60)
const block = (from: number | null, to: number | null): Block => ({
  ...{ setting: 'lesson', label: '', room: '', people: 3, near: [] },
  from: from === null ? null : from * MINUTE,
  to: to === null ? null : to * MINUTE,
})
const day = (blocks: Block[], visits: TimelineDay['visits'] = []): TimelineDay => ({
  ...{ day: '2026-09-14', taught: true, why: '', seen: true, infectious: false },
  visits,
  blocks,
})

test('the band shows whole hours around everything, and a stay until midnight to its end', () => {
  expect(hoursOf([day([])], minuteOf)).toEqual({ from: 480, to: 840 })
  expect(hoursOf([day([block(7 * 60 + 10, 15 * 60 + 1)])], minuteOf)).toEqual({ from: 420, to: 960 })
  const late = { from: 9 * 60 * MINUTE, to: 24 * 60 * MINUTE, inferred: true, site: '' }
  expect(hoursOf([day([], [late])], minuteOf).to).toBe(24 * 60)
})

test('a stretch lies within its band, cut at the edges', () => {
  expect(spanIn({ from: 480, to: 960 }, 600, 720)).toEqual({ left: 0.25, width: 0.25 })
  expect(spanIn({ from: 480, to: 960 }, 300, 2000)).toEqual({ left: 0, width: 1 })
})

test('overlapping stretches stand on lines of their own, those without a time apart', () => {
  const [a, b, c, d] = [block(480, 520), block(500, 530), block(520, 560), block(null, null)]
  const { lines, timeless } = linesOf([c, b, d, a])
  expect(lines).toEqual([[a, c], [b]])
  expect(timeless).toEqual([d])
})
