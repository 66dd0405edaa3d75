import type { Clock } from '@schoolgate/protocol/clock'
import type { Presence } from '../store/presence-types.ts'
import { startInTurns } from './in-turns.ts'

export interface MergerDeps {
  presence: Pick<Presence, 'merge'>
  clock: Clock
  /** real ms between passes */
  everyMs?: number
  onError?: (error: unknown) => void
}

/**
 * Folds fresh log rows into visits and counters about every second, in the store's bounded chunks. A storm of entries
 * comes first: unmerged rows are searched by reads in the meantime.
 * @returns stop: waits for the pass that is running
 */
export const startMerger = ({
  presence,
  clock,
  everyMs = 1000,
  onError,
}: MergerDeps): (() => Promise<void>) =>
  startInTurns({ step: async () => (await presence.merge()) > 0, clock, everyMs, onError })
