import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { FixtureNetwork } from '../fixture-network.ts'
import { makeNetwork } from '../network-maker.ts'
import { axeFaults, clippedTexts, openPage, optionReady } from './browser.ts'
import { DESK, inEveryLook, PHONE } from './looks.ts'

let browser: Browser
const hubs: FixtureHub[] = []
beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  for (const hub of hubs.splice(0)) await hub.stop()
})
afterAll(() => browser.close())

async function district() {
  const network = new FixtureNetwork()
  const hub = await startFixtureHub({ signedIn: true, parts: [network] })
  hubs.push(hub)
  network.use(hub.directory.store)
  return { hub, network }
}
const open = (hub: FixtureHub, path: string, look = { locale: 'en' }, viewport = DESK) =>
  openPage(browser, `${hub.url}/p/p1/${path}`, look, { viewport })

async function askWhy(page: Page, purpose = 'outbreak') {
  await page.locator('form select').first().selectOption(purpose)
  await page.locator('[data-test=ask]').click()
}
async function drawNetwork(page: Page) {
  await askWhy(page)
  await page.waitForSelector('[data-painted]')
}

const PAGES: { path: string; ready: string; act?: (page: Page) => Promise<unknown> }[] = [
  { path: 'cases/network', ready: '[data-test=chosen]', act: drawNetwork },
  {
    path: 'cases/network',
    ready: '[data-row]',
    act: async page => {
      await drawNetwork(page)
      await page.locator('[role=tab]').nth(1).click()
    },
  },
  { path: 'cases/case-0/interview', ready: '[data-test=begin]' },
  { path: 'cases/case-0/interview?step=1', ready: '[data-suggested]' },
  { path: 'cases/case-0/interview?step=8', ready: '[data-test=finish]' },
  {
    path: 'cases/case-0/interview?step=1',
    ready: '[role=dialog]',
    act: page => page.locator('[data-suggested]').first().click(),
  },
  { path: 'trace/packs', ready: '[data-row]' },
  {
    path: 'trace/packs',
    ready: '[role=dialog]',
    act: page => page.locator('[data-row] button').first().click(),
  },
  {
    path: 'trace/packs',
    ready: '[data-test=preview]',
    act: page => page.locator('[data-test=new-pack]').click(),
  },
  {
    path: 'trace/ask',
    ready: '[data-test=findings]',
    act: async page => {
      for (const i of [0, 1, 2]) await page.locator('[data-row] [role=checkbox]').nth(i).click()
      await askWhy(page)
    },
  },
  { path: 'trace/ask?tab=room', ready: 'form input[type=time]' },
  { path: 'trace/questions', ready: '[data-row]' },
]

test.each(PAGES)(
  '$path $ready in mn and vi: nothing cut off, no axe fault, no policy violation',
  async ({ path, ready, act }) => {
    const { hub, network } = await district()
    network.fillLog(30)
    await inEveryLook(browser, `${hub.url}/p/p1/${path}`, { ready: 'main', go: act, shown: ready })
  },
)

test('names come only after a purpose; arrow keys walk the chain, E unfolds, Enter opens the record', async () => {
  const { hub, network } = await district()
  network.network = makeNetwork({ cases: 60, contacts: 2400, days: 40 })
  const { page, faults } = await open(hub, 'cases/network')
  await page.locator('[data-test=ask]').click()
  expect(network.asked).toEqual([])
  await drawNetwork(page)
  expect(network.asked.at(-1)?.body).toMatchObject({ kind: 'network', purpose: 'outbreak', open: true })
  const chosen = page.locator('[data-test=chosen] h2')
  const live = page.locator('[data-test=drawing] ~ [aria-live]')
  await page.locator('[data-test=drawing]').focus()
  await page.keyboard.press('ArrowDown')
  const first = await chosen.textContent()
  await expect.poll(() => live.textContent()).toContain(first as string)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => live.textContent()).toContain('folded')
  await page.keyboard.press('e')
  await expect.poll(() => live.textContent()).not.toContain('folded')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('0')
  await page.keyboard.press('+')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\/p1\/cases\/case-\d+$/)
  expect(faults).toEqual([])
})

