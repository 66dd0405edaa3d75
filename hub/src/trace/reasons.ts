import type { ContactReason, Exposure } from '@schoolgate/protocol/http/trace-answer'
import { DISTANCES, SETTINGS, type Setting } from '@schoolgate/protocol/trace/words'

/**
 * How much a setting tells by itself, and after how many minutes it tells half of that (0: at once). The order of
 * reasons only: probabilities are the model's.
 */
const TELLING: Record<Setting, { weight: number; half: number }> = {
  household: { weight: 6, half: 0 },
  seat: { weight: 5, half: 10 },
  named: { weight: 5, half: 0 },
  table: { weight: 4.5, half: 5 },
  bus: { weight: 3.5, half: 10 },
  club: { weight: 3.5, half: 10 },
  arrival: { weight: 3, half: 0 },
  teaching: { weight: 2.5, half: 15 },
  lesson: { weight: 2, half: 15 },
  class: { weight: 2, half: 15 },
  room: { weight: 1, half: 15 },
  gate: { weight: 0.5, half: 0 },
  school: { weight: 0.1, half: 0 },
}

/**
 * One reason a setting, the strongest first; its label is that of most minutes.
 *
 * @param exposures in order of day
 */
export function reasonsOf(exposures: readonly Exposure[]): ContactReason[] {
  const sums: Sum[] = []
  for (const exposure of exposures) {
    const sum = sums.find(({ setting }) => setting === exposure.setting)
    if (sum) add(sum, exposure)
    else sums.push(begun(exposure))
  }
  const reasons = sums.map(reasonOf)
  if (reasons.length === 1) return reasons
  return reasons.sort(
    (a, b) => strength(b) - strength(a) || SETTINGS.indexOf(a.setting) - SETTINGS.indexOf(b.setting),
  )
}

/** What a setting's exposures add up to. */
interface Sum {
  setting: Setting
  day: string
  days: number
  times: number
  minutes: number
  nearest: number
  /** the first label; null: there are several */
  label: string | null
  labels: Map<string, number> | null
}

const begun = ({ setting, day, minutes, distance, label }: Exposure): Sum => ({
  setting,
  day,
  days: 1,
  times: 1,
  minutes,
  nearest: DISTANCES.indexOf(distance),
  label,
  labels: null,
})

function add(sum: Sum, { day, minutes, distance, label }: Exposure): void {
  if (day !== sum.day) {
    sum.day = day
    sum.days++
  }
  if (label !== sum.label) {
    sum.labels ??= new Map([[sum.label as string, sum.minutes]])
    sum.label = null
  }
  sum.labels?.set(label, (sum.labels.get(label) ?? 0) + minutes)
  sum.times++
  sum.minutes += minutes
  sum.nearest = Math.min(sum.nearest, DISTANCES.indexOf(distance))
}

function reasonOf({ setting, days, times, minutes, nearest, label: only, labels }: Sum): ContactReason {
  let label = only ?? ''
  let most = -1
  if (labels) for (const [name, min] of labels) if (min > most) [label, most] = [name, min]
  const distance = DISTANCES[nearest] as ContactReason['distance']
  return { setting, distance, label, days, times, minutes }
}

function strength({ setting, minutes }: ContactReason): number {
  const { weight, half } = TELLING[setting]
  return half === 0 ? weight : (weight * minutes) / (minutes + half)
}
