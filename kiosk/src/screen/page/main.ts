import type { Locale } from '@schoolgate/protocol/locale'
import { MESSAGES } from '../messages/all.ts'
import type { PageView } from '../page-view.ts'
import { describe } from './describe.ts'
import { choosePicture, draw, write } from './draw.ts'
import { makeSound } from './sound.ts'
import { listen } from './stream.ts'
import { TICK, TONES } from './tones.ts'

const LANGUAGES = Object.keys(MESSAGES) as Locale[]
const button = (id: string) => document.getElementById(id) as HTMLButtonElement

let view: PageView | undefined
/** chosen by hand on this screen; gives way when the site's language changes */
let chosen: Locale | undefined
let wallMs: number | undefined
let lost = false
/** the verdict that was sounded last: a change of the strip below it is no new verdict */
let sounded = ''

function clockText(timeZone: string): string {
  if (wallMs === undefined) return ''
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(wallMs)
}

function redraw(): void {
  if (!view) return
  const locale = chosen ?? view.locale
  draw(describe(view, locale, lost), {
    locale,
    siteLocale: view.locale,
    gate: view.gate,
    clock: clockText(view.timeZone),
  })
  const messages = MESSAGES[locale]
  button('language').textContent = locale.toUpperCase()
  button('language').setAttribute('aria-label', `${locale.toUpperCase()} ${messages.changeLanguage}`)
  button('sound').setAttribute('aria-label', sound.quiet() ? messages.soundOff : messages.soundOn)
  choosePicture('sound-picture', sound.quiet() ? 'sound-off' : 'sound-on')
  const mayAsk = sound.held() && !sound.quiet()
  button('sound').hidden = mayAsk
  write('arm', mayAsk ? messages.tapForSound : undefined)
}

const sound = makeSound(redraw)

function soundVerdict(next: PageView, first: boolean): void {
  const { scene } = next
  const now = scene.scene === 'verdict' ? JSON.stringify(scene) : ''
  if (scene.scene === 'verdict' && now !== sounded && !first) sound.play(TONES[scene.verdict])
  sounded = now
}

button('language').addEventListener('click', () => {
  const at = LANGUAGES.indexOf(chosen ?? view?.locale ?? 'mn')
  chosen = LANGUAGES[(at + 1) % LANGUAGES.length]
  redraw()
})
button('sound').addEventListener('click', () => sound.setQuiet(!sound.quiet()))
button('arm').addEventListener('click', () => sound.arm())

listen('/events', {
  view(next) {
    if (view && view.locale !== next.locale) chosen = undefined
    soundVerdict(next, view === undefined)
    view = next
    redraw()
  },
  tick: () => sound.play(TICK),
  time(wall) {
    const before = view && clockText(view.timeZone)
    wallMs = wall
    if (view && before !== clockText(view.timeZone)) redraw()
  },
  lost(now) {
    lost = now
    redraw()
  },
  outdated: () => location.reload(),
})

// Every cut of the font is fetched before it is needed: the first verdict must not wait for letters.
const SAMPLE = 'Картаа Өөү Ңң Nguyễn ạ Ānh'
void Promise.all(
  ['300', '500', '600', '700'].map(weight => document.fonts.load(`${weight} 1rem "Noto Sans"`, SAMPLE)),
).then(redraw, redraw)
sound.arm()
