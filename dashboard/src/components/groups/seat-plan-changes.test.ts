import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import { expect, test } from 'vitest'
import { emptyGrid, place } from './seat-grid.ts'
import { planCorrected, planFrom } from './seat-plan-changes.ts'

const ANU = '00000000000000aa'
const plan = (id: string, from: string | null, to: string | null): SeatPlan => ({
  id,
  place: 's1',
  group: 'g1',
  room: 'r1',
  rows: 1,
  columns: 2,
  seats: [{ person: ANU, row: 0, column: 0 }],
  from,
  to,
})
const grid = place(emptyGrid([ANU], 2, 3, [1]), ANU, { row: 1, column: 2 })
const saving = (plans: SeatPlan[]) => ({ grid, group: 'g1', place: 's1', room: 'r1', plans, id: 'new' })
const spans = (changes: ReturnType<typeof planFrom>) =>
  changes.map(c => (c.op === 'put' && c.kind === 'seatPlan' ? [c.record.id, c.record.from, c.record.to] : []))

test('a new plan ends the one before it the day before, and keeps its seats', () => {
  const old = plan('old', '2026-09-01', null)
  const changes = planFrom('2026-10-05', old, saving([old]))
  expect(spans(changes)).toEqual([
    ['old', '2026-09-01', '2026-10-04'],
    ['new', '2026-10-05', null],
  ])
  expect(changes[0]).toMatchObject({ record: { seats: old.seats, rows: 1 } })
  expect(changes[1]).toMatchObject({
    record: { seats: [{ person: ANU, row: 1, column: 2 }], rows: 2, columns: 3, aisles: [1] },
  })
})

test('a plan of the same first day is replaced; a later one stays and bounds the new one', () => {
  const same = plan('same', '2026-10-05', '2026-10-31')
  const later = plan('later', '2026-11-01', null)
  expect(spans(planFrom('2026-10-05', same, saving([same, later])))).toEqual([
    ['same', '2026-10-05', '2026-10-31'],
  ])
  expect(spans(planFrom('2026-08-01', null, saving([same, later])))).toEqual([
    ['new', '2026-08-01', '2026-10-04'],
  ])
})

test('a correction keeps the plan’s days', () => {
  const old = plan('old', '2026-09-01', '2026-12-31')
  expect(spans(planCorrected(old, grid))).toEqual([['old', '2026-09-01', '2026-12-31']])
})
