import { expect, test } from 'vitest'
import { type Clock, formatClockAnchor, parseClockAnchor, scaledClock } from './clock.ts'

test('a scaled clock runs at its speed from the anchor, timers too', () => {
  let real = 1000
  const waits: number[] = []
  const base: Clock = {
    wall: () => real,
    mono: () => real - 1000,
    after: ms => {
      waits.push(ms)
      return () => {}
    },
  }
  const clock = scaledClock({ startWall: 500_000, realWall: 1000, speed: 20 }, base)
  real += 50
  expect(clock.wall()).toBe(501_000)
  expect(clock.mono()).toBe(1000)
  clock.after(2000, () => {})
  expect(waits).toEqual([100])
})

test('an anchor survives being handed to a process', () => {
  const anchor = {
    startWall: 1795305600000,
    realWall: 1795300000000,
    speed: 20,
  }
  expect(parseClockAnchor(formatClockAnchor(anchor))).toEqual(anchor)
})

test.each(['', '1,2', '1,2,0', '1,2,-1', 'a,b,c'])('%j is no anchor', text => {
  expect(parseClockAnchor(text)).toBeUndefined()
})
