import { systemClock } from '@schoolgate/protocol/clock'
import { expect, test } from 'vitest'
import { startMerger } from './merger.ts'

/** A clock whose timers fire when the test lets them. */
function handClock() {
  const timers: { ms: number; run: () => void }[] = []
  let mono = 0
  return {
    timers,
    pass: (ms: number) => {
      mono += ms
    },
    fire: async () => {
      timers.shift()?.run()
      await new Promise(resolve => setImmediate(resolve))
    },
    clock: {
      ...systemClock,
      mono: () => mono,
      after: (ms: number, run: () => void) => {
        const timer = { ms, run }
        timers.push(timer)
        return () => {
          if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1)
        }
      },
    },
  }
}

test('catches up in chunks with nine times its own time between them, then waits for the next second', async () => {
  const { clock, timers, pass, fire } = handClock()
  const chunks = [500, 20, 0]
  let merges = 0
  const stop = startMerger({
    clock,
    presence: {
      merge: async () => {
        merges++
        pass(10)
        return chunks.shift() ?? 0
      },
    },
  })
  expect(timers.map(t => t.ms)).toEqual([1000])
  await fire()
  expect([merges, timers[0]?.ms]).toEqual([1, 90])
  await fire()
  await fire()
  expect([merges, timers[0]?.ms]).toEqual([3, 1000])
  await stop()
  expect(timers).toEqual([])
})

test('a failed pass is told and tried again', async () => {
  const { clock, timers, fire } = handClock()
  const errors: unknown[] = []
  const merge = () => Promise.reject(new Error('disk'))
  const stop = startMerger({ clock, presence: { merge }, onError: error => errors.push(error) })
  await fire()
  expect(errors).toHaveLength(1)
  expect(timers.map(t => t.ms)).toEqual([1000])
  await stop()
})
