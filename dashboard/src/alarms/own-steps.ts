import type { Alarm } from '@schoolgate/protocol/feed/alarm'

/** How long a step of ours can be taken back, ms; a little less than the hub allows, for the way there. */
export const UNDO_MS = 9_500

/** The hub's alarms with our own unanswered taps laid over them, so that a tap shows at once. */
export function withOwnSteps(
  alarms: readonly Alarm[],
  own: ReadonlyMap<string, Partial<Alarm>>,
): readonly Alarm[] {
  if (own.size === 0) return alarms
  return alarms.map(a => {
    const change = own.get(a.id)
    return change ? { ...a, ...change } : a
  })
}
