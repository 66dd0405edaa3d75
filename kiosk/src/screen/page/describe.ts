import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { Locale } from '@schoolgate/protocol/locale'
import { MESSAGES } from '../messages/all.ts'
import type { Cause, Messages, Remedy } from '../messages/catalogue.ts'
import type { PageView, StaffNote } from '../page-view.ts'

/** One strip line: picture, words, and whether staff should look at it. */
export interface StripLine {
  picture: string
  text: string
  attention: boolean
}

export type NotePicture = 'card' | 'by-hand' | 'tool'

/** Everything the page draws, as plain values. */
export interface Described {
  look: 'ready' | 'measuring' | 'pass' | 'recheck' | 'isolate' | 'refer' | 'out-of-order'
  picture: string
  word: string
  line?: string
  given?: string
  /** for staff, in the site's language whatever language the screen shows */
  note?: { picture: NotePicture; text: string }
  link: StripLine
  devices: StripLine
}

const REMEDY: Record<RefusedCode, Remedy> = {
  'protocol-version': 'update',
  'unknown-kiosk': 'pair',
  'pairing-invalid': 'pair',
  'bad-signature': 'key',
  fork: 'copy',
  'bad-frame': 'retry',
  'frame-too-large': 'retry',
  'slow-hello': 'retry',
  stopping: 'retry',
}

/** Puts a view into words of one language. `lost`: the page no longer hears the kiosk program. */
export function describe(view: PageView, locale: Locale, lost: boolean): Described {
  const messages = MESSAGES[locale]
  const site = MESSAGES[view.locale]
  const strip = { link: linkLine(view.link, messages), devices: devicesLine(view.devices, messages) }
  const { scene } = view
  if (lost) return { ...outOfOrder('no-contact', messages, site), ...strip }

  switch (scene.scene) {
    case 'ready':
      return { look: 'ready', picture: 'ready', word: messages.ready, ...strip }
    case 'measuring':
      return { look: 'measuring', picture: scene.hint, word: messages.hint[scene.hint], ...strip }
    case 'out-of-order':
      return { ...outOfOrder(scene.cause, messages, site), ...strip }
    case 'verdict': {
      const leaving = scene.verdict === 'pass' && scene.direction === 'out'
      const line = scene.verdict === 'refer' ? messages.atTheDoor : scene.again ? messages.again : undefined
      return {
        look: scene.verdict,
        picture: scene.verdict,
        word: leaving ? messages.goodbye : messages.verdict[scene.verdict],
        ...(line === undefined ? {} : { line }),
        ...(scene.given === undefined ? {} : { given: scene.given }),
        ...(scene.note === undefined
          ? {}
          : { note: { picture: notePicture(scene.note), text: site.note[scene.note] } }),
        ...strip,
      }
    }
  }
}

/** What the trouble is with: the measuring, the sensor, or else the card. */
function notePicture(note: StaffNote): NotePicture {
  if (note === 'by-hand') return 'by-hand'
  return note === 'sensor' ? 'tool' : 'card'
}

function outOfOrder(cause: Cause, messages: Messages, site: Messages) {
  return {
    look: 'out-of-order',
    picture: 'refer',
    word: messages.verdict.refer,
    line: messages.atTheDoor,
    note: { picture: 'tool', text: site.cause[cause] },
  } as const
}

function linkLine({ state, kept, refused }: PageView['link'], messages: Messages): StripLine {
  const count = (text: string) => text.replace('{kept}', String(kept))
  switch (state) {
    case 'online':
      return { picture: 'link-on', text: messages.online, attention: false }
    case 'sending':
      return { picture: 'link-sending', text: count(messages.sending), attention: false }
    case 'offline':
      return { picture: 'link-off', text: count(messages.offline), attention: true }
    case 'refused':
      return {
        picture: 'link-off',
        text: count(messages.refused[REMEDY[refused ?? 'stopping']]),
        attention: true,
      }
  }
}

function devicesLine(devices: PageView['devices'], messages: Messages): StripLine {
  const troubles = [
    devices.scanner === 'up' ? undefined : messages.scannerDown,
    devices.thermal === 'down' ? messages.thermalDown : undefined,
    devices.thermal === 'absent' ? messages.thermalAbsent : undefined,
    devices.relay === 'down' ? messages.relayDown : undefined,
  ].filter(text => text !== undefined)
  // one line has room for one trouble; the first is the one that stops most
  const [first] = troubles
  if (first === undefined)
    return { picture: 'devices-working', text: messages.devicesWorking, attention: false }
  return {
    picture: 'devices-down',
    text: troubles.length > 1 ? `${first} +${troubles.length - 1}` : first,
    attention: true,
  }
}
