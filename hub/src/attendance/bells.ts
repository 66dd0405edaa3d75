import type { Shift } from '@schoolgate/protocol/directory/places'
import { shiftsOn } from '../directory/timetable.ts'
import { minutesOf } from './minutes.ts'
import type { Hours } from './rules.ts'

/** Where no second bell follows the first, somebody is absent after this many minutes. */
export const NO_SECOND_BELL_MIN = 60

/** The shifts of pupils or of staff by name, as they hold on a day. */
export const shiftsByName = (shifts: readonly Shift[], of: Shift['of'], day: string): Map<string, Shift> =>
  shiftsOn(
    shifts.filter(shift => shift.of === of),
    day,
  )

/** The one that is meant where none is named: the earliest. */
export const firstShift = (shifts: Map<string, Shift>): Shift | undefined =>
  [...shifts.values()].sort(
    (a, b) => compare(a.bells[0]?.from ?? '', b.bells[0]?.from ?? '') || compare(a.name, b.name),
  )[0]

/** From the first bell to the end of the last. */
export function wholeShift(shift: Shift): Hours {
  const first = shift.bells[0] as Shift['bells'][number]
  const last = shift.bells.at(-1) as Shift['bells'][number]
  const end = minutesOf(last.to)
  return {
    start: minutesOf(first.from),
    end,
    secondBell: secondBell(shift, 1, end),
    graceMin: shift.graceMin,
  }
}

/** When the bell after that of lesson `number` rings, minutes of the day; never later than `end`. */
export function secondBell(shift: Shift, number: number, end: number): number {
  const next = shift.bells[number]
  const first = shift.bells[number - 1]
  const rings = next ? minutesOf(next.from) : first ? minutesOf(first.from) + NO_SECOND_BELL_MIN : end
  return Math.min(rings, end)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
