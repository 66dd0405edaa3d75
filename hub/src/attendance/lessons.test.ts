import type { AttendanceMark, Correction } from '@schoolgate/protocol/attendance/mark'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lessonMark } from './lessons.ts'
import { DAY_MIN, minutesOf } from './minutes.ts'
import type { Visit } from './rules.ts'

const MIN = 60_000
const LESSON = { begins: 540, ends: 580, graceMin: 5 }
const minuteOf = (ms: number) => Math.floor(ms / MIN)

/** '8:50-9:45' scanned out, '8:50~9:45' inferred, '8:50-' still in */
const visit = (text: string): Visit => {
  const [from = '', to = ''] = text.split(/[-~]/)
  const at = (time: string) => minutesOf(time.padStart(5, '0')) * MIN
  return {
    in: at(from),
    out: to === '' ? undefined : at(to),
    outInferred: text.includes('~'),
  }
}
const visits = (text: string) => (text === '' ? [] : text.split(' ').map(visit))
const correction = (mark: Correction['mark']): Correction => ({ mark, reason: null, note: '', by: '', at: 0 })
const row = (computed: AttendanceMark, said: Correction['mark'] | null = null) => ({
  computed,
  correction: said && correction(said),
})
const mark = (text: string, now = DAY_MIN, day?: ReturnType<typeof row>) =>
  lessonMark(visits(text), LESSON, day, { minuteOf, now })

test.each<[string, AttendanceMark]>([
  ['8:00-12:00', 'present'],
  ['8:00-', 'present'],
  ['9:05-12:00', 'present'],
  ['9:06-12:00', 'late'],
  // half of the lesson is enough, a minute less is not
  ['9:20-12:00', 'late'],
  ['9:21-12:00', 'absent'],
  // through the first ten minutes, then gone
  ['8:00-9:10', 'leftEarly'],
  ['8:00-9:09', 'absent'],
  ['8:00-9:36', 'present'],
  // two halves make a lesson
  ['8:55-9:08 9:15-12:00', 'present'],
  // a second card reading at the gate: nobody knows when they were out
  ['8:00~9:20 9:20-12:00', 'present'],
  ['8:00-8:59', 'absent'],
  ['9:40-12:00', 'absent'],
  ['', 'absent'],
])('%s is %s', (text, expected) => {
  expect(mark(text)).toBe(expected)
})

test('is awaited before it begins and while there is time left to be in half of it', () => {
  expect(mark('8:00-', 539)).toBe('awaited')
  expect(mark('8:00-', 540)).toBe('present')
  expect(mark('', 560)).toBe('awaited')
  expect(mark('', 561)).toBe('absent')
  expect(mark('9:05-9:15', 569)).toBe('awaited')
})

test('follows what is known and said of the whole day', () => {
  expect(mark('', 500, row('excused'))).toBe('excused')
  expect(mark('', DAY_MIN, row('excused'))).toBe('excused')
  expect(mark('', DAY_MIN, row('absent', 'excused'))).toBe('excused')
  expect(mark('', DAY_MIN, row('absent', 'present'))).toBe('present')
  expect(mark('8:00-8:30', DAY_MIN, row('leftEarly', 'present'))).toBe('absent')
  expect(mark('8:00-', DAY_MIN, row('present', 'absent'))).toBe('absent')
  expect(mark('8:00-', DAY_MIN, row('excused'))).toBe('present')
})

test('more of a lesson never makes an absence of it', () => {
  const minute = fc.integer({ min: 500, max: 620 })
  fc.assert(
    fc.property(minute, minute, fc.nat(40), (a, b, more) => {
      const from = Math.min(a, b)
      const stay = (to: number): Visit => ({ in: from * MIN, out: to * MIN, outInferred: false })
      const of = (to: number) => lessonMark([stay(to)], LESSON, undefined, { minuteOf, now: DAY_MIN })
      const [short, long] = [of(Math.max(a, b)), of(Math.max(a, b) + more)]
      if (short !== 'absent') expect(long).not.toBe('absent')
    }),
    { seed: 63, numRuns: 1000 },
  )
})
