import type { PairInput } from './pair.ts'
import { stranger } from './stranger.ts'

/** Two strangers of one school, both scanned, of whom nothing else is known. For tests. */
export function strangers(changes: Partial<PairInput> = {}): PairInput {
  return { ...stranger(300), classSize: 25, ...changes }
}
