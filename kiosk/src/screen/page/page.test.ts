import { systemClock } from '@schoolgate/protocol/clock'
import { LOCALES, type Locale } from '@schoolgate/protocol/locale'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../../../test/helpers/browser.ts'
import { clippedParts } from '../../../test/helpers/clipped.ts'
import { type Screen, startScreen } from '../server.ts'
import type { Scene, ScreenView, StaffStrip } from '../view.ts'

const WELL: StaffStrip = { gate: 'Gate', online: true, kept: 0, thermal: 'up', scanner: 'up', relay: 'up' }
const UNWELL: StaffStrip = { ...WELL, online: false, kept: 12_345, thermal: 'down', relay: 'down' }
const GATES: Record<Locale, string> = {
  mn: 'Хойд хаалга',
  vi: 'Cổng phía Bắc',
  ru: 'Северный вход',
  ky: 'Түндүк дарбаза',
  en: 'North gate',
}
const LONG = 'Өнөрцэцэг Үүрийнтуяа'
const STACKED = 'Nguyễn Thị Ngọc Ánh'

/** Every scene, with long names and with the strip at its fullest. `shows`: the picture by which it is known. */
const SCENES: { shows: string; scene: Scene; strip: StaffStrip }[] = [
  { shows: 'ready', scene: { scene: 'ready' }, strip: WELL },
  ...(['hold-still', 'step-closer', 'one-at-a-time', 'look-here'] as const).map(hint => ({
    shows: hint,
    scene: { scene: 'measuring', hint } as const,
    strip: UNWELL,
  })),
  {
    shows: 'pass',
    scene: { scene: 'verdict', verdict: 'pass', reasons: [], given: LONG, again: false },
    strip: WELL,
  },
  {
    shows: 'recheck',
    scene: { scene: 'verdict', verdict: 'recheck', reasons: ['unsteady'], given: STACKED, again: false },
    strip: { ...WELL, kept: 3, thermal: 'absent' },
  },
  {
    shows: 'recheck',
    scene: { scene: 'verdict', verdict: 'recheck', reasons: ['unsteady'], given: LONG, again: true },
    strip: WELL,
  },
  {
    shows: 'isolate',
    scene: { scene: 'verdict', verdict: 'isolate', reasons: ['still-warm'], given: LONG, again: false },
    strip: { ...UNWELL, scanner: 'down' },
  },
  {
    shows: 'refer',
    scene: { scene: 'verdict', verdict: 'refer', reasons: ['card-forged'], given: STACKED, again: false },
    strip: { ...UNWELL, refused: 'unknown-kiosk' },
  },
  { shows: 'refer', scene: { scene: 'out-of-order', cause: 'journal-failed' }, strip: UNWELL },
]

const view = (locale: Locale, scene: Scene, strip: StaffStrip): ScreenView => ({
  locale,
  timeZone: 'Asia/Ulaanbaatar',
  scene,
  strip: { ...strip, gate: GATES[locale] },
})

let browser: Browser
let screen: Screen
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  screen = await startScreen({ port: 0, clock: systemClock })
})
afterEach(() => screen.stop())

