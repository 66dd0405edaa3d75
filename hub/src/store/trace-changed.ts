import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import type { SchoolFacts } from './trace-types.ts'

/** What a record was before somebody changed it. */
export interface PastState {
  id: string
  at: number
  /** null: there was none */
  was: Span | null
  /** null: there is none now */
  now: Span | null
  /** more than its days is another now */
  other: boolean
}

interface Span {
  from: string | null
  to: string | null
}

type Dated = { id: string } & (Span | { day: string })

/** Earlier states of a place's lessons, seats, memberships and substitutions since a moment (epoch ms), beside what they are now. */
export async function pastStates(
  db: Db,
  engine: Engine,
  place: string,
  since: number,
  now: ReadonlyMap<string, Dated>,
): Promise<PastState[]> {
  const rows = await ask<{ id: string; was: string | null; at: number }>(
    db,
    engine,
    `select h.id, h.was, b.at from history h join batch b on b.number = h.batch
    where h.place = ? and h.batch >= (select coalesce(min(number), 0) from batch where at >= ?) and b.at >= ?
    and h.kind in ('lesson', 'seatPlan', 'enrolment', 'substitution')`,
    [place, since, since],
  )
  return rows.map(({ id, was, at }) => {
    const before = was === null ? null : (JSON.parse(was) as Dated)
    const after = now.get(id) ?? null
    const other = before !== null && after !== null && content(before) !== content(after)
    return { id, at, was: before && span(before), now: after && span(after), other }
  })
}

const span = (record: Dated): Span =>
  'day' in record ? { from: record.day, to: record.day } : { from: record.from, to: record.to }
const content = (record: Dated): string => {
  const { from: _, to: __, ...rest } = record as Span
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Records that say something else of a day now than they did on it: id -> when they were changed last.
 * @param dayOf local ISO day of a moment
 */
export function changedSince(
  states: readonly PastState[],
  days: readonly string[],
  dayOf: (at: number) => string,
): SchoolFacts['changed'] {
  const changed = new Map<string, number>()
  for (const { id, at, was, now, other } of states) {
    const on = dayOf(at)
    const differs = days.some(day => {
      if (day >= on) return false
      const held = was !== null && holds(was, day)
      const is = now !== null && holds(now, day)
      return held !== is || (held && other)
    })
    if (differs) changed.set(id, Math.max(at, changed.get(id) ?? 0))
  }
  return changed
}

const holds = ({ from, to }: Span, day: string): boolean =>
  (from === null || from <= day) && (to === null || to >= day)
