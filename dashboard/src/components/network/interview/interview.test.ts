import { expect, test } from 'vitest'
import { byDay, draftOf, isNamed, type Named, stepsOf, usualDistance } from './interview.ts'

const named = (id: string, day: string, at: number): Named => ({
  ...{ id, case: 'c', person: 'ab'.repeat(8), who: '', name: 'Бат', day, setting: 'seat', minutes: null },
  ...{ distance: 'near', note: '', at, by: 'Дулам' },
})

test('days are asked from the newest back', () => {
  const day = (iso: string) => ({ day: iso, taught: true, why: '', seen: true, blocks: [] })
  expect(stepsOf([day('2026-09-10'), day('2026-09-12'), day('2026-09-11')]).map(d => d.day)).toEqual([
    '2026-09-12',
    '2026-09-11',
    '2026-09-10',
  ])
})

test('somebody the school does not know is told by words, anybody else by id alone', () => {
  const said = { distance: 'near', minutes: 15, note: ' x ' } as const
  expect(draftOf('2026-09-12', 'seat', { id: null, who: ' cousin ' }, said)).toMatchObject({
    person: null,
    who: 'cousin',
    note: 'x',
  })
  expect(draftOf('2026-09-12', 'seat', { id: 'ab'.repeat(8), who: 'Bat' }, said)).toMatchObject({
    who: '',
    minutes: 15,
  })
})

test('a name counts for its own day and stretch', () => {
  const all = [named('1', '2026-09-12', 2), named('2', '2026-09-13', 1)]
  expect(isNamed(all, '2026-09-12', 'seat', 'ab'.repeat(8))?.id).toBe('1')
  expect(isNamed(all, '2026-09-12', 'table', 'ab'.repeat(8))).toBeUndefined()
  expect(byDay(all).map(d => d.day)).toEqual(['2026-09-13', '2026-09-12'])
})

test('a household begins at touch, a lesson at one room', () => {
  expect([usualDistance('household'), usualDistance('seat'), usualDistance('lesson')]).toEqual([
    'touch',
    'near',
    'room',
  ])
})