/** Opens the page; whatever the policy forbids and every oscillator that starts is written down. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: 'reduce', ...options })
  await page.addInitScript(() => {
    const record = { violations: [] as string[], notes: [] as number[] }
    Object.assign(window, { record })
    addEventListener('securitypolicyviolation', event =>
      record.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
    const real = OscillatorNode
    window.OscillatorNode = class extends real {
      constructor(context: BaseAudioContext, options?: OscillatorOptions) {
        super(context, options)
        record.notes.push(options?.frequency ?? 0)
      }
    }
  })
  await page.goto(`http://127.0.0.1:${screen.port}/`)
  await page.waitForSelector('#gate', { state: 'attached' })
  await page.evaluate(() => document.fonts.ready)
  return page
}
const recorded = (page: Page) =>
  page.evaluate(() => (window as unknown as { record: { violations: string[]; notes: number[] } }).record)

async function show(page: Page, next: ScreenView, picture: string): Promise<void> {
  screen.show(next)
  const look = next.scene.scene === 'verdict' ? next.scene.verdict : next.scene.scene
  await page.waitForSelector(
    `html[lang=${next.locale}] body[data-look=${look}] #symbol [data-picture=${picture}]:not([hidden])`,
  )
  await page.evaluate(() => document.fonts.ready)
}

test('every scene in every language stands whole on the 7-inch panel and passes an accessibility audit', async () => {
  const page = await open({ viewport: { width: 1024, height: 600 } })
  // put in through the debugger: the page's own policy lets no such script in
  await page.evaluate(axe.source)
  for (const [l, locale] of LOCALES.entries()) {
    for (const [i, { shows, scene, strip }] of SCENES.entries()) {
      await show(page, view(locale, scene, strip), shows)
      const where = `${shows} in ${locale}`
      expect(await page.evaluate(clippedParts), where).toEqual([])
      // every scene once and every language: what axe sees does not hang on both together
      if (i % LOCALES.length !== l) continue
      const found = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run())
      expect(
        found.violations.map(one => `${one.id}: ${one.nodes[0]?.html}`),
        where,
      ).toEqual([])
    }
  }
  expect((await recorded(page)).violations).toEqual([])
  await page.close()
})

test.each([
  { name: 'a larger panel', viewport: { width: 1280, height: 800 } },
  { name: 'a panel on end', viewport: { width: 600, height: 1024 } },
])('every scene in every language stands whole on $name', async ({ viewport }) => {
  const page = await open({ viewport })
  for (const locale of LOCALES) {
    for (const { shows, scene, strip } of SCENES) {
      await show(page, view(locale, scene, strip), shows)
      expect(await page.evaluate(clippedParts), `${shows} in ${locale}`).toEqual([])
    }
  }
  await page.close()
})

test('a verdict keeps its 340 px symbol and 118 px word, and the symbol never moves', async () => {
  const page = await open({ viewport: { width: 1024, height: 600 } })
  const places = new Set<string>()
  for (const locale of LOCALES) {
    for (const { shows, scene } of SCENES) {
      await show(page, view(locale, scene, WELL), shows)
      const { place, size } = await page.evaluate(() => ({
        place: JSON.stringify(document.getElementById('symbol')?.getBoundingClientRect()),
        size: getComputedStyle(document.getElementById('word') as Element).fontSize,
      }))
      places.add(place)
      if (scene.scene === 'verdict' && scene.verdict !== 'refer' && !scene.again)
        expect(size, `${shows} in ${locale}`).toBe('118px')
    }
  }
  expect([...places].map(text => JSON.parse(text))).toEqual([
    expect.objectContaining({ width: 340, height: 340 }),
  ])
  await page.close()
})

test('movement happens once, and not at all for who asked for none', async () => {
  const loops = (page: Page) =>
    page.evaluate(() => document.getAnimations().map(one => one.effect?.getComputedTiming().iterations))
  const lively = await open({ reducedMotion: 'no-preference' })
  await show(lively, view('en', { scene: 'ready' }, WELL), 'ready')
  const played = await loops(lively)
  expect(played.length).toBeGreaterThan(0)
  expect(played.every(iterations => iterations === 1)).toBe(true)
  await lively.close()
  const calm = await open({ reducedMotion: 'reduce' })
  await show(calm, view('en', { scene: 'ready' }, WELL), 'ready')
  expect(await loops(calm)).toEqual([])
  await calm.close()
})

test('a card is heard at once, a verdict once, and quiet mode keeps silence', async () => {
  const page = await open()
  const pass: Scene = { scene: 'verdict', verdict: 'pass', reasons: [], given: 'Ану', again: false }
  const notes = async () => (await recorded(page)).notes
  await show(page, view('mn', { scene: 'ready' }, WELL), 'ready')
  await page.waitForSelector('#arm', { state: 'hidden' })
  screen.tick()
  await expect.poll(notes).toEqual([1760])
  await show(page, view('mn', pass, WELL), 'pass')
  await show(page, view('mn', pass, { ...WELL, kept: 1 }), 'pass')
  await page.waitForSelector('#link-picture [data-picture=link-sending]:not([hidden])')
  expect(await notes()).toEqual([1760, 880, 1320])

  await page.click('#sound')
  await page.waitForSelector('#sound-picture [data-picture=sound-off]:not([hidden])')
  screen.tick()
  await show(
    page,
    view('ky', { scene: 'verdict', verdict: 'refer', reasons: [], again: false }, WELL),
    'refer',
  )
  expect(await notes()).toEqual([1760, 880, 1320])
  await page.close()
})

test('staff change the language of this screen; their own line keeps the language of the site', async () => {
  const page = await open()
  await show(
    page,
    view('mn', { scene: 'verdict', verdict: 'refer', reasons: ['card-expired'], again: false }, WELL),
    'refer',
  )
  const seen: string[] = []
  for (const before of LOCALES) {
    await page.click('#language')
    await page.waitForSelector(`html:not([lang=${before}])`)
    seen.push(await page.evaluate(() => document.documentElement.lang))
    expect(await page.textContent('#note-text')).toBe('Картын хугацаа дууссан')
  }
  expect(seen).toEqual(['vi', 'ru', 'ky', 'en', 'mn'])
  const targets = await page.$$eval('button:not([hidden])', all =>
    all.map(one => one.getBoundingClientRect()),
  )
  for (const { width, height } of targets) expect(Math.min(width, height)).toBeGreaterThanOrEqual(64)
  await page.close()
})

test('the clock shows the time of the site', async () => {
  await screen.stop()
  const wall = () => Date.UTC(2026, 0, 5, 23, 41)
  screen = await startScreen({ port: 0, clock: { ...systemClock, wall } })
  const page = await open()
  await show(page, view('mn', { scene: 'ready' }, WELL), 'ready')
  await page.waitForSelector('#clock:not([hidden])')
  expect(await page.textContent('#clock')).toBe('07:41')
  await page.close()
})

test('a page that loses the kiosk sends children to the teacher, and comes back by itself', async () => {
  const page = await open()
  await show(
    page,
    view('en', { scene: 'verdict', verdict: 'pass', reasons: [], given: 'Ану', again: false }, WELL),
    'pass',
  )
  const { port } = screen
  await screen.stop()
  await page.waitForSelector('body[data-look=out-of-order]')
  expect(await page.isVisible('#given')).toBe(false)

  screen = await startScreen({ port, clock: systemClock })
  await show(page, view('en', { scene: 'ready' }, WELL), 'ready')
  await page.close()
})
