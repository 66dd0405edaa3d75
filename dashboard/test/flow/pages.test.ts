import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { axeFaults, openPage } from './browser.ts'
import { DESK, inEveryLook, PHONE, WIDE } from './looks.ts'

let browser: Browser
let hub: FixtureHub
let outside: FixtureHub

beforeAll(async () => {
  browser = await launchBrowser()
  hub = await startFixtureHub({ signedIn: true })
  outside = await startFixtureHub()
  const { school } = hub
  const minute = 60_000
  school.raise({
    id: 'a1',
    kind: 'isolate',
    level: 2,
    reasons: ['still-warm'],
    raisedAt: school.now() - 2 * minute,
    who: { person: '00000000000000aa', name: 'Лхагвасүрэн Номин-Эрдэнэ', group: '3Б' },
  })
  school.raise({ id: 'a2', kind: 'refer', priority: 'medium', gate: 'g2', reasons: ['card-forged'] })
  school.raise({
    id: 'a3',
    kind: 'kiosk-offline',
    priority: 'medium',
    gate: 'g2',
    state: 'going',
    by: 'Nguyễn Thị Ngọc Ánh',
  })
  school.raise({ id: 'a4', kind: 'sensor-down', priority: 'medium', state: 'met', by: 'Дулам' })
  school.setGate('g2', { online: false, kept: 34, seenAt: school.now() - minute })
  school.setGate('g1', { thermal: 'down' })
  school.admit(60)
})
afterAll(async () => {
  await browser.close()
  await hub.stop()
  await outside.stop()
})

const PAGES = [
  { name: 'live', path: '/sites/s1', ready: '[data-alarm="a1"]' },
  { name: 'sign in', path: '/sign-in', ready: 'form', outside: true },
  { name: 'wall', path: '/wall#wall-token', ready: '[data-phase="online"]' },
  { name: 'not found', path: '/nowhere', ready: 'h1' },
]

test.each(PAGES)('$name in mn and vi: nothing cut off, no axe fault, no policy violation', async c => {
  const { ready } = c
  await inEveryLook(browser, (c.outside ? outside : hub).url + c.path, { ready, sizes: [WIDE, DESK, PHONE] })
})

test('menus, dialogs and the palette: no axe fault, no policy violation', async () => {
  const { page, faults } = await openPage(browser, `${hub.url}/sites/s1`, { locale: 'mn' })
  await page.waitForSelector('[data-alarm="a2"]')
  const opened = async (selector: string): Promise<void> => {
    await page.waitForSelector(selector)
    expect(await axeFaults(page), selector).toEqual([])
    await page.keyboard.press('Escape')
    await page.waitForSelector(selector, { state: 'detached' })
  }
  await page.keyboard.press('Control+k')
  await opened('[role=dialog]')
  await page.keyboard.press('?')
  await opened('[role=dialog]')
  for (const button of await page.locator('header [aria-haspopup=menu]').all()) {
    await button.click()
    await opened('[role=menu]')
  }
  await page.locator('[data-alarm="a2"] button', { hasText: 'Түр хойшлуулах' }).click()
  await opened('[role=dialog]')
  await page.locator('[data-alarm="a4"] [aria-haspopup=menu]').click()
  await opened('[role=menu]')
  expect(faults).toEqual([])
  await page.context().close()
})

test('a language and a theme chosen in one tab hold in the other', async () => {
  const { page } = await openPage(browser, `${hub.url}/nowhere`, { locale: 'mn' })
  const other = await page.context().newPage()
  await other.goto(`${hub.url}/nowhere`)
  await other.locator('html[lang=mn]').waitFor()
  await page.evaluate(() => {
    const key = 'schoolgate.preferences'
    localStorage.setItem(key, JSON.stringify({ theme: 'dark', locale: 'ky', shortcuts: false }))
  })
  await other.locator('html[lang=ky][data-theme=dark]').waitFor()
  const kept = await other.evaluate(() => localStorage.getItem('schoolgate.preferences'))
  expect(JSON.parse(kept ?? '')).toEqual({ theme: 'dark', locale: 'ky', shortcuts: false })
  await page.context().close()
})

test('at least nine entries are in sight beside a chart at 1280x800', async () => {
  const { page } = await openPage(browser, `${hub.url}/sites/s1`, { locale: 'mn' })
  await page.waitForSelector('[data-entry]')
  const seen = () =>
    page.evaluate(() => {
      const list = document.querySelector('[data-test=feed]')?.getBoundingClientRect()
      const chart = document.querySelector('canvas')?.getBoundingClientRect()
      if (!list || !chart || chart.bottom > innerHeight || chart.left < list.right) return 0
      return [...document.querySelectorAll('[data-entry]')].filter(row => {
        const box = row.getBoundingClientRect()
        return box.top >= list.top && box.bottom <= Math.min(list.bottom, innerHeight) + 1
      }).length
    })
  // the chart comes after the list
  await expect.poll(seen).toBeGreaterThanOrEqual(9)
  await page.context().close()
})

test('the first load of the Live page is at most 200 kB of gzipped JavaScript', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', response => {
    if (response.url().endsWith('.js')) sizes.push(response.body().then(body => gzipSync(body).length))
  })
  await page.goto(`${hub.url}/sites/s1`)
  await page.waitForSelector('[data-entry]')
  const total = (await Promise.all(sizes)).reduce((a, b) => a + b, 0)
  expect(total).toBeGreaterThan(50_000)
  expect(total).toBeLessThanOrEqual(200_000)
  console.log(`first load: ${Math.round(total / 100) / 10} kB of JavaScript, gzipped`)
  await context.close()
})
