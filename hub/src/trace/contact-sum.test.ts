import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import { expect, test } from 'vitest'
import { ContactSum } from './contact-sum.ts'

const contact = (of: string, more: Partial<Contact> = {}): Contact => ({
  person: { ref: 'p', name: 'p', role: 'student', group: '', school: '', outside: false },
  probability: 0.5,
  minutes: { near: 10, room: 40 },
  days: ['2026-11-23'],
  lastDay: '2026-11-23',
  meets: 'no',
  reasons: [{ setting: 'seat', distance: 'near', label: 'maths', days: 1, times: 2, minutes: 40 }],
  weights: [],
  quality: [],
  of: [of],
  generation: 1,
  asSource: null,
  followUp: null,
  exposures: [],
  ...more,
})
const sumOf = (first: Contact, ...others: Contact[]): Contact => {
  const sum = new ContactSum(first)
  for (const other of others) sum.add(other)
  return sum.contact()
}

test('what was found near several people adds up, and the surest word stands', () => {
  const bus = { setting: 'bus', distance: 'near', label: '4', days: 1, times: 1, minutes: 15 } as const
  const found = sumOf(
    contact('a', { quality: ['clock'] }),
    contact('b', { days: ['2026-11-20', '2026-11-23'], meets: 'unknown', followUp: 'following' }),
    contact('c', { meets: 'yes', reasons: [bus], quality: ['no-plan', 'clock'] }),
  )
  expect(found.probability).toBeCloseTo(1 - 0.5 ** 3)
  expect(found).toMatchObject({
    minutes: { near: 30, room: 120 },
    days: ['2026-11-20', '2026-11-23'],
    lastDay: '2026-11-23',
    meets: 'yes',
    of: ['a', 'b', 'c'],
    quality: ['clock', 'no-plan'],
    followUp: 'following',
  })
  expect(found.reasons).toEqual([
    { setting: 'seat', distance: 'near', label: 'maths', days: 1, times: 4, minutes: 80 },
    bus,
  ])
})

test('single exposures are left out, and the parts stay as they were', () => {
  const exposure: Contact['exposures'][number] = {
    setting: 'seat',
    day: '2026-11-23',
    ...{ from: null, to: null, minutes: 10 },
    distance: 'near',
    label: '',
    source: { kind: 'lesson', id: 'l' },
    quality: [],
  }
  const first = contact('a', { exposures: [exposure] })
  const before = structuredClone(first)
  const sum = new ContactSum(first)
  const alone = sum.contact()
  expect(alone.exposures).toEqual([])
  sum.add(contact('b'))
  expect(first).toEqual(before)
  expect(alone.reasons).toEqual(before.reasons)
  expect(sum.contact().reasons[0]?.minutes).toBe(80)
})

test('of possible sources the likeliest part counts', () => {
  const found = sumOf(contact('a', { asSource: 0.4 }), contact('b', { asSource: 0.1, probability: 0.2 }))
  expect(found.asSource).toBe(0.4)
  expect(found.probability).toBeCloseTo(0.6)
})
