import type { GateStatus } from '@schoolgate/protocol/feed/gate'

export type QueueWord = 'none' | 'short' | 'long'

/** A gate's queue in a word. Nobody scanned for a minute: nobody waits, whatever the last ten scans were like. */
export function queueWord(gate: Pick<GateStatus, 'queue' | 'perMinute'>): QueueWord {
  if (gate.perMinute < 2 || gate.queue < 0.3) return 'none'
  return gate.queue < 0.75 ? 'short' : 'long'
}
