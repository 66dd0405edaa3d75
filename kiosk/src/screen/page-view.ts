import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { Locale } from '@schoolgate/protocol/locale'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import type { Scene, ScreenView, StaffStrip } from './view.ts'

/** What staff read when a child is sent to the teacher: the trouble with the card or with the measuring. */
export type StaffNote =
  | 'expired'
  | 'not-yet-valid'
  | 'not-a-card'
  | 'web-address'
  | 'unreadable'
  | 'unknown'
  | 'revoked'
  | 'reissued'
  | 'foreign'
  | 'forged'
  | 'sensor'
  | 'by-hand'

export type PageScene =
  | Extract<Scene, { scene: 'ready' | 'measuring' | 'out-of-order' }>
  | {
      scene: 'verdict'
      verdict: Verdict
      direction: Direction
      given?: string
      note?: StaffNote
      again: boolean
    }

export type LinkState = 'online' | 'sending' | 'offline' | 'refused'

/** Everything the browser is told, and nothing more: reasons that speak of a child's body stay in the process. */
export interface PageView {
  locale: Locale
  timeZone: string
  scene: PageScene
  gate: string
  link: { state: LinkState; kept: number; refused?: RefusedCode }
  devices: Pick<StaffStrip, 'thermal' | 'scanner' | 'relay'>
}

const CARD_NOTES: Partial<Record<Reason, StaffNote>> = {
  'card-unknown': 'unknown',
  'card-foreign': 'foreign',
  'card-forged': 'forged',
  'card-expired': 'expired',
  'card-not-yet-valid': 'not-yet-valid',
  'card-revoked': 'revoked',
  'card-reissued': 'reissued',
  'card-malformed': 'unreadable',
  'not-a-card': 'not-a-card',
  'web-address': 'web-address',
}
const SENSOR_REASONS: ReadonlySet<Reason> = new Set([
  'sensor-down',
  'sensor-warming-up',
  'ambient-out-of-range',
  'ambient-moving',
])

/** The line for staff under `refer`: a card problem first, then the sensor, else "check by hand". */
export function staffNote(reasons: readonly Reason[]): StaffNote {
  for (const reason of reasons) {
    const note = CARD_NOTES[reason]
    if (note) return note
  }
  return reasons.some(reason => SENSOR_REASONS.has(reason)) ? 'sensor' : 'by-hand'
}

function linkOf(strip: StaffStrip): PageView['link'] {
  if (strip.refused) return { state: 'refused', kept: strip.kept, refused: strip.refused }
  if (!strip.online) return { state: 'offline', kept: strip.kept }
  return { state: strip.kept > 0 ? 'sending' : 'online', kept: strip.kept }
}

function sceneOf(scene: Scene): PageScene {
  if (scene.scene !== 'verdict') return scene
  const { verdict, given, again, reasons, direction = 'in' } = scene
  return {
    scene: 'verdict',
    verdict,
    direction,
    again,
    ...(given === undefined ? {} : { given }),
    ...(verdict === 'refer' ? { note: staffNote(reasons) } : {}),
  }
}

/** Reduces the kiosk's view to what the page may know. */
export function pageView(view: ScreenView): PageView {
  const { gate, thermal, scanner, relay } = view.strip
  return {
    locale: view.locale,
    timeZone: view.timeZone,
    scene: sceneOf(view.scene),
    gate,
    link: linkOf(view.strip),
    devices: { thermal, scanner, relay },
  }
}
