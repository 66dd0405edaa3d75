import type { Exposure } from '@schoolgate/protocol/http/trace-answer'

export interface ExposureDay {
  day: string
  exposures: Exposure[]
}

/** Exposures by day, the newest day first, each day in the order of its hours; what has no hour stands last. */
export function byDay(exposures: readonly Exposure[]): ExposureDay[] {
  const days = new Map<string, Exposure[]>()
  for (const e of exposures) days.set(e.day, [...(days.get(e.day) ?? []), e])
  return [...days]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([day, of]) => ({
      day,
      exposures: of.sort(
        (a, b) => (a.from ?? Number.POSITIVE_INFINITY) - (b.from ?? Number.POSITIVE_INFINITY),
      ),
    }))
}

/** Kinds of source that have a word, `trace.sourceKind.<kind>`. */
const KINDS = ['entry', 'named', 'lesson', 'seatPlan', 'enrolment', 'group', 'substitution'] as const
export type SourceWord = (typeof KINDS)[number] | 'other'
export const sourceWord = (kind: string): SourceWord => KINDS.find(k => k === kind) ?? 'other'