test('a name in any spelling is found in the drawing, and the table chooses the same one', async () => {
  const { hub } = await district()
  const { page } = await open(hub, 'cases/network')
  await drawNetwork(page)
  await page.locator('input[role=combobox]').fill('nguyen')
  await optionReady(page, 'Nguyễn')
  await page.locator('[role=option]', { hasText: 'Nguyễn' }).first().click()
  await expect.poll(() => page.locator('[data-test=chosen] h2').textContent()).toContain('Nguyễn')
  await page.locator('[role=tab]').nth(1).click()
  const row = page.locator('[data-row] button').first()
  const name = await row.textContent()
  await row.click()
  await expect.poll(() => page.locator('[data-test=chosen] h2').textContent()).toBe(name?.trim())
})

test('an interview on a phone: a suggested friend, one the school does not know, taken back, read at the end', async () => {
  const { hub, network } = await district()
  const { page, faults } = await open(hub, 'cases/case-0/interview', { locale: 'en' }, PHONE)
  await page.locator('[data-test=begin]').click()
  await page.locator('[data-suggested]').first().click()
  await page.locator('[data-test=save-named]').click()
  expect(network.named).toEqual([])
  await page.getByText('About half an hour').click()
  await page.locator('[data-test=save-named]').click()
  await page.waitForSelector('[data-named]')
  expect(network.named[0]).toMatchObject({ setting: 'bus', minutes: 30, distance: 'near', day: '2026-09-14' })
  await page.locator('[data-test=other]').click()
  await page.getByText('Not at this school').click()
  await page.locator('[role=dialog] input[type=text]').first().fill('cousin Bat')
  await page.getByText('Doesn’t remember').click()
  await page.locator('[data-test=save-named]').click()
  await expect.poll(() => network.named.length).toBe(2)
  expect(network.named[1]).toMatchObject({ person: null, who: 'cousin Bat', minutes: null, setting: 'named' })
  await page.locator('[data-named]').first().click()
  await expect.poll(() => network.named.length).toBe(1)
  await page.locator('[data-test=undo]').click()
  await expect.poll(() => network.named.length).toBe(2)
  for (let i = 0; i < 7; i++) await page.locator('[data-test=next]').click()
  await expect.poll(() => page.locator('main').textContent()).toContain('cousin Bat')
  await page.goBack()
  await page.waitForSelector('[data-test=next]')
  expect(faults).toEqual([])
})

test('a pack is copied, tried on a past case, saved, signed and put in force; a signed one is never edited', async () => {
  const { hub, network } = await district()
  const { page } = await open(hub, 'trace/packs')
  await page.locator('[data-row] button').first().click()
  await page.locator('[data-test=copy]').click()
  await page.getByLabel('Minutes together').fill('x')
  await page.locator('[data-test=save-pack]').click()
  await expect
    .poll(() => page.locator('[role=dialog]').textContent())
    .toContain('whole number from 0 to 1440')
  await page.getByLabel('Minutes together').fill('10')
  await page.locator('[data-test=preview] select').selectOption('case-0')
  await page.locator('[data-test=compare]').click()
  await expect.poll(() => page.locator('[data-test=preview]').textContent()).toContain('Fall out (2)')
  expect(network.asked.at(-1)?.body).toMatchObject({
    kind: 'compare',
    packs: [{ id: 'who' }, { minutes: 10 }],
  })
  await page.locator('[data-test=save-pack]').click()
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await page.locator('[data-row]', { hasText: 'Draft' }).locator('button').first().click()
  await page.locator('[data-test=sign]').click()
  await page.locator('[data-test=sure]').click()
  await expect.poll(() => network.packs.current.id).not.toBe('who')
  await expect
    .poll(() => page.locator('[data-row]', { hasText: 'In force here' }).textContent())
    .toContain('Signed by Дулам')
  await page.locator('[data-row]', { hasText: 'In force here' }).locator('button').first().click()
  await page.locator('[data-test=copy]').waitFor()
  expect(await page.locator('[role=dialog] button', { hasText: 'Edit' }).count()).toBe(0)
})

