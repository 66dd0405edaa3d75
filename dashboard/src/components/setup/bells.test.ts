import { shiftSchema } from '@schoolgate/protocol/directory/places'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  asMinute,
  asTime,
  type Bell,
  bellFaults,
  dayBar,
  habit,
  MOST_BELLS,
  moved,
  tidy,
  withNext,
} from './bells.ts'

const bells: Bell[] = [
  { from: '08:00', to: '08:40' },
  { from: '08:50', to: '09:30' },
  { from: '09:50', to: '10:30' },
  { from: '10:40', to: '11:20' },
]

test.each([
  ['8:00', 480],
  ['08.05', 485],
  ['0805', 485],
  ['8', 480],
  ['23:59', 1439],
  ['13h30', 810],
  ['24:00', undefined],
  ['8:60', undefined],
  ['', undefined],
  ['noon', undefined],
])('%j is minute %j', (text, minute) => {
  expect(asMinute(text)).toBe(minute)
})

test('every minute of the day is read back from how it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), m => asMinute(asTime(m)) === m),
    { seed: 1 },
  )
})

test('one lesson more follows after the usual break, as long as usual', () => {
  expect(habit(bells)).toEqual({ lesson: 40, pause: 10 })
  expect(withNext(bells).at(-1)).toEqual({ from: '11:30', to: '12:10' })
  expect(withNext(bells, { lesson: 45, pause: 20 }).at(-1)).toEqual({ from: '11:40', to: '12:25' })
  expect(withNext([])).toEqual([{ from: '08:00', to: '08:40' }])
})

test('adding lessons never leaves the day or the record’s limit, and never makes a fault', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 180 }), fc.integer({ min: 1, max: 90 }), (lesson, pause) => {
      let list: Bell[] = []
      for (let i = 0; i < 20; i++) list = withNext(list, { lesson, pause })
      expect(list.length).toBeLessThanOrEqual(MOST_BELLS)
      expect(bellFaults(list).size).toBe(0)
      const shift = {
        id: 's',
        place: 'p',
        name: 'I',
        of: 'student',
        bells: tidy(list),
        graceMin: 5,
        from: null,
        to: null,
      }
      expect(shiftSchema.safeParse(shift).success).toBe(true)
    }),
    { seed: 2 },
  )
})

test('faults are named by position', () => {
  const faults = bellFaults([
    { from: '8', to: '8:40' },
    { from: '8:30', to: '9:10' },
    { from: '9:20', to: '9:10' },
    { from: 'x', to: '10:00' },
  ])
  expect([...faults]).toEqual([
    [1, 'overlap'],
    [2, 'backwards'],
    [3, 'unreadable'],
  ])
})

test('a later beginning moves the rest of the day with it', () => {
  expect(moved(bells, 2, 15).map(b => b.from)).toEqual(['08:00', '08:50', '10:05', '10:55'])
})

test('the bar spans whole hours around the bells', () => {
  const bar = dayBar(bells)
  expect([bar?.from, bar?.to]).toEqual([420, 720])
  expect(bar?.bells[0]).toMatchObject({ n: 1, from: 20, width: expect.closeTo(40 / 3) })
  expect(bar?.hours.map(h => h.text)).toEqual(['07:00', '08:00', '09:00', '10:00', '11:00', '12:00'])
  expect(dayBar([{ from: '', to: '' }])).toBeUndefined()
})
