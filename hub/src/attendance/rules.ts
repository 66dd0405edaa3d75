import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'
import type { VisitRow } from '../store/presence-types.ts'

/** When somebody is due on one day, in minutes of the local day. */
export interface Hours {
  /** first lesson's bell, or the working day's beginning */
  start: number
  /** the last lesson's end */
  end: number
  /** whoever has not come by then is absent */
  secondBell: number
  /** minutes after `start` that still are on time */
  graceMin: number
}

export type Visit = Pick<VisitRow, 'in' | 'out' | 'outInferred'>

/** What the entries alone say of one person's day. */
export type Judgement = Pick<
  AttendanceRow,
  'computed' | 'reason' | 'firstIn' | 'lastOut' | 'lateMin' | 'earlyMin'
>

/** Seen leaving so long after the last lesson, minutes, whoever nobody saw come was in the lessons too. */
export const UNSEEN_ARRIVAL_MIN = 60

/** Scanning out this many minutes before the last lesson ends is going home with the bell. */
export const EARLY_TOLERANCE_MIN = 5

export interface JudgeParts {
  /** local minute of the day an epoch ms falls into; before the day 0, after it 1440 */
  minuteOf: (at: number) => number
  /** minutes of the day that are over: 1440 for a day gone by */
  now: number
  toleranceMin?: number
}

/**
 * The mark of one person's day. Minutes are what a clock on the wall shows, seconds left out. A stay counts if it
 * touches the hours in which the person is due: who comes to a club in the morning and stays away from the
 * afternoon's lessons is absent. Only an end that was scanned can make somebody leave early, and only the last one
 * before the lessons were over. Whoever was seen leaving and not coming was there from the beginning, or from when they
 * left before: a child whose way in the gate missed is not absent.
 *
 * @param visits of this person and day at the school, in order of time
 * @param absence why they are known to be away that day; who comes all the same is present or late
 */
export function judge(
  visits: readonly Visit[],
  hours: Hours,
  absence: AbsenceReason | null,
  { minuteOf, now, toleranceMin = EARLY_TOLERANCE_MIN }: JudgeParts,
): Judgement {
  const last = visits.at(-1)
  const seen = {
    firstIn: visits.find(visit => !onlyLeft(visit))?.in ?? null,
    lastOut: last ? (scannedOut(last) ?? null) : null,
  }
  const stays = visits
    .map((visit, i) => {
      const out = scannedOut(visit)
      const to = out === undefined ? Number.POSITIVE_INFINITY : minuteOf(out)
      if (!onlyLeft(visit) || to > hours.end + UNSEEN_ARRIVAL_MIN) return { from: minuteOf(visit.in), to }
      const before = visits[i - 1]?.out
      return { from: before === undefined ? hours.start : minuteOf(before), to }
    })
    .filter(stay => stay.from < hours.end && stay.to > hours.start)
  const [arrival] = stays
  const departure = stays.at(-1)
  if (!arrival || !departure) {
    const computed =
      absence !== null && absence !== 'unexcused' ? 'excused' : now < hours.secondBell ? 'awaited' : 'absent'
    const reason = computed === 'awaited' ? null : absence
    return { computed, reason, ...seen, lateMin: 0, earlyMin: 0 }
  }
  const lateMin = arrival.from > hours.start + hours.graceMin ? arrival.from - hours.start : 0
  const earlyMin = hours.end - departure.to > toleranceMin ? hours.end - departure.to : 0
  const computed = lateMin > 0 ? 'late' : earlyMin > 0 ? 'leftEarly' : 'present'
  return { computed, reason: null, ...seen, lateMin, earlyMin }
}

/** Seen leaving, not coming. */
export const onlyLeft = (visit: Visit): boolean => visit.in === visit.out && !visit.outInferred

const scannedOut = (visit: Visit): number | undefined => (visit.outInferred ? undefined : visit.out)
