import type { Shift } from '@schoolgate/protocol/directory/places'
import { shiftsOn } from '../../directory/timetable.ts'

/** Pauses that touch these hours are lunch before any other. */
const AROUND_NOON = { from: '10:30', to: '14:30' }
/** Where no pause is known: twenty minutes, the usual sitting. */
const USUAL_LUNCH = { from: '12:00', to: '12:20' }

/**
 * When people of a shift eat: the longest pause between two bells that touches noon, else the longest pause at all; of
 * equal ones the earliest. Without a shift, of every pupils' shift.
 *
 * @returns local times
 */
export function lunchOf(shifts: readonly Shift[], day: string, shift: string | null) {
  const pauses = [...shiftsOn(shifts, day)].flatMap(([name, record]) =>
    (shift === null ? record.of === 'student' : name === shift)
      ? record.bells.slice(1).map((bell, i) => ({ from: record.bells[i]?.to as string, to: bell.from }))
      : [],
  )
  const real = pauses.filter(pause => pause.from < pause.to)
  const noon = real.filter(pause => pause.from < AROUND_NOON.to && pause.to > AROUND_NOON.from)
  const longest = (noon.length > 0 ? noon : real).sort(
    (a, b) => length(b) - length(a) || (a.from < b.from ? -1 : 1),
  )[0]
  return longest ?? USUAL_LUNCH
}

const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const length = (pause: { from: string; to: string }): number => minute(pause.to) - minute(pause.from)
