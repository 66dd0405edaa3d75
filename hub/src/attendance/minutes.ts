import type { PresenceRules } from '../store/presence-types.ts'

/** Minutes in a day; also the first minute that no longer belongs to it. */
export const DAY_MIN = 1440

/** `HH:MM` as minutes of the day. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export type LocalTime = PresenceRules['localTime']

/** Reads moments (epoch ms) as minutes of one local day: 0 before it, 1440 after it. */
export function minuteOfDay(localTime: LocalTime, timeZone: string, day: string): (at: number) => number {
  return at => {
    const local = localTime(timeZone, at)
    if (local.day !== day) return local.day < day ? 0 : DAY_MIN
    return local.minute
  }
}
