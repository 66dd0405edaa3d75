import type { TimelineAnswer } from '@schoolgate/protocol/http/trace-answer'
import type { Setting } from '@schoolgate/protocol/trace/words'

export type TimelineDay = TimelineAnswer['days'][number]
export type Block = TimelineDay['blocks'][number]

/** Minutes of the local day that a band shows: whole hours around everything that happened, at least a school morning. */
export interface Hours {
  from: number
  to: number
}

const LEAST: Hours = { from: 8 * 60, to: 14 * 60 }

export function hoursOf(days: readonly TimelineDay[], minuteOf: (at: number) => number): Hours {
  let { from, to } = LEAST
  for (const day of days) {
    for (const { from: a, to: b } of [...day.visits, ...day.blocks]) {
      if (a !== null) from = Math.min(from, minuteOf(a))
      // an end at midnight is the end of this day
      if (b !== null) to = Math.max(to, minuteOf(b) || 24 * 60)
    }
  }
  return { from: Math.floor(from / 60) * 60, to: Math.min(24 * 60, Math.ceil(to / 60) * 60) }
}

/** Where a stretch lies within the band: share from the left and share of its width, 0 to 1. */
export function spanIn(hours: Hours, from: number, to: number): { left: number; width: number } {
  const all = hours.to - hours.from
  const a = Math.max(hours.from, Math.min(hours.to, from))
  const b = Math.max(a, Math.min(hours.to, to))
  return { left: (a - hours.from) / all, width: (b - a) / all }
}

/**
 * Blocks on as many lines as overlaps ask for, those that begin first on the first; those without a time are apart.
 * Each line holds blocks that do not overlap.
 */
export function linesOf(blocks: readonly Block[]): { lines: Block[][]; timeless: Block[] } {
  const timed = blocks
    .filter((b): b is Block & { from: number } => b.from !== null)
    .sort((a, b) => a.from - b.from || (b.to ?? 0) - (a.to ?? 0))
  const lines: Block[][] = []
  for (const block of timed) {
    const line = lines.find(l => (l.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= (block.from ?? 0))
    if (line) line.push(block)
    else lines.push([block])
  }
  return { lines, timeless: blocks.filter(b => b.from === null) }
}

/** Settings by their look: what brings people close, what shares a room, what only shares the grounds. */
export function nearnessOf(setting: Setting): 'close' | 'room' | 'site' {
  if (
    setting === 'household' ||
    setting === 'seat' ||
    setting === 'table' ||
    setting === 'named' ||
    setting === 'bus'
  )
    return 'close'
  return setting === 'school' || setting === 'gate' || setting === 'arrival' ? 'site' : 'room'
}
