import type { Shift } from '@schoolgate/protocol/directory/places'
import type { Mode } from '@schoolgate/protocol/directory/timetable'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { expect, test } from 'vitest'
import { mondayOf } from '../../text/day.ts'
import { clashesOf } from './clashes.ts'
import { asDay, nextWeekday, weekOf } from './days.ts'
import { candidatesFor } from './free-teachers.ts'
import { modeOf } from './modes.ts'
import { spanInWords } from './span-words.ts'
import { cellKey, cellsOf, daysShown, rowsOf, shiftNameOf, shiftsOf } from './week-grid.ts'

const MONDAY = '2026-10-05'
const WEEK = weekOf(MONDAY)
const shift = (id: string, name: string, first: string, from: string | null = null): Shift => ({
  id,
  place: 's1',
  name,
  of: 'student',
  bells: [
    { from: `${first}:00`, to: `${first}:40` },
    { from: `${first}:45`, to: `${Number(first) + 1}:25` },
  ],
  graceMin: 5,
  from,
  to: null,
})
const SHIFTS = [shift('i2', 'II', '13'), shift('i1', 'I', '08'), shift('i1b', 'I', '09', '2026-10-01')]

const held = (
  id: string,
  change: Partial<HeldLesson['lesson']> = {},
  more: Partial<HeldLesson> = {},
): HeldLesson => {
  const lesson = {
    id,
    place: 's1',
    group: '3a',
    subject: 'Математик',
    course: null,
    teacher: 'bat',
    room: 'r1',
    weekday: 1,
    shift: 'I',
    number: 1,
    from: null,
    to: null,
    ...change,
  }
  return {
    lesson,
    day: MONDAY,
    begins: '09:00',
    ends: '09:40',
    teacher: lesson.teacher,
    room: lesson.room,
    cancelled: false,
    mode: 'classroom',
    substitution: null,
    ...more,
  }
}

test('days', () => {
  expect(mondayOf('2026-10-11')).toBe(MONDAY)
  expect(WEEK.at(-1)).toBe('2026-10-11')
  expect(nextWeekday(MONDAY, 1)).toBe(MONDAY)
  expect(nextWeekday(MONDAY, 7)).toBe('2026-10-11')
  expect([asDay('2026-02-30'), asDay('2026-02-28'), asDay(undefined), asDay('x')]).toEqual([
    undefined,
    '2026-02-28',
    undefined,
    undefined,
  ])
})

test('rows are the bells of the shift as they are in that week, and a number beyond them where one is used', () => {
  expect(shiftsOf(SHIFTS, WEEK).map(s => s.id)).toEqual(['i1b', 'i2'])
  expect(shiftsOf(SHIFTS, ['2026-09-07']).map(s => s.id)).toEqual(['i1', 'i2'])
  expect(shiftNameOf(SHIFTS, { shift: 'i1' })).toBe('I')
  const rows = rowsOf([held('a', { number: 3 })], SHIFTS, WEEK, [])
  expect(rows.map(r => [r.shift, r.number, r.from])).toEqual([
    ['I', 1, '09:00'],
    ['I', 2, '09:45'],
    ['I', 3, null],
  ])
  expect(rowsOf([], SHIFTS, WEEK, ['II']).map(r => r.key)).toEqual(['II 1', 'II 2'])
  expect(rowsOf([held('a', { shift: 'old' })], SHIFTS, WEEK, ['I']).map(r => r.key)).toEqual([
    'I 1',
    'I 2',
    'old 1',
  ])
})

test('halves share a cell; a Saturday shows when it is taught', () => {
  const cells = cellsOf([held('b', { group: '3a-2' }), held('a', { group: '3a-1' })])
  expect(cells.get(cellKey(MONDAY, { shift: 'I', number: 1 }))?.map(h => h.lesson.id)).toEqual(['a', 'b'])
  expect(daysShown(WEEK, new Set(), [])).toHaveLength(5)
  expect(daysShown(WEEK, new Set(['2026-10-10']), [])).toHaveLength(6)
})

