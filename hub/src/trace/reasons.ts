import type { ContactReason } from '@schoolgate/protocol/http/trace'
import { DISTANCES, SETTINGS, type Setting } from '@schoolgate/protocol/trace/words'
import type { PairExposure } from './exposure.ts'

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

/** One reason a setting, the strongest first; its label is that of most minutes. */
export function reasonsOf(exposures: readonly PairExposure[]): ContactReason[] {
  const reasons = [...Map.groupBy(exposures, exposure => exposure.setting)].map(([setting, list]) =>
    reasonOf(setting, list),
  )
  return reasons.sort(
    (a, b) => strength(b) - strength(a) || SETTINGS.indexOf(a.setting) - SETTINGS.indexOf(b.setting),
  )
}

function reasonOf(setting: Setting, exposures: readonly PairExposure[]): ContactReason {
  const days = new Set<string>()
  const labels = new Map<string, number>()
  let minutes = 0
  let nearest = DISTANCES.length - 1
  for (const exposure of exposures) {
    days.add(exposure.day)
    labels.set(exposure.label, (labels.get(exposure.label) ?? 0) + exposure.minutes)
    minutes += exposure.minutes
    nearest = Math.min(nearest, DISTANCES.indexOf(exposure.distance))
  }
  let label = ''
  let most = -1
  for (const [name, min] of labels) if (min > most) [label, most] = [name, min]
  const distance = DISTANCES[nearest] as ContactReason['distance']
  return { setting, distance, label, days: days.size, times: exposures.length, minutes }
}

function strength({ setting, minutes }: ContactReason): number {
  const { weight, half } = TELLING[setting]
  return half === 0 ? weight : (weight * minutes) / (minutes + half)
}
