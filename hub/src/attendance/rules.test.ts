import type { AttendanceMark } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MIN, minutesOf } from './minutes.ts'
import { type Hours, type Judgement, judge, type Visit } from './rules.ts'

const MIN = 60_000
/** a morning of lessons from 8:00 to 12:30; the second bell rings at 8:50 */
const MORNING: Hours = { start: 480, end: 750, secondBell: 530, graceMin: 5 }

const at = (time: string) => minutesOf(time.padStart(5, '0')) * MIN
/** '7:50-12:31', '7:50-' (still in), '7:50~9:10' (the end is inferred) */
const visit = (text: string): Visit => {
  const [from = '', to = ''] = text.split(/[-~]/)
  return { in: at(from), out: to === '' ? undefined : at(to), outInferred: text.includes('~') }
}
const parts = (now: number) => ({ minuteOf: (ms: number) => Math.floor(ms / MIN), now })
const day = (text: string, now = DAY_MIN, absence: AbsenceReason | null = null): Judgement =>
  judge(text === '' ? [] : text.split(' ').map(visit), MORNING, absence, parts(now))

test.each<[string, AttendanceMark, number, number]>([
  ['7:50-12:31', 'present', 0, 0],
  ['7:50-', 'present', 0, 0],
  ['8:05-12:30', 'present', 0, 0],
  ['8:06-12:30', 'late', 6, 0],
  ['7:50-12:25', 'present', 0, 0],
  ['7:50-12:24', 'leftEarly', 0, 6],
  ['8:20-11:30', 'late', 20, 60],
  ['7:50-10:00 10:20-12:35', 'present', 0, 0],
  ['7:50-10:00 10:20-', 'present', 0, 0],
  // nobody scanned them out
  ['7:50~10:00 10:00-12:31', 'present', 0, 0],
  ['7:50~11:00', 'present', 0, 0],
  // back for the club, but not for the lessons
  ['7:50-10:00 15:00-16:00', 'leftEarly', 0, 150],
  // at the club before, late for the lessons
  ['6:00-7:30 8:40-12:30', 'late', 40, 0],
  // on the site, but never in the lessons' hours
  ['6:00-7:30', 'absent', 0, 0],
  ['6:00-8:00', 'absent', 0, 0],
  ['13:00-14:00', 'absent', 0, 0],
  ['', 'absent', 0, 0],
  // the gate missed them on the way in, or on the way back
  ['12:35-12:35', 'present', 0, 0],
  ['11:00-11:00', 'leftEarly', 0, 90],
  ['7:50-9:00 12:35-12:35', 'present', 0, 0],
  ['8:40-9:00 12:35-12:35', 'late', 40, 0],
  // long over: from a club
  ['16:00-16:00', 'absent', 0, 0],
])('%s is %s', (text, computed, lateMin, earlyMin) => {
  expect(day(text)).toMatchObject({ computed, lateMin, earlyMin, reason: null })
})

test('first in and last out are the day’s, an open or inferred end is none', () => {
  expect(day('7:50-10:00 10:20-12:35')).toMatchObject({ firstIn: at('07:50'), lastOut: at('12:35') })
  expect(day('7:50-10:00 10:20-')).toMatchObject({ firstIn: at('07:50'), lastOut: null })
  expect(day('7:50~11:00')).toMatchObject({ lastOut: null })
  expect(day('')).toMatchObject({ firstIn: null, lastOut: null })
})

test('is awaited until the second bell, then absent; who comes after it is late', () => {
  expect(day('', 529).computed).toBe('awaited')
  expect(day('', 530).computed).toBe('absent')
  expect(day('9:10-', 560)).toMatchObject({ computed: 'late', lateMin: 70 })
})

test('a known absence excuses at once and says why; who comes all the same is here', () => {
  expect(day('', 400, 'illness')).toMatchObject({ computed: 'excused', reason: 'illness' })
  expect(day('8:00-', 600, 'illness')).toMatchObject({ computed: 'present', reason: null })
})

test('an absence nobody excuses stays one', () => {
  expect(day('', 400, 'unexcused')).toMatchObject({ computed: 'awaited', reason: null })
  expect(day('', 600, 'unexcused')).toMatchObject({ computed: 'absent', reason: 'unexcused' })
})

const hours = fc
  .record({
    start: fc.nat(DAY_MIN - 1),
    length: fc.nat(600),
    second: fc.nat(120),
    graceMin: fc.nat(120),
  })
  .map(
    ({ start, length, second, graceMin }): Hours => ({
      start,
      end: Math.min(start + length, DAY_MIN),
      secondBell: Math.min(start + second, DAY_MIN),
      graceMin,
    }),
  )
/** Stays in order of time, as presence builds them, from clocks that may lie by a day. */
const stays = fc
  .array(fc.tuple(fc.integer({ min: -900, max: 2400 }), fc.constantFrom('in', 'out', 'lost')), {
    maxLength: 8,
  })
  .map(events => {
    const built: Visit[] = []
    for (const [minute, what] of events.sort((a, b) => a[0] - b[0])) {
      const open = built.at(-1)
      if (what === 'in') {
        if (open?.in === minute * MIN) continue
        if (open && open.out === undefined) Object.assign(open, { out: minute * MIN, outInferred: true })
        built.push({ in: minute * MIN, out: undefined, outInferred: false })
      } else if (open && open.out === undefined)
        Object.assign(open, { out: minute * MIN, outInferred: what === 'lost' })
    }
    return built
  })
const clamped = (ms: number) => Math.min(Math.max(Math.floor(ms / MIN), 0), DAY_MIN)

test('whatever the clocks say: minutes are whole, never negative, and agree with the mark', () => {
  fc.assert(
    fc.property(
      stays,
      hours,
      fc.nat(DAY_MIN),
      fc.constantFrom(null, 'family' as const),
      (visits, h, now, absence) => {
        const found = judge(visits, h, absence, { minuteOf: clamped, now })
        const { computed, lateMin, earlyMin } = found
        for (const minutes of [lateMin, earlyMin]) {
          expect(Number.isInteger(minutes)).toBe(true)
          expect(minutes).toBeGreaterThanOrEqual(0)
          expect(minutes).toBeLessThanOrEqual(h.end - h.start)
        }
        expect(computed === 'late').toBe(lateMin > 0)
        expect(computed === 'leftEarly').toBe(lateMin === 0 && earlyMin > 0)
        if (computed === 'awaited') expect(now).toBeLessThan(h.secondBell)
        if (computed === 'absent') expect(now).toBeGreaterThanOrEqual(h.secondBell)
        expect(found.reason).toBe(computed === 'excused' ? absence : null)
        if (visits.every(v => v.outInferred || v.out === undefined)) expect(earlyMin).toBe(0)
      },
    ),
    { seed: 61, numRuns: 2000 },
  )
})

test('the passing of time alone only turns the awaited into the absent', () => {
  fc.assert(
    fc.property(stays, hours, fc.nat(DAY_MIN), (visits, h, now) => {
      const before = judge(visits, h, null, { minuteOf: clamped, now })
      const after = judge(visits, h, null, { minuteOf: clamped, now: DAY_MIN })
      if (before.computed === 'awaited') expect(after).toEqual({ ...before, computed: 'absent' })
      else expect(after).toEqual(before)
    }),
    { seed: 62, numRuns: 500 },
  )
})
