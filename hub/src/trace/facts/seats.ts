import type { SeatPlan } from '@schoolgate/protocol/directory/group'

interface SeatIndex {
  seats: ReadonlyMap<string, SeatPlan['seats'][number]>
  aisles: ReadonlySet<number>
}

const known = new WeakMap<SeatPlan, SeatIndex>()

/**
 * Whether two people sit next to each other: in front, beside, behind or across a corner, no aisle between. Null: the
 * plan does not say where one of them sits.
 */
export function neighbours(plan: SeatPlan, a: string, b: string): boolean | null {
  const { seats, aisles } = indexOf(plan)
  const one = seats.get(a)
  const other = seats.get(b)
  if (!one || !other) return null
  if (Math.abs(one.row - other.row) > 1 || Math.abs(one.column - other.column) > 1) return false
  return one.column === other.column || !aisles.has(Math.min(one.column, other.column))
}

function indexOf(plan: SeatPlan): SeatIndex {
  let index = known.get(plan)
  if (!index) {
    index = {
      seats: new Map(plan.seats.map(seat => [seat.person, seat])),
      aisles: new Set(plan.aisles),
    }
    known.set(plan, index)
  }
  return index
}
