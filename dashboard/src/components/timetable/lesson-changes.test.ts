import { type Change, changeSchema } from '@schoolgate/protocol/directory/records'
import type { Lesson, Substitution } from '@schoolgate/protocol/directory/timetable'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, weekdayOf } from '../../text/day.ts'
import { holdsOn } from './days.ts'
import { detailsOf, lessonAdded, lessonEnded, lessonFrom, substituted } from './lesson-changes.ts'

const BAT = '00000000000000b1'
const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  id: 'l1',
  place: 's1',
  group: 'g1',
  subject: 'Математик',
  course: null,
  teacher: null,
  room: 'r1',
  weekday: 1,
  shift: 'I',
  number: 2,
  from: '2026-09-01',
  to: null,
  ...change,
})
const sub = (day: string, of = 'l1'): Substitution => ({
  id: `${of}:${day}`,
  place: 's1',
  lesson: of,
  day,
  cancelled: true,
  teacher: null,
  room: null,
  reason: '',
})

/** What the changes leave of the lessons and substitutions there were. */
function applied(changes: readonly Change[], lessons: Lesson[], subs: Substitution[] = []) {
  const l = new Map(lessons.map(x => [x.id, x]))
  const s = new Map(subs.map(x => [x.id, x]))
  for (const change of changes) {
    changeSchema.parse(change)
    const map: Map<string, unknown> = change.kind === 'lesson' ? l : s
    if (change.op === 'remove') map.delete(change.id)
    else map.set(change.record.id, change.record)
  }
  return { lessons: [...l.values()], subs: [...s.values()] }
}

const day = fc.integer({ min: 0, max: 200 }).map(n => addDays('2026-08-20', n))

test('a change from a day on leaves every day before as it was and holds on every day after', () => {
  fc.assert(
    fc.property(day, fc.option(day), day, fc.integer({ min: 1, max: 7 }), (from, first, probe, weekday) => {
      const before = lesson({ from: first })
      const changes = lessonFrom(
        from,
        before,
        { ...detailsOf(before), teacher: BAT, weekday },
        null,
        [],
        'l2',
      )
      const { lessons } = applied(changes, [before])
      const held = lessons.filter(l => holdsOn(l, probe))
      if (probe < from) {
        expect(held.map(l => l.teacher)).toEqual(first === null || first <= probe ? [null] : [])
      } else {
        expect(held).toMatchObject([{ teacher: BAT, weekday }])
      }
    }),
  )
})

test('later substitutions go along where the weekday stays, and go where it does not', () => {
  const subs = [sub('2026-09-07'), sub('2026-10-05'), sub('2026-10-12'), sub('2026-10-12', 'other')]
  const before = lesson()
  const same = lessonFrom(
    '2026-10-01',
    before,
    { ...detailsOf(before), room: 'r2' },
    '2026-10-10',
    subs,
    'l2',
  )
  expect(applied(same, [before], subs).subs.map(s => s.id)).toEqual([
    'l1:2026-09-07',
    'other:2026-10-12',
    'l2:2026-10-05',
  ])
  const other = lessonFrom('2026-10-01', before, { ...detailsOf(before), weekday: 3 }, null, subs, 'l2')
  expect(applied(other, [before], subs).subs.map(s => s.id)).toEqual(['l1:2026-09-07', 'other:2026-10-12'])
})

test('an ended lesson keeps its past; one that never began is gone', () => {
  const subs = [sub('2026-10-05')]
  expect(applied(lessonEnded(lesson(), '2026-09-30', subs), [lesson()], subs)).toMatchObject({
    lessons: [{ to: '2026-09-30' }],
    subs: [],
  })
  expect(applied(lessonEnded(lesson(), '2026-08-31', []), [lesson()]).lessons).toEqual([])
})

test('a substitution says only what differs, and nothing when nothing does', () => {
  const l = lesson({ teacher: BAT })
  const other = '00000000000000b2'
  const [put] = substituted(
    l,
    '2026-10-05',
    { cancelled: false, teacher: other, room: 'r1', reason: 'x' },
    null,
  )
  expect(put).toMatchObject({ record: { id: 'l1:2026-10-05', teacher: other, room: null } })
  expect(
    substituted(l, '2026-10-05', { cancelled: false, teacher: BAT, room: null, reason: '' }, null),
  ).toEqual([])
  expect(
    substituted(
      l,
      '2026-10-05',
      { cancelled: false, teacher: BAT, room: 'r1', reason: '' },
      sub('2026-10-05'),
    ),
  ).toEqual([{ op: 'remove', kind: 'substitution', id: 'l1:2026-10-05' }])
  const [off] = substituted(
    l,
    '2026-10-05',
    { cancelled: true, teacher: other, room: null, reason: '' },
    null,
  )
  expect(off).toMatchObject({ record: { cancelled: true, teacher: null } })
})

test('a new lesson is a whole record', () => {
  changeSchema.parse(lessonAdded(detailsOf(lesson()), { from: '2026-09-01', to: null }, 's1', 'l9'))
  expect(weekdayOf('2026-10-05')).toBe(1)
})
