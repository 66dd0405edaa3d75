import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { ContactPack } from '@schoolgate/protocol/trace/contact-pack'
import { DISTANCES, type Distance, type Setting } from '@schoolgate/protocol/trace/words'
import type { Stretch } from './facts/stretch.ts'
import { inOrder, unionOf } from './facts/together.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Where masks are worn by both, or not. */
const IN_CLASS: ReadonlySet<Setting> = new Set(['seat', 'lesson', 'class', 'room'])

export interface MeetsInput {
  exposures: readonly Exposure[]
  bothPupils: boolean
  masks: 'worn' | 'not' | 'unknown'
}

/**
 * Whether two people meet a rule pack's definition. `unknown` where it hangs on what is not known: a presence that
 * follows from the timetable alone, minutes nobody asked for, masks, or seats without a plan. Touch is a contact by
 * every definition.
 */
export function meets(pack: ContactPack, input: MeetsInput): 'yes' | 'no' | 'unknown' {
  const { never } = pack
  const counted =
    never.length === 0 ? input.exposures : input.exposures.filter(({ setting }) => !never.includes(setting))
  if (fallsShort(pack, input, counted)) return 'no'
  if (reaches(pack, counted, exposure => surely(pack, input, exposure))) return 'yes'
  return reaches(pack, counted, exposure => possibly(pack, input, exposure)) ? 'unknown' : 'no'
}

/** Whether all that is possible, added up, is less than the pack asks for: most pairs, and told at once. */
function fallsShort(pack: ContactPack, input: MeetsInput, exposures: readonly Exposure[]): boolean {
  const limit = DISTANCES.indexOf(pack.distance)
  let minutes = 0
  for (const exposure of exposures) {
    const count = possibly(pack, input, exposure)
    if (!count) continue
    if (count.distance === 'touch' || pack.always.includes(exposure.setting)) return false
    if (DISTANCES.indexOf(count.distance) <= limit) minutes += count.minutes
    if (minutes >= pack.minutes) return false
  }
  return true
}

/** What an exposure counts as: its distance and minutes; null: not at all. */
type Count = { distance: Distance; minutes: number } | null

function surely(pack: ContactPack, { bothPupils, masks }: MeetsInput, exposure: Exposure): Count {
  if (exposure.quality.includes('presence-inferred')) return null
  if (pack.maskedPupils && bothPupils && masks !== 'not' && behindMasks(pack, exposure)) return null
  return exposure
}

function possibly(pack: ContactPack, { bothPupils, masks }: MeetsInput, exposure: Exposure): Count {
  if (pack.maskedPupils && bothPupils && masks === 'worn' && behindMasks(pack, exposure)) return null
  const asked = exposure.setting !== 'named' || exposure.minutes > 0
  const minutes = asked ? exposure.minutes : pack.minutes
  // Nobody knows where in the room a teacher stood, nor where pupils without a plan sat.
  const placeless = exposure.setting === 'teaching' || exposure.quality.includes('no-plan')
  const unseated = exposure.distance === 'room' && placeless
  if (!unseated && minutes === exposure.minutes) return exposure
  return { distance: unseated ? 'near' : exposure.distance, minutes }
}

/** In class, and not closer than the definition's own distance. */
const behindMasks = (pack: ContactPack, { setting, distance }: Exposure): boolean =>
  IN_CLASS.has(setting) && DISTANCES.indexOf(distance) >= DISTANCES.indexOf(pack.distance)

function reaches(
  pack: ContactPack,
  exposures: readonly Exposure[],
  countOf: (exposure: Exposure) => Count,
): boolean {
  const limit = DISTANCES.indexOf(pack.distance)
  const timed: Stretch[] = []
  const days = new Map<string, { timed: Stretch[]; untimed: number }>()
  for (const exposure of exposures) {
    const count = countOf(exposure)
    if (!count) continue
    if (count.distance === 'touch' || pack.always.includes(exposure.setting)) return true
    if (DISTANCES.indexOf(count.distance) > limit) continue
    if (count.minutes >= pack.minutes) return true
    let day = days.get(exposure.day)
    if (!day) {
      day = { timed: [], untimed: 0 }
      days.set(exposure.day, day)
    }
    if (exposure.from === null) day.untimed += count.minutes
    else {
      const stretch = { from: exposure.from, to: exposure.from + count.minutes * MINUTE }
      day.timed.push(stretch)
      timed.push(stretch)
    }
  }
  const enough = pack.minutes * MINUTE
  if (pack.count === 'contiguous') return longest(timed) >= enough
  for (const day of days.values()) if (unionOf(day.timed) + day.untimed * MINUTE >= enough) return true
  return pack.window === '24h' && mostInDay(timed) >= enough
}

/** The longest stretch without a gap. */
function longest(stretches: readonly Stretch[]): number {
  let best = 0
  let from = 0
  let end = Number.NEGATIVE_INFINITY
  for (const stretch of inOrder(stretches)) {
    if (stretch.from > end) from = stretch.from
    end = Math.max(end, stretch.to)
    best = Math.max(best, end - from)
  }
  return best
}

/** The most time within any 24 hours: such a day may be taken to begin where a stretch does. */
function mostInDay(stretches: readonly Stretch[]): number {
  const ordered = inOrder(stretches)
  let best = 0
  for (let first = 0; first < ordered.length; first++) {
    const begins = (ordered[first] as Stretch).from
    const within: Stretch[] = []
    for (let i = first; i < ordered.length; i++) {
      const { from, to } = ordered[i] as Stretch
      if (from >= begins + DAY) break
      within.push({ from, to: Math.min(to, begins + DAY) })
    }
    best = Math.max(best, unionOf(within))
  }
  return best
}