test('what cases share is told with its doubt, and who was in a room at a time', async () => {
  const { hub, network } = await district()
  const { page } = await open(hub, 'trace/ask')
  for (const i of [0, 1, 2]) await page.locator('[data-row] [role=checkbox]').nth(i).click()
  await askWhy(page)
  await page.waitForSelector('[data-test=findings]')
  const text = await page.locator('main').textContent()
  expect(text).toContain('Hardly chance')
  expect(text).toContain('84 settings were looked at')
  expect(network.asked.at(-1)?.body).toMatchObject({ cases: ['case-0', 'case-1', 'case-2'] })
  await page.locator('[role=tab]').nth(1).click()
  await page.locator('form input[role=combobox]').fill('101')
  await page.locator('[role=option]', { hasText: '101' }).first().click()
  await askWhy(page, 'source')
  await page.waitForSelector('[data-test=room]')
  expect(network.asked.at(-1)?.body).toMatchObject({ kind: 'room', room: 'r101', from: '08:00', to: '14:00' })
  expect(await page.locator('[data-test=room]').textContent()).toContain('Somebody at another school')
})

test('a question that needs a second officer waits; the log lets another agree or refuse, never oneself', async () => {
  const { hub, network } = await district()
  network.isWaiting = true
  const { page } = await open(hub, 'cases/network')
  await askWhy(page)
  await page.waitForSelector('[data-test=waiting]')
  network.fillLog(30)
  await page.locator('[data-test=waiting] a').click()
  await page.waitForSelector('[data-row]')
  expect(await page.locator('[data-row]').count()).toBe(12)
  expect(await page.locator('[data-row]').first().textContent()).toContain('Yours')
  const before = await page.locator('[data-test=approve]').count()
  await page.locator('[data-test=approve]').first().click()
  await expect.poll(() => page.locator('[data-test=approve]').count()).toBe(before - 1)
  expect(network.asked.at(-1)?.path).toMatch(/\/approve$/)
  await page.locator('[data-test=more]').click()
  await expect.poll(() => page.locator('[data-row]').count()).toBe(24)
})

test('a case’s days: bands and a list say when, how many and the nearest, and what is inferred', async () => {
  const { hub } = await district()
  const { page, faults } = await open(hub, 'cases/case-0?tab=timeline')
  await page.locator('[data-test=timeline]').waitFor()
  await askWhy(page)
  await page.waitForSelector('[data-day]')
  await page.locator('[data-day] button').nth(1).click()
  await expect.poll(() => page.locator('[data-day] [role=status]').textContent()).toContain('Nearest:')
  expect(await page.locator('[data-test=timeline]').textContent()).toContain('end inferred')
  expect(await clippedTexts(page)).toEqual([])
  expect(await axeFaults(page)).toEqual([])
  await page.locator('[data-test=timeline] select').selectOption('list')
  expect(await page.locator('[data-test=timeline]').textContent()).toContain('Infectious')
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
})

test('on a phone one finger scrolls past the drawing; over the whole screen it moves the drawing, and the page waits', async () => {
  const { hub } = await district()
  const look = { viewport: PHONE, hasTouch: true, isMobile: true }
  const { page, faults } = await openPage(browser, `${hub.url}/p/p1/cases/network`, { locale: 'en' }, look)
  await drawNetwork(page)
  expect(await page.locator('[data-test=fingers]').textContent()).toContain('One finger scrolls the page')
  const drawing = page.locator('[data-test=drawing]')
  const touch = await page.context().newCDPSession(page)
  const swipe = async (from: number, to: number) => {
    const at = (y: number) => [{ x: 150, y }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) })
    for (let i = 1; i <= 8; i++)
      await touch.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: at(from + ((to - from) * i) / 8),
      })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  const scrolled = () => page.evaluate(() => scrollY)
  await drawing.evaluate(e => e.scrollIntoView({ block: 'end' }))
  const before = await scrolled()
  await swipe(500, 300)
  await expect.poll(scrolled).toBeGreaterThan(before)

  await page.locator('[data-test=whole]').tap()
  await page.waitForSelector('[role=dialog] [data-test=drawing]')
  expect(await page.locator('#app').evaluate(e => (e as HTMLElement).inert)).toBe(true)
  const pictures = () => drawing.evaluate(e => Number((e as HTMLElement).dataset.pictures))
  const rested = await scrolled()
  const drawn = await pictures()
  await swipe(500, 200)
  await expect.poll(pictures).toBeGreaterThan(drawn)
  expect(await scrolled()).toBe(rested)
  await page.keyboard.press('ArrowDown')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  expect(await page.locator('[inert]').count()).toBe(0)
  expect(await drawing.evaluate(e => e === document.activeElement)).toBe(true)
  expect(faults).toEqual([])
})
