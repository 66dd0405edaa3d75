import { seededRandom } from '@schoolgate/protocol/random'
import { expect, test } from 'vitest'
import { addDays } from '../directory/calendar.ts'
import type { PresenceSheet } from '../store/trace-types.ts'
import { quietGates } from './trace-quiet.ts'

const MINUTE = 60_000
const DAYS = Array.from({ length: 8 }, (_, i) => addDays('2026-11-16', i))
/** 07:30 in UTC+8 */
const bell = (day: string): number => Date.parse(day) - 30 * MINUTE

/** Two gates with sixty people each within half an hour; `broken` takes scans away. */
function sheet(day: string, broken: (gate: number, at: number) => boolean, late = 0): PresenceSheet {
  const random = seededRandom(Date.parse(day) / 86_400_000)
  const rows = Array.from({ length: 120 }, (_, i) => ({
    gate: i % 2,
    at: Math.round(bell(day) + (random() * 30 + late) * MINUTE),
  })).filter(row => !broken(row.gate, row.at))
  rows.sort((a, b) => a.at - b.at)
  const n = rows.length
  return {
    ...{ site: 's', day, gates: ['front', 'back'], persons: rows.map((_, i) => `${i}`) },
    ...{ in: Float64Array.from(rows, row => row.at), out: new Float64Array(n).fill(Number.NaN) },
    ...{ gateIn: Uint8Array.from(rows, row => row.gate), gateOut: new Uint8Array(n).fill(255) },
    ...{ outInferred: new Uint8Array(n), uncertain: new Uint8Array(n) },
  }
}
const whole = () => false

test('a gate silent for a part of the morning is told of, from its last scan to its next one', () => {
  const day = DAYS[7] as string
  const [off, on] = [bell(day) + 8 * MINUTE, bell(day) + 24 * MINUTE]
  const sheets = DAYS.map((d, i) =>
    sheet(d, i === 7 ? (gate, at) => gate === 1 && at > off && at < on : whole),
  )
  const [quiet, ...more] = quietGates(sheets, DAYS)
  expect(more).toEqual([])
  expect(quiet).toMatchObject({ day, gate: 'back' })
  expect((quiet?.from as number) - bell(day)).toBeGreaterThan(0)
  expect(quiet?.from).toBeLessThanOrEqual(bell(day) + 10 * MINUTE)
  expect(quiet?.to).toBeGreaterThanOrEqual(bell(day) + 20 * MINUTE)
  expect(quiet?.to).toBeLessThan(bell(day) + 30 * MINUTE)
  expect(quietGates(sheets, DAYS.slice(0, 7))).toEqual([])
})

test('not where all came later that day, where few ever come, or where little is known', () => {
  const late = DAYS.map((day, i) => sheet(day, whole, i === 7 ? 60 : 0))
  expect(quietGates(late, DAYS)).toEqual([])
  const few = DAYS.map((day, i) => sheet(day, (gate, at) => gate === 1 && (i === 7 || at % 7 > 0)))
  expect(quietGates(few, DAYS)).toEqual([])
  // Half past seven, and most are still to come: through the other gate nobody came later than this one either.
  const now = bell(DAYS[7] as string) + 10 * MINUTE
  const going = DAYS.map((day, i) => sheet(day, i === 7 ? (_, at) => at > now : whole))
  expect(quietGates(going, DAYS)).toEqual([])
  const broken = DAYS.slice(4).map((day, i) => sheet(day, gate => gate === 1 && i === 3))
  expect(quietGates(broken, DAYS)).toEqual([])
})
