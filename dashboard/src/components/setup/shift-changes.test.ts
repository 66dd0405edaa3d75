import type { Shift } from '@schoolgate/protocol/directory/places'
import type { Change } from '@schoolgate/protocol/directory/records'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../text/day.ts'
import { changeFrom, shiftLines, versionOn } from './shift-changes.ts'

const shift = (id: string, change: Partial<Shift> = {}): Shift => ({
  id,
  place: 'p',
  name: 'I',
  of: 'student',
  bells: [{ from: '08:00', to: '08:40' }],
  graceMin: 5,
  from: null,
  to: null,
  ...change,
})
const later = { name: 'I', of: 'student' as const, bells: [{ from: '08:30', to: '09:10' }], graceMin: 10 }
const line = (...shifts: Shift[]) => shiftLines(shifts)[0] as ReturnType<typeof shiftLines>[number]
const apply = (shifts: Shift[], changes: Change[]): Shift[] => {
  const byId = new Map(shifts.map(s => [s.id, s]))
  for (const c of changes) if (c.op === 'put' && c.kind === 'shift') byId.set(c.record.id, c.record)
  return [...byId.values()]
}

test('other bells from a day on: the old record ends the day before', () => {
  const old = shift('a')
  expect(changeFrom(line(old), later, '2026-12-01', 'b', 'p')).toEqual([
    { op: 'put', kind: 'shift', record: { ...old, to: '2026-11-30' } },
    { op: 'put', kind: 'shift', record: { id: 'b', place: 'p', ...later, from: '2026-12-01', to: null } },
  ])
})

test('on the first day of a version the version itself changes', () => {
  const old = shift('a', { from: '2026-12-01' })
  expect(changeFrom(line(old), later, '2026-12-01', 'b', 'p')).toEqual([
    { op: 'put', kind: 'shift', record: { ...old, ...later } },
  ])
})

test('before a version that is planned already the new one ends in time', () => {
  const spring = shift('s', { from: '2027-04-01' })
  expect(changeFrom(line(spring), later, '2026-12-01', 'b', 'p')).toMatchObject([
    { record: { from: '2026-12-01', to: '2027-03-31' } },
  ])
})

test('whatever is changed from whichever days, at most one version holds on a day', () => {
  const day = fc.integer({ min: 0, max: 60 }).map(n => addDays('2026-09-01', n))
  fc.assert(
    fc.property(fc.array(day, { maxLength: 6 }), fc.option(day), (days, first) => {
      let shifts = [shift('a', { from: first })]
      days.forEach((d, i) => {
        shifts = apply(shifts, changeFrom(line(...shifts), later, d, `n${i}`, 'p'))
      })
      for (let n = -5; n < 70; n++) {
        const at = addDays('2026-09-01', n)
        const holding = shifts.filter(s => (s.from ?? '') <= at && (s.to === null || at <= s.to))
        expect(holding.length).toBeLessThanOrEqual(1)
        if (days.some(d => d <= at) || first === null || first <= at) expect(holding).toHaveLength(1)
      }
    }),
    { seed: 3, numRuns: 40 },
  )
})

test('pupils’ shifts come first, by their first bell; versions newest first', () => {
  const lines = shiftLines([
    shift('staff', { of: 'staff', name: 'Багш' }),
    shift('late', { name: 'II', bells: [{ from: '13:00', to: '13:40' }] }),
    shift('old', { to: '2026-11-30' }),
    shift('new', { from: '2026-12-01' }),
  ])
  expect(lines.map(l => l.versions.map(v => v.id))).toEqual([['new', 'old'], ['late'], ['staff']])
  expect(versionOn(lines[0] as (typeof lines)[number], '2026-11-30')?.id).toBe('old')
})
