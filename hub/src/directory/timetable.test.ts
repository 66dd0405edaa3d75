import type { Shift } from '@schoolgate/protocol/directory/places'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoWeekday } from './calendar.ts'
import { findClashes } from './clashes.ts'
import { heldLessons, type TimetablePlan } from './timetable.ts'

const always = { place: 's45', from: null, to: null }
const shift = (more: Partial<Shift> = {}): Shift => ({
  id: 'morning',
  name: 'I',
  of: 'student',
  bells: [
    { from: '08:00', to: '08:40' },
    { from: '08:45', to: '09:25' },
  ],
  graceMin: 5,
  ...always,
  ...more,
})
const lesson = (id: string, more: Partial<Lesson> = {}): Lesson => ({
  id,
  group: '3A',
  subject: 'Математик',
  course: null,
  teacher: '00000000000000aa',
  room: 'r1',
  weekday: 1,
  shift: 'I',
  number: 1,
  ...always,
  ...more,
})
const plan = (more: Partial<TimetablePlan>): TimetablePlan => ({
  lessons: [],
  substitutions: [],
  modes: [],
  shifts: [shift()],
  groups: [
    { id: '3A', parent: null },
    { id: '3A/1', parent: '3A' },
    { id: '3A/2', parent: '3A' },
  ],
  ...more,
})
const MONDAY = '2026-11-23'
const NEXT = '2026-11-30'

test('new bells hold from their first day, a lesson beyond the last bell has no time', () => {
  const shifts = [shift(), shift({ id: 'winter', from: NEXT, bells: [{ from: '08:30', to: '09:10' }] })]
  const held = heldLessons(plan({ shifts, lessons: [lesson('a'), lesson('b', { number: 2 })] }), [
    MONDAY,
    NEXT,
    '2026-12-01',
  ])
  expect(held.map(h => [h.day, h.lesson.id, h.begins])).toEqual([
    [MONDAY, 'a', '08:00'],
    [MONDAY, 'b', '08:45'],
    [NEXT, 'a', '08:30'],
    [NEXT, 'b', null],
  ])
})

test('a substitution changes one day, and only what it names', () => {
  const substitution: Substitution = {
    id: `a:${MONDAY}`,
    place: 's45',
    lesson: 'a',
    day: MONDAY,
    cancelled: false,
    teacher: '00000000000000bb',
    room: null,
    reason: 'өвчтэй',
  }
  const held = heldLessons(plan({ lessons: [lesson('a')], substitutions: [substitution] }), [MONDAY, NEXT])
  expect(held.map(h => [h.teacher, h.room, h.substitution !== null])).toEqual([
    ['00000000000000bb', 'r1', true],
    ['00000000000000aa', 'r1', false],
  ])
})

test('the nearest mode counts: the half, its class, the school', () => {
  const mode = (id: string, group: string | null, of: Mode['mode'], from = MONDAY): Mode => ({
    id,
    place: 's45',
    group,
    from,
    to: NEXT,
    mode: of,
    reason: '',
  })
  const lessons = [lesson('a', { group: '3A/1' }), lesson('b', { group: '3A' }), lesson('c', { group: '4A' })]
  const modes = [mode('1', null, 'mixed'), mode('2', '3A', 'online'), mode('3', '3A', 'suspended', NEXT)]
  const of = (day: string) =>
    Object.fromEntries(heldLessons(plan({ lessons, modes }), [day]).map(h => [h.lesson.id, h.mode]))
  expect(of(MONDAY)).toEqual({ a: 'online', b: 'online', c: 'mixed' })
  expect(of(NEXT)).toEqual({ a: 'suspended', b: 'suspended', c: 'mixed' })
})

const clashesOf = (lessons: Lesson[], more: Partial<TimetablePlan> = {}, shared?: ReadonlySet<string>) => {
  const all = plan({ lessons, ...more })
  return findClashes(heldLessons(all, [MONDAY, NEXT]), { groups: all.groups, ...(shared ? { shared } : {}) })
}

test('one teacher, one room, one class at a time; halves of a class may part', () => {
  const other = { teacher: '00000000000000bb', room: 'r2' }
  expect(clashesOf([lesson('a'), lesson('b', { group: '4A', room: 'r2' })])).toEqual([
    { a: 'a', b: 'b', over: 'teacher' },
  ])
  expect(clashesOf([lesson('a'), lesson('b', { group: '4A', teacher: null })])).toEqual([
    { a: 'a', b: 'b', over: 'room' },
  ])
  expect(clashesOf([lesson('a'), lesson('b', { group: '4A', teacher: null })], {}, new Set(['r1']))).toEqual(
    [],
  )
  expect(clashesOf([lesson('a'), lesson('b', { group: '3A/1', ...other })])).toEqual([
    { a: 'a', b: 'b', over: 'group' },
  ])
  expect(clashesOf([lesson('a', { group: '3A/2' }), lesson('b', { group: '3A/1', ...other })])).toEqual([])
  expect(clashesOf([lesson('a'), lesson('b', { number: 2 })])).toEqual([])
})

test('lessons of two shifts clash by the clock, not by their number', () => {
  const second = shift({ id: 'late', name: 'II', bells: [{ from: '08:30', to: '09:10' }] })
  const lessons = [lesson('a'), lesson('b', { group: '4A', room: 'r2', shift: 'II' })]
  expect(clashesOf(lessons, { shifts: [shift(), second] })).toEqual([{ a: 'a', b: 'b', over: 'teacher' }])
})

test('whatever the plan, clashes are symmetric, true, and all of them', () => {
  const some = fc.record({
    group: fc.constantFrom('3A', '3A/1', '3A/2', '4A'),
    teacher: fc.constantFrom(null, '00000000000000aa', '00000000000000bb'),
    room: fc.constantFrom(null, 'r1', 'r2'),
    weekday: fc.constantFrom(1, 2),
    number: fc.constantFrom(1, 2, 3),
  })
  const days = [MONDAY, '2026-11-24']
  fc.assert(
    fc.property(fc.array(some, { maxLength: 10 }), list => {
      const all = plan({ lessons: list.map((more, i) => lesson(`l${i}`, more)) })
      const parent = (id: string) => all.groups.find(g => g.id === id)?.parent ?? null
      const held = heldLessons(all, days)
      const expected = new Set<string>()
      for (const x of held) {
        expect(isoWeekday(x.day)).toBe(x.lesson.weekday)
        for (const y of held) {
          if (x.lesson.id >= y.lesson.id || x.day !== y.day || x.begins === null || x.begins !== y.begins)
            continue
          const pair = `${x.lesson.id} ${y.lesson.id}`
          if (x.teacher !== null && x.teacher === y.teacher) expected.add(`teacher ${pair}`)
          if (x.room !== null && x.room === y.room) expected.add(`room ${pair}`)
          const [g, h] = [x.lesson.group, y.lesson.group]
          if (g === h || parent(g) === h || parent(h) === g) expected.add(`group ${pair}`)
        }
      }
      const found = findClashes(held, all).map(c => `${c.over} ${c.a} ${c.b}`)
      expect(new Set(found)).toEqual(expected)
      expect(found).toHaveLength(expected.size)
    }),
    { seed: 7, numRuns: 300 },
  )
})
