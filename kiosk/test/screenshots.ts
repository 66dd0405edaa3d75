import { join } from 'node:path'
import { systemClock } from '@schoolgate/protocol/clock'
import type { Locale } from '@schoolgate/protocol/locale'
import { startScreen } from '../src/screen/server.ts'
import type { Scene } from '../src/screen/view.ts'
import { launchBrowser } from './helpers/browser.ts'

/** Pictures of the kiosk's screen at its panel's size, into `kiosk/pictures`. */
const FOLDER = join(import.meta.dirname, '../pictures')
/** In the page: fonts are there and the picture that moves once has come to rest. */
const SETTLED =
  'Promise.all([document.fonts.ready, ...document.getAnimations().map(a => a.finished.catch(() => {}))]).then(() => true)'
const PANEL = { width: 1024, height: 600 }

const scenes: [name: string, locale: Locale, scene: Scene][] = [
  ['ready', 'mn', { scene: 'ready' }],
  ['step-closer', 'vi', { scene: 'measuring', hint: 'step-closer' }],
  ['pass', 'mn', { scene: 'verdict', verdict: 'pass', reasons: [], given: 'Өнөрцэцэг', again: false }],
  [
    'recheck',
    'vi',
    { scene: 'verdict', verdict: 'recheck', reasons: ['warm'], given: 'Ngọc Ánh', again: false },
  ],
  [
    'isolate',
    'mn',
    { scene: 'verdict', verdict: 'isolate', reasons: ['still-warm'], given: 'Тэмүүлэн', again: false },
  ],
  [
    'refer',
    'en',
    { scene: 'verdict', verdict: 'refer', reasons: ['card-expired'], given: 'Bilguun', again: false },
  ],
]

const screen = await startScreen({ port: 0, clock: systemClock })
const browser = await launchBrowser()
try {
  const page = await browser.newPage({ viewport: PANEL })
  for (const [name, locale, scene] of scenes) {
    screen.show({
      locale,
      timeZone: 'Asia/Ulaanbaatar',
      scene,
      strip: { gate: '1', online: true, kept: 0, thermal: 'up', scanner: 'up', relay: 'up' },
    })
    await page.goto(`http://localhost:${screen.port}/`, { waitUntil: 'load' })
    await page.evaluate(SETTLED)
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  }
} finally {
  await browser.close()
  await screen.stop()
}
