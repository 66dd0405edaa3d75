import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import { startPacker } from './packer.ts'

/** Half past ten in the morning of the 24th, UTC: the 23rd is not over everywhere. */
const NOW = Date.parse('2026-11-24T10:30:00Z')

async function pass(clock: ManualClock, ms: number): Promise<void> {
  clock.pass(ms)
  for (let i = 0; i < 5; i++) await setImmediate()
}

test('packs days that are over everywhere, some at a time until none is left, about every minute', async () => {
  const clock = new ManualClock(NOW)
  const asked: [string, number][] = []
  const left = [4, 4, 1]
  const trace = {
    pack: async (before: string, limit: number) => {
      asked.push([before, limit])
      return left.shift() ?? 0
    },
  }
  const stop = startPacker({ trace, clock, now: () => NOW })
  await pass(clock, 59_000)
  expect(asked).toEqual([])
  await pass(clock, 1000)
  await pass(clock, 0)
  await pass(clock, 0)
  expect(asked).toEqual(Array(3).fill(['2026-11-23', 4]))
  await pass(clock, 60_000)
  expect(asked).toHaveLength(4)
  await stop()
  await pass(clock, 120_000)
  expect(asked).toHaveLength(4)
})

test('a failed pass is told and tried again', async () => {
  const clock = new ManualClock(NOW)
  const errors: unknown[] = []
  const pack = () => Promise.reject(new Error('disk'))
  const stop = startPacker({ trace: { pack }, clock, now: () => NOW, onError: error => errors.push(error) })
  await pass(clock, 60_000)
  await pass(clock, 60_000)
  expect(errors).toHaveLength(2)
  await stop()
})
