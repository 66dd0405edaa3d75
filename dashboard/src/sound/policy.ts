import type { AlarmPriority } from '@schoolgate/protocol/feed/alarm'
import type { AlarmGroup } from '@schoolgate/protocol/feed/alarm-group'
import type { MinuteSeries } from '@schoolgate/protocol/feed/live-state'

/** What has sounded already: group key -> highest level heard. */
export type Sounded = ReadonlyMap<string, number>

/**
 * The one sound due now. A group sounds when it appears and once more with every level nobody answered; a group
 * somebody answered is forgotten, so that an undone answer sounds again. A group is one sound, however many
 * alarms it holds.
 */
export function soundDue(
  groups: readonly AlarmGroup[],
  sounded: Sounded,
): { tone: AlarmPriority | undefined; sounded: Sounded } {
  const next = new Map<string, number>()
  let tone: AlarmPriority | undefined
  for (const group of groups) {
    if (group.state !== 'new') continue
    // a group formed from alarms that sounded one by one has been heard
    const heard = Math.max(
      sounded.get(group.key) ?? -1,
      ...(group.alarms.length > 1 ? group.alarms.map(a => sounded.get(a.id) ?? -1) : []),
    )
    if (group.level > heard && (tone === undefined || RANK[group.priority] < RANK[tone]))
      tone = group.priority
    next.set(group.key, Math.max(group.level, heard))
  }
  return { tone, sounded: next }
}

const RANK: Record<AlarmPriority, number> = { high: 0, medium: 1, low: 2 }

/** Arrival: within these minutes of a minute in which children usually come (at least one every two minutes). */
export const ARRIVAL_MARGIN_MIN = 10

/** Whether children are usually arriving at this minute of the local day, or are right now. */
export function duringArrival(usual: MinuteSeries, minute: number, perMinuteNow: number): boolean {
  if (perMinuteNow >= 2) return true
  return usual.some(([m, n]) => n >= 0.5 && Math.abs(m - minute) <= ARRIVAL_MARGIN_MIN)
}
