import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../../hub/demo/processes.ts'
import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { type Look, openPage } from './flow/browser.ts'

/** Pictures of the dashboard in the middle of the demo's morning, into `dashboard/pictures`. */
const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'dashboard/pictures')
/** people on site when the pictures are taken */
const ENOUGH = 220

const WIDE = { width: 1280, height: 800 }

interface DemoReady {
  dashboard: string
  user: string
  password: string
}

const demo = await launch<DemoReady>({
  name: 'demo',
  command: 'bun',
  args: ['hub/demo/main.ts', '--json', '--port', '0', '--speed', '12'],
  cwd: ROOT,
})
const browser = await launchBrowser()
try {
  const first = await signedIn(browser, demo.ready, { locale: 'en' }, { width: 1440, height: 900 })
  console.log('Waiting for the school to fill ...')
  await first.waitForFunction(
    enough =>
      Number(document.querySelector('[data-test=on-site]')?.textContent?.replace(/\D/g, '')) >= enough,
    ENOUGH,
    { timeout: 300_000 },
  )
  await take(first, 'live')
  await shoot('live-dark', { locale: 'mn', theme: 'dark' }, { width: 1440, height: 900 })
  await shoot('live-phone', { locale: 'vi' }, { width: 390, height: 844 })
  const place = await placeOf(first)
  const at = (path: string) => `/p/${place}/${path}`
  await shoot('attendance', { locale: 'mn' }, WIDE, at('attendance'))
  await shoot('people', { locale: 'mn' }, WIDE, at('people'))
  await shoot('timetable', { locale: 'mn' }, WIDE, at('timetable'))
  await shoot('seats', { locale: 'mn' }, WIDE, at(`groups/${await classOf(first, place)}?tab=seats`))
  await shoot('cards', { locale: 'mn' }, WIDE, at('cards'))
  await shoot('contacts', { locale: 'mn' }, WIDE, at(`cases/${await caseOf(first, place)}`), page =>
    asked(page, '[data-test=contacts] [data-row]'),
  )
  await shoot('network', { locale: 'mn' }, WIDE, at('cases/network'), page => asked(page, '[data-painted]'))
  await first.context().close()
  const { page } = await openPage(browser, `${demo.ready.dashboard}/sign-in`, { locale: 'mn' })
  await take(page, 'sign-in')
} finally {
  await browser.close()
  await demo.stop('SIGINT')
}

async function shoot(
  name: string,
  look: Look,
  size: typeof WIDE,
  path?: string,
  go?: (page: Page) => Promise<unknown>,
): Promise<void> {
  const page = await signedIn(browser, demo.ready, look, size)
  if (path) {
    await page.goto(demo.ready.dashboard + path)
    await page.waitForLoadState('networkidle')
  }
  await go?.(page)
  await take(page, name)
  await page.context().close()
}

async function signedIn(
  browser: Browser,
  { dashboard, user, password }: DemoReady,
  look: Look,
  viewport: { width: number; height: number },
): Promise<Page> {
  const { page } = await openPage(browser, `${dashboard}/sign-in`, look, { viewport })
  await page.fill('input[autocomplete=username]', user)
  await page.fill('input[autocomplete=current-password]', password)
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-phase="online"]')
  return page
}

async function ask(page: Page, path: string): Promise<unknown> {
  return page.evaluate(async p => (await fetch(p)).json(), path)
}

async function placeOf(page: Page): Promise<string> {
  const { sites } = (await ask(page, '/api/session')) as { sites: { place: string }[] }
  return sites[0]?.place as string
}

/** A class in the middle of the school. */
async function classOf(page: Page, place: string): Promise<string> {
  const { groups } = (await ask(page, `/api/places/${place}/book`)) as {
    groups: { id: string; kind: string; name: string }[]
  }
  return groups.find(g => g.kind === 'class' && g.name === '7Б')?.id as string
}

/** The case that was confirmed first. */
async function caseOf(page: Page, place: string): Promise<string> {
  const { cases } = (await ask(page, `/api/places/${place}/cases?state=open`)) as { cases: { id: string }[] }
  return cases.at(-1)?.id as string
}

/** Says why it is asked; the answer is there when `ready` is. */
async function asked(page: Page, ready: string): Promise<void> {
  await page.locator('main select').first().selectOption('case-contacts')
  await page.locator('main button[type=submit]').click()
  await page.locator(ready).first().waitFor()
  // the picture is painted in slices
  await page.waitForTimeout(1000)
}

/** Two frames later what has just arrived is drawn. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}
