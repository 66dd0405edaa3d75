import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Change } from '@schoolgate/protocol/directory/records'
import { dayBefore } from '../timetable/days.ts'
import { type SeatGrid, seatsOf } from './seat-grid.ts'

/** A plan of the group as the list of its plans gives it, without seats. */
export type PlanSpan = Pick<SeatPlan, 'id' | 'from' | 'to'>

interface Saving {
  grid: SeatGrid
  group: string
  place: string
  room: string | null
  plans: readonly PlanSpan[]
  id: string
}

const layout = (grid: SeatGrid) => ({
  rows: grid.rows,
  columns: grid.columns,
  aisles: [...grid.aisles],
  seats: seatsOf(grid),
})

/**
 * The seats hold from a day on. The plan that holds on that day ends the day before; one that begins on that very day
 * is replaced. A later plan stays, and the new one ends before it begins.
 *
 * @param holding the whole plan that holds on `from`, null when none does
 */
export function planFrom(from: string, holding: SeatPlan | null, saving: Saving): Change[] {
  const { grid, group, place, room, plans, id } = saving
  const later = plans
    .flatMap(p => (p.from !== null && p.from > from ? [p.from] : []))
    .sort()
    .at(0)
  const to = later === undefined ? null : dayBefore(later)
  const isReplaced = holding?.from === from
  const changes: Change[] = []
  if (holding && !isReplaced)
    changes.push({ op: 'put', kind: 'seatPlan', record: { ...holding, to: dayBefore(from) } })
  changes.push({
    op: 'put',
    kind: 'seatPlan',
    record: { id: isReplaced ? holding.id : id, place, group, room, ...layout(grid), from, to },
  })
  return changes
}

/** The plan itself was wrong: the seats are put right for all the days it holds. */
export const planCorrected = (plan: SeatPlan, grid: SeatGrid): Change[] => [
  { op: 'put', kind: 'seatPlan', record: { ...plan, ...layout(grid) } },
]
