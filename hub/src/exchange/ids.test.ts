import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import { id8Schema } from '@schoolgate/protocol/hex'
import { expect, test } from 'vitest'
import { randomIds } from './ids.ts'

test('ids fit their kinds, are all different, and lie together in families', () => {
  const ids = randomIds()
  const people = Array.from({ length: 10_000 }, ids.person)
  const records = Array.from({ length: 10_000 }, ids.record)
  expect(people.every(id => id8Schema.safeParse(id).success)).toBe(true)
  expect(records.every(id => recordIdSchema.safeParse(id).success && id.length === 12)).toBe(true)
  expect(new Set([...people, ...records]).size).toBe(20_000)
  const beginnings = (all: string[]) => new Set(all.map(id => id.slice(0, 4))).size
  expect([beginnings(people), beginnings(records)]).toEqual([3, 3])
})
