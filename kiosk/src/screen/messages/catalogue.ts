import type { Verdict } from '@schoolgate/protocol/verdict'
import type { StaffNote } from '../page-view.ts'
import type { Scene } from '../view.ts'

export type Hint = Extract<Scene, { scene: 'measuring' }>['hint']
/** Why no child can be served here. `no-contact`: the page itself lost the kiosk program. */
export type Cause = Extract<Scene, { scene: 'out-of-order' }>['cause'] | 'no-contact'
/** What staff can do about a hub that turned the kiosk away. */
export type Remedy = 'update' | 'pair' | 'key' | 'copy' | 'retry'

/**
 * Every text of the screen. A language that lacks one does not type-check. Words for children are short
 * enough for 118 px; none of them, nor any line for staff, speaks of temperature or illness, because the
 * queue reads along. `{kept}` stands for a count of entries.
 */
export interface Messages {
  /** the language's own name */
  language: string
  verdict: Record<Verdict, string>
  /** `pass` on the way out */
  goodbye: string
  /** under `refer` and out of order: where the teacher is */
  atTheDoor: string
  /** the same card shown again within seconds */
  again: string
  ready: string
  hint: Record<Hint, string>
  note: Record<StaffNote, string>
  cause: Record<Cause, string>
  online: string
  sending: string
  offline: string
  refused: Record<Remedy, string>
  devicesWorking: string
  scannerDown: string
  thermalDown: string
  thermalAbsent: string
  relayDown: string
  changeLanguage: string
  soundOn: string
  soundOff: string
  tapForSound: string
}
