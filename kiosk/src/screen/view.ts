import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { Locale } from '@schoolgate/protocol/locale'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'

/** What stands in the middle of the child's screen. No number and no word of illness, ever. */
export type Scene =
  | { scene: 'ready' }
  /** card seen, measuring; the picture tells what to do */
  | { scene: 'measuring'; hint: 'hold-still' | 'step-closer' | 'one-at-a-time' | 'look-here' }
  | {
      scene: 'verdict'
      verdict: Verdict
      reasons: Reason[]
      /** given name, when the card is known */
      given?: string
      /** `out` says goodbye instead of "come in"; taken as `in` when left out */
      direction?: Direction
      /** the same card within seconds: shown again, not entered again */
      again: boolean
    }
  /** cannot work at all (no scanner, journal not writable): the teacher at the door takes over */
  | { scene: 'out-of-order'; cause: 'scanner-down' | 'journal-failed' | 'not-set-up' }

/** The thin strip for staff. */
export interface StaffStrip {
  gate: string
  online: boolean
  /** why the hub refused us, if it did */
  refused?: RefusedCode
  /** entries kept until the hub has them */
  kept: number
  thermal: 'up' | 'down' | 'absent'
  scanner: 'up' | 'down' | 'absent'
  relay: 'up' | 'down' | 'absent'
}

export interface ScreenView {
  locale: Locale
  /** local time zone of the site, for the clock */
  timeZone: string
  scene: Scene
  strip: StaffStrip
}
