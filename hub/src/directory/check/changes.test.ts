import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { put } from '../../../test/helpers/directory.ts'
import { checkChanges } from './changes.ts'

const place = 's45'
const stored = new Map<string, RecordOf<RecordKind>>(
  [
    put('site', { id: 'site', place }),
    put('room', { id: 'room', place, site: 'site' }),
    put('group', { id: '3a', place }),
    put('group', { id: 'bus', place, kind: 'bus' }),
    put('term', { id: 'year', place, from: '2026-09-01', to: '2027-06-05' }),
    put('person', { id: 'aa', place, site: 'site' }),
    put('person', { id: 'bb', place, site: 'site', role: 'teacher' }),
    put('lesson', { id: 'monday', place, group: '3a', from: '2026-09-01' }),
    put('group', { id: 'other', place: 's7' }),
  ].flatMap(change => (change.op === 'put' ? [[`${change.kind} ${change.record.id}`, change.record]] : [])),
)
const shift = put('shift', { id: 'shift', place }) as { record: RecordOf<'shift'> }
const faults = (...changes: Change[]) =>
  checkChanges(changes, {
    today: '2026-11-23',
    shifts: [shift.record],
    get: <K extends RecordKind>(kind: K, id: string) =>
      stored.get(`${kind} ${id}`) as RecordOf<K> | undefined,
  }).map(({ index, field, code }) => [index, field, code])

test.each<[string, Change, [string, string][]]>([
  [
    'a term beyond its year',
    put('term', {
      id: 'q',
      place,
      kind: 'term',
      parent: 'year',
      from: '2026-08-31',
      to: '2027-06-06',
    }),
    [
      ['from', 'beyond'],
      ['to', 'beyond'],
    ],
  ],
  ['a bus with a lesson', put('lesson', { id: 'l', place, group: 'bus' }), [['group', 'kind']]],
  [
    'a shift nobody knows',
    put('lesson', { id: 'l', place, group: '3a', shift: 'III' }),
    [['shift', 'unknown']],
  ],
  [
    'a substitution on a Tuesday',
    put('substitution', {
      id: 'monday:2026-11-24',
      place,
      lesson: 'monday',
      day: '2026-11-24',
    }),
    [['day', 'unfit']],
  ],
  [
    'a substitution before the lesson is held',
    put('substitution', {
      id: 'monday:2026-08-31',
      place,
      lesson: 'monday',
      day: '2026-08-31',
    }),
    [['day', 'unfit']],
  ],
  [
    'a substitution under another id',
    put('substitution', {
      id: 'x',
      place,
      lesson: 'monday',
      day: '2026-11-23',
    }),
    [['id', 'id']],
  ],
  [
    'a pupil who teaches',
    put('enrolment', {
      id: 'e',
      place,
      group: '3a',
      person: 'aa',
      role: 'teacher',
    }),
    [['role', 'kind']],
  ],
  [
    'a class of another school',
    put('enrolment', { id: 'e', place, group: 'other', person: 'aa' }),
    [['group', 'place']],
  ],
  [
    'a guardian of a teacher',
    put('guardianship', {
      id: 'aa:bb',
      place,
      guardian: 'aa',
      child: 'bb',
    }),
    [['child', 'kind']],
  ],
  [
    'one’s own guardian',
    put('guardianship', {
      id: 'aa:aa',
      place,
      guardian: 'aa',
      child: 'aa',
    }),
    [['child', 'unfit']],
  ],
  [
    'born tomorrow',
    put('person', { id: 'aa', place, site: 'site', birth: '2026-11-24' }),
    [['birth', 'order']],
  ],
  ['a class under a class', put('group', { id: '3b', place, parent: '3a' }), [['parent', 'unfit']]],
  ['a holiday under another id', put('calendarDay', { id: 'x', place, day: '2026-12-29' }), [['id', 'id']]],
])('%s', (_, change, expected) => {
  expect(faults(change)).toEqual(expected.map(([field, code]) => [0, field, code]))
})

test('a record is seen with its batch: made in it it is there, removed in it it is gone', () => {
  const room = put('room', { id: 'new', place, site: 'site' })
  const cls = put('group', { id: '3a', place, room: 'new' })
  expect(faults(cls, room)).toEqual([])
  expect(faults(cls)).toEqual([[0, 'room', 'unknown']])
  expect(
    faults(put('group', { id: '3a', place, room: 'room' }), { op: 'remove', kind: 'room', id: 'room' }),
  ).toEqual([[0, 'room', 'unknown']])
  const longer = put('shift', { id: 'shift', place, bells: [{ from: '08:00', to: '08:40' }] })
  expect(faults(put('lesson', { id: 'l', place, group: '3a', number: 2 }), longer)).toEqual([
    [0, 'number', 'beyond'],
  ])
})

test('bells are in order and apart exactly when no fault is found', () => {
  const time = fc.integer({ min: 0, max: 9 }).map(n => `08:0${n}`)
  const bells = fc.array(fc.record({ from: time, to: time }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(bells, list => {
      const fine = list.every(
        (bell, i) => bell.from < bell.to && (i === 0 || (list[i - 1]?.to ?? '') <= bell.from),
      )
      expect(faults(put('shift', { id: 's', place, bells: list })).length === 0).toBe(fine)
    }),
    { seed: 9 },
  )
})

test('seats are inside and taken once exactly when no fault is found', () => {
  const seat = fc.record({ person: fc.constantFrom('aa', 'bb'), row: fc.nat(2), column: fc.nat(2) })
  fc.assert(
    fc.property(fc.array(seat, { maxLength: 4 }), seats => {
      const once = <T>(list: T[]) => new Set(list).size === list.length
      const fine =
        seats.every(s => s.row < 2 && s.column < 2) &&
        once(seats.map(s => s.person)) &&
        once(seats.map(s => `${s.row} ${s.column}`))
      const found = faults(put('seatPlan', { id: 'plan', place, group: '3a', rows: 2, columns: 2, seats }))
      expect(found.length === 0).toBe(fine)
    }),
    { seed: 10 },
  )
})
