import type { SeatPlan } from '@schoolgate/protocol/directory/group'

interface SeatIndex {
  rows: ReadonlyMap<string, number>
  columns: ReadonlyMap<string, number>
  aisles: ReadonlySet<number>
}

const known = new WeakMap<SeatPlan, SeatIndex>()

/**
 * Whether two people sit next to each other: in front, beside, behind or across a corner, no aisle between. Null: the
 * plan does not say where one of them sits.
 */
export function neighbours(plan: SeatPlan, a: string, b: string): boolean | null {
  const { rows, columns, aisles } = indexOf(plan)
  const [rowA, rowB, columnA, columnB] = [rows.get(a), rows.get(b), columns.get(a), columns.get(b)]
  if (rowA === undefined || rowB === undefined || columnA === undefined || columnB === undefined) return null
  if (Math.abs(rowA - rowB) > 1 || Math.abs(columnA - columnB) > 1) return false
  return columnA === columnB || !aisles.has(Math.min(columnA, columnB))
}

function indexOf(plan: SeatPlan): SeatIndex {
  let index = known.get(plan)
  if (!index) {
    index = {
      rows: new Map(plan.seats.map(seat => [seat.person, seat.row])),
      columns: new Map(plan.seats.map(seat => [seat.person, seat.column])),
      aisles: new Set(plan.aisles),
    }
    known.set(plan, index)
  }
  return index
}