test('a clash names what is wanted twice', () => {
  const slot = {
    group: '4b',
    teacher: 'bat',
    room: 'r2',
    shift: 'I',
    number: 1,
    begins: '09:00',
    ends: '09:40',
  }
  const parentOf = (g: string): string | null => (g.startsWith('3a-') ? '3a' : null)
  const day = [
    held('a'),
    held('b', { teacher: 'dorj', room: 'r2', group: '5c' }),
    held('c', {}, { cancelled: true }),
  ]
  expect(clashesOf(slot, day, parentOf).map(c => [c.over, c.with.lesson.id])).toEqual([
    ['teacher', 'a'],
    ['room', 'b'],
  ])
  expect(clashesOf({ ...slot, id: 'a' }, [held('a')], parentOf)).toEqual([])
  const half = { ...slot, group: '3a-1', teacher: null, room: null }
  expect(clashesOf(half, day, parentOf).map(c => c.over)).toEqual(['group'])
  expect(clashesOf(half, [held('x', { group: '3a-2', teacher: null })], parentOf)).toEqual([])
  // the second shift's first lesson is another time; without bells shift and number decide
  expect(clashesOf({ ...slot, shift: 'II', begins: '13:00', ends: '13:40' }, day, parentOf)).toEqual([])
  expect(clashesOf({ ...slot, begins: null, ends: null }, day, parentOf)).toHaveLength(2)
})

test('free teachers of the subject come first, and nobody is handed two lessons at once', () => {
  const staff = ['bat', 'dorj', 'gana', 'hulan'].map(id => ({ id, name: id }))
  const wanted = held('a')
  const day = [
    wanted,
    held('b', { teacher: 'dorj', group: '4b' }),
    held('c', { teacher: 'hulan', number: 2, group: '5c' }, { begins: '09:45', ends: '10:25' }),
  ]
  const found = candidatesFor(wanted, staff, day, 'bat')
  expect(found.map(c => c.id)).toEqual(['hulan', 'gana', 'dorj'])
  expect(found.map(c => c.busy?.lesson.id)).toEqual([undefined, undefined, 'b'])
  const again = candidatesFor(
    wanted,
    staff,
    [...day, held('d', { teacher: 'bat', group: '6a' })],
    'bat',
    new Map([['d', 'hulan']]),
  )
  expect(again.find(c => c.id === 'hulan')?.busy?.lesson.id).toBe('d')
})

test('a week names its month once, whether it stands first or last', () => {
  const en = (iso: string): string => `${Number(iso.slice(8))} month ${iso.slice(5, 7)}`
  const mn = (iso: string): string => `${Number(iso.slice(5, 7))}-р сарын ${Number(iso.slice(8))}`
  expect(spanInWords('2026-10-05', '2026-10-09', en)).toBe('5–9 month 10')
  expect(spanInWords('2026-10-05', '2026-10-09', mn)).toBe('10-р сарын 5–9')
  expect(spanInWords('2026-09-28', '2026-10-02', mn)).toBe('9-р сарын 28 – 10-р сарын 2')
})

test('a class’s own way of teaching goes before the school’s, and the last begun before older ones', () => {
  const mode = (id: string, group: string | null, mode: Mode['mode'], from = MONDAY): Mode => ({
    id,
    place: 's1',
    group,
    from,
    to: '2026-10-09',
    mode,
    reason: '',
  })
  const modes = [
    mode('1', null, 'online'),
    mode('2', '3a', 'mixed'),
    mode('3', '3a', 'suspended', '2026-10-07'),
  ]
  const half = { id: '3a-1', parent: '3a' }
  expect(modeOf(modes, half, MONDAY)).toBe('mixed')
  expect(modeOf(modes, half, '2026-10-08')).toBe('suspended')
  expect(modeOf(modes, { id: '4b', parent: null }, MONDAY)).toBe('online')
  expect(modeOf(modes, half, '2026-10-10')).toBe('classroom')
})
