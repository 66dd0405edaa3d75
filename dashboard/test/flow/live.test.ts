import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { type FixtureHub, type FixtureOptions, startFixtureHub } from '../fixture-hub.ts'
import { drawn, menuHasFocus, openPage, optionReady } from './browser.ts'

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

async function live(options: FixtureOptions = {}) {
  const hub = await startFixtureHub({ signedIn: true, ...options })
  hubs.push(hub)
  const watched = await openPage(browser, `${hub.url}/`, { locale: 'en' })
  await watched.page.waitForSelector('[data-phase="online"]')
  return { hub, ...watched }
}
// Nobody of the made-up school: their ids are small numbers.
const child = { person: 'ffffffffffffffaa', name: 'Батбаяр Өнөрцэцэг', group: '3Б' }

test('G answers the top alarm, everybody reads who goes, U takes it back', async () => {
  const { hub, page, faults } = await live()
  hub.school.raise({ id: 'low', kind: 'refer', priority: 'low', reasons: ['card-expired'] })
  hub.school.raise({ id: 'a1', kind: 'isolate', reasons: ['still-warm'], who: child })
  const card = page.locator('[data-alarm="a1"]')
  await card.waitFor()
  await page.keyboard.press('g')
  await page.waitForSelector('[data-alarm="a1"][data-state="going"]')
  await expect
    .poll(() => hub.school.snapshot.state.alarms.find(a => a.id === 'a1'))
    .toMatchObject({ state: 'going', by: 'Дулам' })
  expect(await card.locator('[data-test=alarm-status]').textContent()).toBe('You are going')
  await page.keyboard.press('u')
  await page.waitForSelector('[data-alarm="a1"][data-state="new"]')
  await expect.poll(() => hub.school.snapshot.state.alarms.find(a => a.id === 'a1')?.state).toBe('new')
  expect(faults).toEqual([])
})

test('the same by Tab and Enter alone, on to met and closed with an outcome', async () => {
  const { hub, page } = await live()
  hub.school.raise({ id: 'a1', kind: 'isolate', reasons: ['still-warm'], who: child })
  await page.waitForSelector('[data-alarm="a1"]')
  const focusOn = async (text: string): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const held = await page.evaluate(() => document.activeElement?.closest('button')?.textContent ?? '')
      if (held.includes(text)) return
    }
    throw new Error(`${text} not reached by Tab`)
  }
  await focusOn('I am going')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-state="going"]')
  await page.locator('[data-alarm="a1"] button', { hasText: 'I am there' }).press('Enter')
  await page.waitForSelector('[data-state="met"]')
  await page.locator('[data-alarm="a1"] button', { hasText: 'Close' }).press('Enter')
  await menuHasFocus(page)
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-alarm="a1"]', { state: 'detached' })
  await expect
    .poll(() => hub.school.snapshot.state.alarms[0])
    .toMatchObject({ state: 'closed', outcome: 'isolation-room' })
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await page.waitForSelector('[data-alarm="a1"][data-state="met"]')
})

test('somebody else’s answer shows their name', async () => {
  const { hub, page } = await live()
  hub.school.raise({ id: 'a1', kind: 'isolate', who: child })
  await page.waitForSelector('[data-alarm="a1"][data-state="new"]')
  hub.school.raise({ id: 'a1', kind: 'isolate', who: child, state: 'going', by: 'Dulam' })
  await page.waitForSelector('[data-alarm="a1"][data-state="going"]')
  expect(await page.locator('[data-test=alarm-status]').textContent()).toBe('Dulam is going')
})

test('a low alarm is put aside with a reason; "come with me" offers no such thing', async () => {
  const { hub, page } = await live()
  hub.school.raise({ id: 'a1', kind: 'isolate', who: child })
  hub.school.raise({ id: 'low', kind: 'refer', priority: 'low', reasons: ['card-expired'] })
  await page.waitForSelector('[data-alarm="low"]')
  expect(await page.locator('[data-alarm="a1"]', { hasText: 'Put aside' }).count()).toBe(0)
  await page.locator('[data-alarm="low"] button', { hasText: 'Put aside' }).click()
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.locator('[role=dialog] [aria-invalid=true]').waitFor()
  await page.locator('[role=dialog] input[type=text]').fill('new cards come at noon')
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForSelector('[data-alarm="low"]', { state: 'detached' })
})

test('six alarms of a class are one card and one answer', async () => {
  const { hub, page } = await live()
  for (let i = 0; i < 6; i++)
    hub.school.raise({ id: `a${i}`, kind: 'isolate', who: { ...child, person: `00000000000000a${i}` } })
  const card = page.locator('[data-alarm="group:a0"]')
  await card.waitFor()
  await expect.poll(() => card.locator('h3').textContent()).toBe('6 children, class 3Б')
  await page.keyboard.press('g')
  await expect
    .poll(() => hub.school.snapshot.state.alarms.map(a => a.state))
    .toEqual(new Array(6).fill('going'))
})

