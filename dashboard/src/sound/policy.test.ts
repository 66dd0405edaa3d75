import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import { groupAlarms } from '@schoolgate/protocol/feed/alarm-group'
import { expect, test } from 'vitest'
import { duringArrival, type Sounded, soundDue } from './policy.ts'

const alarm = (id: string, change: Partial<Alarm> = {}): Alarm => ({
  id,
  kind: 'isolate',
  priority: 'high',
  gate: 'g1',
  raisedAt: 1000,
  state: 'new',
  level: 0,
  reasons: [],
  who: { person: '00000000000000aa', name: 'A', group: '3B' },
  ...change,
})
const NONE: Sounded = new Map()
const due = (alarms: Alarm[], sounded: Sounded) => soundDue(groupAlarms(alarms, 2000), sounded)

test('a new alarm sounds once, again with each level, and falls silent once somebody goes', () => {
  const first = due([alarm('a')], NONE)
  expect(first.tone).toBe('high')
  const same = due([alarm('a')], first.sounded)
  expect(same.tone).toBeUndefined()
  const repeated = due([alarm('a', { level: 1 })], same.sounded)
  expect(repeated.tone).toBe('high')
  const going = due([alarm('a', { state: 'going', level: 1 })], repeated.sounded)
  expect(going.tone).toBeUndefined()
  // undone: nobody is going any more
  expect(due([alarm('a', { level: 1 })], going.sounded).tone).toBe('high')
})

test('several at once make the sound of the most urgent', () => {
  expect(due([alarm('a', { kind: 'refer', priority: 'low' }), alarm('b')], NONE).tone).toBe('high')
})

test('a flood that becomes a group is not sounded again for those already heard', () => {
  const four = ['a', 'b', 'c', 'd'].map(id => alarm(id))
  const heard = due(four, NONE)
  const grouped = due([...four, alarm('e')], heard.sounded)
  expect(grouped.tone).toBeUndefined()
  expect([...grouped.sounded.keys()]).toEqual(['group:a'])
})

test('shelved alarms make no sound', () => {
  expect(due([alarm('a', { kind: 'refer', priority: 'low', shelvedUntil: 9000 })], NONE).tone).toBeUndefined()
})

test('arrival is near the minutes in which children usually come, or whenever they do come', () => {
  const usual: [number, number][] = [
    [460, 8],
    [900, 0.1],
  ]
  expect(duringArrival(usual, 452, 0)).toBe(true)
  expect(duringArrival(usual, 480, 0)).toBe(false)
  expect(duringArrival(usual, 900, 0)).toBe(false)
  expect(duringArrival([], 600, 5)).toBe(true)
})
