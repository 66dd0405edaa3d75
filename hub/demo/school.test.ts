import { changeSchema, type RecordKind, type RecordOf } from '@schoolgate/protocol/directory/records'
import { expect, test } from 'vitest'
import { daysBetween, dayTeller } from '../src/directory/calendar.ts'
import { checkChanges } from '../src/directory/check/changes.ts'
import { findClashes } from '../src/directory/clashes.ts'
import { heldLessons } from '../src/directory/timetable.ts'
import { daysBefore } from './calendar.ts'
import { TREE } from './places.ts'
import { asChanges } from './records.ts'
import { makeSchool } from './school.ts'

const TODAY = '2026-11-23'
const days = [...daysBefore(TODAY, 8), TODAY]
const row = TREE.find(place => place.id === 's45') as (typeof TREE)[number]
const made = (size: number, seed: number, shown = days) =>
  makeSchool({ row, size, seed, days: shown, gates: [['south', 'South']] })

test.each([
  [700, 1],
  [120, 2],
  [60, 3],
  [2000, 4],
])('a school of %i: whole, valid, and no clash in a week', (size, seed) => {
  const school = made(size, seed)
  const changes = [...asChanges({ jurisdiction: TREE.filter(place => place.id !== 's45') }, school.records)]
  expect(checkChanges(changes, { get: () => undefined, shifts: [], today: TODAY })).toEqual([])
  for (const change of changes) expect(changeSchema.safeParse(change).success).toBe(true)
  expect(school.comers).toHaveLength(size)

  const { lesson = [], group = [], shift = [], term = [], calendarDay = [] } = school.records
  const week = daysBetween('2026-11-23', '2026-11-27')
  const held = heldLessons(
    { lessons: lesson, groups: group, shifts: shift, substitutions: [], modes: [] },
    week,
  )
  const shared = new Set(['s45-gym', 's45-hall'])
  expect(held.length).toBeGreaterThan(20)
  expect(findClashes(held, { groups: group, shared })).toEqual([])
  const told = dayTeller({ terms: term, calendar: calendarDay })
  expect(days.map(told).filter(day => !day.taught)).toEqual([])
})

test('what happened since fits what was there', () => {
  const { records, happenings } = made(700, 1)
  const stored = new Map(
    asChanges(records).flatMap(c => (c.op === 'put' ? [[`${c.kind} ${c.record.id}`, c.record]] : [])) as [
      string,
      RecordOf<RecordKind>,
    ][],
  )
  const get = <K extends RecordKind>(kind: K, id: string) =>
    stored.get(`${kind} ${id}`) as RecordOf<K> | undefined
  for (const { changes, note } of happenings.deeds) {
    const faults = checkChanges(changes, { get, shifts: records.shift ?? [], today: TODAY })
    expect([note, faults]).toEqual([note, []])
  }
  expect(happenings.deeds).toHaveLength(5)
  expect(happenings.away.size).toBeGreaterThan(15)
})

test('in summer too the shown days are taught, and the same seed gives the same school', () => {
  const summer = daysBetween('2026-07-06', '2026-07-10')
  const { term = [], calendarDay = [] } = made(120, 5, summer).records
  const told = dayTeller({ terms: term, calendar: calendarDay })
  expect(summer.every(day => told(day).taught)).toBe(true)
  expect(made(120, 5)).toEqual(made(120, 5))
})
