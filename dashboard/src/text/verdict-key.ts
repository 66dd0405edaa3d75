import type { Direction, Verdict } from '@schoolgate/protocol/verdict'

/** Which word a verdict is shown with: nobody is told to come in on the way out. */
export function verdictKey(verdict: Verdict, direction: Direction): `verdict.${Verdict | 'out'}` {
  return verdict === 'pass' && direction === 'out' ? 'verdict.out' : `verdict.${verdict}`
}