test('on a phone three alarms stand above the figures, what is urgent always does, the rest is a tap away', async () => {
  const { hub, page } = await live()
  await page.setViewportSize({ width: 390, height: 844 })
  const kinds = ['refer', 'by-hand', 'scanner-down', 'entries-lost', 'card-clone'] as const
  for (const kind of kinds) hub.school.raise({ id: kind, kind, priority: 'low' })
  const seen = () => page.locator('[data-alarm]').filter({ visible: true }).count()
  await expect.poll(seen).toBe(3)
  const more = page.locator('[data-test=more-alarms]')
  expect(await more.textContent()).toContain('Show 2 more')
  hub.school.raise({ id: 'a1', kind: 'isolate', who: child })
  await page.locator('[data-alarm="a1"]').waitFor()
  await more.click()
  await expect.poll(seen).toBe(6)
  expect(await more.getAttribute('aria-expanded')).toBe('true')
})

test('a cut connection says so, comes back by itself and has missed nothing', async () => {
  const { hub, page } = await live()
  hub.cut()
  await page.waitForSelector('[data-phase="reconnecting"]')
  hub.school.admit(7)
  await page.waitForSelector('[data-phase="online"]')
  await expect
    .poll(() => page.locator('[data-test=on-site]').textContent())
    .toBe(String(hub.school.snapshot.state.counts.onSite))
  const newest = hub.school.snapshot.state.entries[0]?.id
  await page.waitForSelector(`[data-entry="${newest}"]`)
})

test('an entry appears without reload; the list stands still under the pointer and counts what came', async () => {
  const { hub, page } = await live()
  const [entry] = hub.school.admit(1)
  await page.waitForSelector(`[data-entry="${entry?.id}"]`)
  await page.hover('[data-test=feed]')
  await page.locator('main').getByText('Paused', { exact: true }).waitFor()
  const [later] = hub.school.admit(12)
  await expect.poll(() => page.locator('[data-test=newer]').textContent()).toBe('12 new')
  expect(await page.locator(`[data-entry="${later?.id}"]`).count()).toBe(0)
  await page.click('[data-test=newer]')
  await page.waitForSelector(`[data-entry="${later?.id}"]`)
})

test('the list reaches back to the first entry of the day, page by page', async () => {
  const { hub, page } = await live()
  const first = hub.school.page(2).entries.at(-1)
  expect(await page.locator(`[data-entry="${first?.id}"]`).count()).toBe(0)
  await expect
    .poll(async () => {
      await page.locator('[data-entry]').last().scrollIntoViewIfNeeded()
      await drawn(page)
      return page.locator(`[data-entry="${first?.id}"]`).count()
    })
    .toBe(1)
  expect(await page.locator('[data-entry]').count()).toBe(300)
})

test('the palette finds a name in any spelling and narrows the list to that person', async () => {
  const { hub, page } = await live()
  hub.school.publish({
    entries: [{ ...(hub.school.admit(1)[0] as never as object), id: 'mine', who: child } as never],
  })
  await page.waitForSelector('[data-entry="mine"]')
  await page.keyboard.press('/')
  await page.fill('[role=combobox]', 'onortsetseg 3b')
  await optionReady(page, child.name)
  await page.locator('[role=combobox]').press('Enter')
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(1)
})

test('sound is armed by a tap; until then the page warns while children arrive', async () => {
  const { page } = await live()
  await page.click('[data-test=silent]')
  await page.waitForSelector('[data-test=sound-on]')
  await page.waitForSelector('[data-test=silent]', { state: 'detached' })
})

test('signing in: a wrong password says so, too many tries count down, the right one opens the page asked for', async () => {
  const hub = await startFixtureHub()
  hubs.push(hub)
  const { page } = await openPage(browser, `${hub.url}/sites/s1`, { locale: 'en' })
  const attempt = async (password: string): Promise<void> => {
    await page.fill('[autocomplete=username]', 'dulam')
    await page.fill('[autocomplete=current-password]', password)
    await page.click('button[type=submit]')
  }
  await attempt('wrong')
  await expect.poll(() => page.locator('[data-test=sign-in-error]').textContent()).toContain('not right')
  await attempt('wrong')
  await page.waitForSelector('button[type=submit]:not([disabled])')
  await attempt('wrong')
  await page.waitForSelector('button[type=submit]:not([disabled])')
  await attempt('right')
  await page.waitForURL('**/sites/s1')
  await page.waitForSelector('[data-phase="online"]')
})

test('the wall shows figures and nobody’s name; a dead link says so', async () => {
  const { hub, page } = await live()
  hub.school.raise({ id: 'a1', kind: 'isolate', who: child })
  await page.goto(`${hub.url}/wall#wall-token`)
  await expect
    .poll(() => page.locator('[data-test=on-site]').textContent())
    .toBe(String(hub.school.snapshot.state.counts.onSite))
  const names = hub.school.snapshot.state.entries.flatMap(e => (e.who ? [e.who.name] : []))
  const text = (await page.textContent('body')) ?? ''
  for (const name of [...names, child.name]) expect(text).not.toContain(name)
  await page.goto('about:blank')
  await page.goto(`${hub.url}/wall#dead`)
  await page.getByText('This wall link is not valid any more').waitFor()
})
