import type { Contact } from '@schoolgate/protocol/http/trace-answer'

/** Codes of weights that have words of their own, `trace.weight.<code>`. */
export const WEIGHTS = [
  'base',
  'class',
  'grade',
  'sex',
  'size',
  'close-time',
  'close-often',
  'closest',
  'common',
  'level',
  'named',
  'household',
  'table',
  'seat',
  'bus',
  'club',
  'teaching',
  'room',
  'gate',
  'unscanned',
] as const
export type WeightWord = (typeof WEIGHTS)[number] | 'other'

/** Below this a weight moves nothing one could see, log-odds. */
const LEAST = 0.05

export interface WeightBar {
  code: WeightWord
  logOdds: number
  /** of the largest, 0 to 1 */
  share: number
  assumed: boolean
}

/**
 * Weights as bars, the largest first. The starting point is the same for everybody and would dwarf the rest: it is
 * told apart from the bars.
 */
export function weightBars(weights: Contact['weights']): WeightBar[] {
  const moved = weights.filter(w => w.code !== 'base' && Math.abs(w.logOdds) >= LEAST)
  const most = Math.max(...moved.map(w => Math.abs(w.logOdds)), 1)
  return moved
    .map(({ code, logOdds, assumed }) => ({
      code: WEIGHTS.find(w => w === code) ?? ('other' as const),
      logOdds,
      share: Math.abs(logOdds) / most,
      assumed,
    }))
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
}
