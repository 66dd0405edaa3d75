import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { Stretch } from './facts/stretch.ts'
import { unionOf } from './facts/together.ts'

const MINUTE = 60_000
const DAY_MIN = 24 * 60

/**
 * Minutes in which people could have been near (touch with it), and in one room (near with it), each minute once,
 * however many settings tell of it.
 *
 * @param exposures in order of day
 */
export function minutesOf(exposures: readonly Exposure[]): { near: number; room: number } {
  const minutes = { near: 0, room: 0 }
  for (let i = 0; i < exposures.length; ) {
    const { day, distance, from, minutes: min } = exposures[i] as Exposure
    if (exposures[i + 1]?.day !== day && min <= DAY_MIN) {
      // One thing that day, as with most of a list: nothing to put together.
      const whole = from === null ? min : Math.round(min)
      if (distance === 'touch' || distance === 'near') minutes.near += whole
      if (distance !== 'site') minutes.room += whole
      i++
      continue
    }
    const untimed = { near: 0, room: 0 }
    const near: Stretch[] = []
    const room: Stretch[] = []
    for (; exposures[i]?.day === day && i < exposures.length; i++) {
      const { distance, from, minutes: min } = exposures[i] as Exposure
      if (distance === 'site') continue
      if (from === null) {
        if (distance !== 'room') untimed.near += min
        untimed.room += min
        continue
      }
      const stretch = { from, to: from + min * MINUTE }
      if (distance !== 'room') near.push(stretch)
      room.push(stretch)
    }
    const ofRoom = unionOf(room)
    const ofNear = near.length === room.length ? ofRoom : unionOf(near)
    minutes.near += Math.min(DAY_MIN, untimed.near + Math.round(ofNear / MINUTE))
    minutes.room += Math.min(DAY_MIN, untimed.room + Math.round(ofRoom / MINUTE))
  }
  return minutes
}
