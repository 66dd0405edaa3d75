import { expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import { COALESCE_MS, Coalescer } from './coalescer.ts'

function spoken() {
  const clock = new ManualClock()
  const at: number[] = []
  const begin = clock.mono()
  const coalescer = new Coalescer(clock, () => {
    at.push(clock.mono() - begin)
    return true
  })
  return { clock, at, coalescer }
}

test('a quiet room speaks at once', () => {
  const { at, coalescer } = spoken()
  coalescer.touch()
  expect(at).toEqual([0])
})

test('a busy room speaks four times a second, and says the last word', () => {
  const { clock, at, coalescer } = spoken()
  for (let i = 0; i < 1000; i++) {
    coalescer.touch()
    clock.pass(1)
  }
  clock.pass(COALESCE_MS)
  expect(at).toEqual([0, 1, 250, 500, 750, 1000])
})

test('an alarm never waits', () => {
  const { clock, at, coalescer } = spoken()
  coalescer.touch()
  coalescer.touch()
  clock.pass(10)
  coalescer.touch()
  expect(at).toEqual([0, 0])
  coalescer.touch(true)
  expect(at).toEqual([0, 0, 10])
})

test('having nothing to say does not make the next one wait', () => {
  const clock = new ManualClock()
  let words = 0
  let heard = 0
  const coalescer = new Coalescer(clock, () => {
    heard += words
    const spoke = words > 0
    words = 0
    return spoke
  })
  for (let i = 0; i < 5; i++) coalescer.touch()
  words++
  coalescer.touch()
  expect(heard).toBe(1)
})

test('a storm of alarms does not silence the room', () => {
  const { clock, at, coalescer } = spoken()
  for (let i = 0; i < 100; i++) coalescer.touch(true)
  coalescer.touch()
  clock.pass(COALESCE_MS)
  expect(at.at(-1)).toBe(COALESCE_MS)
})
