import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { FixtureAttendance } from '../fixture-attendance.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { FixtureSetup } from '../fixture-setup.ts'
import { axeFaults, dialogHasFocus, openPage, settled, undo } from './browser.ts'
import { inEveryLook } from './looks.ts'

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

async function school({ empty = false } = {}) {
  const attendance = new FixtureAttendance()
  const setup = new FixtureSetup()
  const hub = await startFixtureHub({ signedIn: true, parts: [attendance, setup] })
  hubs.push(hub)
  setup.bind(hub.directory, empty)
  attendance.use(hub.directory.store)
  return { hub, attendance, setup, store: hub.directory.store }
}
const open = async (hub: FixtureHub, path: string, look = { locale: 'en' }) =>
  openPage(browser, `${hub.url}/p/p1/${path}`, look)

const PAGES = [
  { path: 'attendance', ready: '[data-line]' },
  { path: 'attendance?view=month', ready: '[data-line]' },
  { path: 'attendance?day=2026-09-13', ready: 'main h1' },
  { path: 'attendance?class=g3b', ready: '[data-person]' },
  { path: 'attendance?class=g3b&view=week', ready: '[data-person]' },
  { path: 'attendance?class=g3b&view=month', ready: '[data-person]' },
  { path: 'attendance?class=g3b&view=term', ready: '[data-row]' },
  { path: 'attendance?class=staff', ready: '[data-person]' },
  { path: 'setup', ready: '[data-place]' },
  { path: 'setup?tab=places', ready: '[data-room]' },
  { path: 'setup?tab=shifts', ready: '[data-shift]' },
  { path: 'setup?tab=terms', ready: '[data-term]' },
  { path: 'setup?tab=calendar', ready: '[data-day]' },
  { path: 'setup?tab=gates', ready: '[data-gate]' },
]

test.each(PAGES)(
  '$path in mn and vi: nothing cut off, no axe fault, no policy violation',
  async ({ path, ready }) => {
    const { hub } = await school()
    await inEveryLook(browser, `${hub.url}/p/p1/${path}`, { ready })
  },
)

test('by keyboard alone a pupil is excused with a reason, both values stay in sight, and undo takes it back', async () => {
  const { hub, attendance } = await school()
  const { page, faults } = await open(hub, 'attendance?class=g3b')
  const rows = page.locator('[data-person]')
  await rows.first().waitFor()
  await page.locator('[data-mark]').first().focus()
  await page.keyboard.press('ArrowDown')
  const row = rows.nth(1)
  const name = await row.locator('a').first().textContent()
  await page.keyboard.press('Enter')
  await dialogHasFocus(page)
  expect(await axeFaults(page)).toEqual([])
  expect(await page.locator('[role=dialog] h2').textContent()).toBe(name)
  await page.keyboard.press('5')
  const reason = page.locator('[role=dialog] select')
  await reason.focus()
  // none, ill, at a doctor's: letters typed slowly would each begin a word of their own
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('until noon')
  await page.locator('[role=dialog] button[type=submit]').press('Enter')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await expect.poll(() => row.textContent()).toContain('By the gates: Present. Corrected to Excused by Дулам')
  expect(await row.textContent()).toContain('until noon')
  expect(attendance.asked.at(-1)).toMatchObject({
    method: 'PUT',
    body: { mark: 'excused', reason: 'medical', note: 'until noon' },
  })
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await expect.poll(() => row.textContent()).not.toContain('Corrected')
  expect(attendance.asked.at(-1)?.method).toBe('DELETE')
  expect(faults).toEqual([])
})

test('one key corrects, the correction before comes back by undo, and all awaited are here at once', async () => {
  const { hub, attendance } = await school()
  attendance.now = 7 * 60 + 55
  const { page } = await open(hub, 'attendance?class=g3b')
  await page.locator('[data-mark]').first().focus()
  const first = page.locator('[data-person]').first()
  await page.keyboard.press('2')
  await expect.poll(() => first.textContent()).toContain('Corrected to Late')
  await page.keyboard.press('4')
  await expect.poll(() => first.textContent()).toContain('Corrected to Absent')
  await undo(page, ': Absent')
  await expect.poll(() => first.textContent()).toContain('Corrected to Late')
  await settled(page)
  const here = page.locator('[data-test=sheet-here]')
  const before = Number(await here.textContent())
  const bulk = page.locator('[data-test=all-here]')
  const awaited = Number((await bulk.textContent())?.match(/\d+/)?.[0])
  expect(awaited).toBeGreaterThan(0)
  await bulk.click()
  await expect.poll(async () => Number(await here.textContent())).toBe(before + awaited)
  await bulk.waitFor({ state: 'detached' })
})

test('the month grid is walked and corrected by keyboard; its column leads to the day', async () => {
  const { hub, attendance } = await school()
  const { page } = await open(hub, 'attendance?class=g3b&view=month')
  await page.locator('[data-cell="0:0"]').focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', '4']) await page.keyboard.press(key)
  const cell = page.locator('[data-cell="2:1"]')
  await expect.poll(() => cell.getAttribute('title')).toBe('Absent, Corrected by hand')
  expect(attendance.asked.at(-1)?.path).toMatch(/\/attendance\/2026-09-02$/)
  expect(await cell.evaluate(e => e === document.activeElement)).toBe(true)
  await page.locator('thead button').nth(2).click()
  await page.waitForURL(/class=g3b/)
  await expect.poll(() => page.locator('[data-test=shown]').textContent()).toBe('Thu 3 September')
})

test('lessons of a day take corrections of their own; the register is made and saved', async () => {
  const { hub, attendance } = await school()
  const { page } = await open(hub, 'attendance?class=g3b')
  await page.waitForSelector('[data-person]')
  await page.locator('select[aria-label=Show]').selectOption({ label: 'By lesson' })
  await page.locator('[data-test=lessons] td button').first().click()
  await dialogHasFocus(page)
  await page.keyboard.press('2')
  await page.locator('[role=dialog] button[type=submit]').click()
  await expect.poll(() => attendance.asked.at(-1)).toMatchObject({ method: 'PUT', body: { mark: 'late' } })
  await expect
    .poll(() => page.locator('[data-test=lessons] td button').first().getAttribute('title'))
    .toBe('Late')
  const download = page.waitForEvent('download')
  await page.locator('[data-test=register]').click()
  await page.getByRole('menuitem', { name: 'Register as PDF' }).click()
  expect((await download).suggestedFilename()).toBe('register.pdf')
  expect(attendance.asked.at(-1)?.body).toMatchObject({ from: '2026-09-14', format: 'pdf', locale: 'en' })
})

test('today renews itself', async () => {
  const { hub, attendance } = await school()
  const page = (await openPage(browser, 'about:blank', { locale: 'en' })).page
  await page.clock.install()
  await page.goto(`${hub.url}/p/p1/attendance`)
  const here = page.locator('[data-test=here]')
  await here.waitFor()
  const before = await here.textContent()
  attendance.now = 14 * 60
  attendance.use(hub.directory.store)
  await page.clock.runFor(10_500)
  await expect.poll(() => here.textContent()).not.toBe(before)
})

test('a new school gets bells, then other ones from a day on; the old ones end the day before', async () => {
  const { hub, store } = await school({ empty: true })
  const { page, faults } = await open(hub, 'setup?tab=shifts')
  await page.locator('[data-test=add-shift]').click()
  const dialog = page.locator('[role=dialog]')
  await dialog.getByLabel('Name').fill('Shift I')
  for (let i = 0; i < 4; i++) await dialog.locator('[data-test=add-bell]').click()
  expect(await dialog.locator('[data-bell="5"] input').nth(1).inputValue()).toBe('11:20')
  await dialog.locator('[data-bell="3"] input').first().fill('20')
  await dialog.locator('[data-bell="3"] input').first().press('Tab')
  await dialog.locator('[data-bell="2"] input').nth(1).fill('8:30')
  await dialog.getByRole('alert').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.locator('[data-bell="2"] input').nth(1).fill('8:50')
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
  const [made] = [...store.shift.values()]
  expect(made).toMatchObject({ name: 'Shift I', of: 'student', from: null, to: null, graceMin: 5 })
  expect(made?.bells.map(b => b.from)).toEqual(['08:00', '08:50', '09:50', '10:40', '11:30'])

  await page.locator('[data-test=edit-shift]').click()
  await dialog.locator('[data-bell="1"] input').first().fill('8:10')
  await dialog.locator('input[type=date]').fill('2026-10-01')
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
  expect([...store.shift.values()].map(s => [s.from, s.to, s.bells[0]?.from])).toEqual([
    [null, '2026-09-30', '08:00'],
    ['2026-10-01', null, '08:10'],
  ])
  await undo(page, 'Shift I changed')
  await expect.poll(() => [...store.shift.values()].map(s => [s.from, s.to])).toEqual([[null, null]])
  expect(faults).toEqual([])
})

test('the school year is drafted with one button, and days change by click and key', async () => {
  const { hub, store } = await school({ empty: true })
  const { page } = await open(hub, 'setup?tab=terms')
  await page.locator('[data-test=draft-2026]').click()
  await page.waitForSelector('[data-term]')
  expect([...store.term.values()].map(t => t.kind)).toEqual(['schoolYear', 'term', 'term', 'term', 'term'])
  await page.getByRole('tab', { name: 'Calendar' }).click()
  await page.getByLabel('Name for the days you click').fill('Teachers’ Day')
  await page.locator('[data-day="2026-10-05"]').click()
  await expect
    .poll(() => store.calendarDay.get('p1:2026-10-05'))
    .toMatchObject({ kind: 'holiday', name: 'Teachers’ Day' })
  await page.keyboard.press('ArrowDown')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect.poll(() => store.calendarDay.get('p1:2026-10-10')?.kind).toBe('school')
  await page.waitForSelector('[data-day="2026-10-10"][data-look=extra]')
  await page.locator('[data-day="2026-10-05"]').click()
  await expect.poll(() => store.calendarDay.has('p1:2026-10-05')).toBe(false)
})

test('a room in use is not removed, and why is said in words; a pairing code is shown once', async () => {
  const { hub, store } = await school()
  const { page } = await open(hub, 'setup?tab=places')
  await page.locator('[data-room=rgym]').click()
  await page.locator('[data-test=remove]').click()
  await page.getByText('Classes, lessons or seat plans still use this room.').waitFor()
  expect(store.room.has('rgym')).toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('[data-room=rlib]').click()
  await page.locator('[data-test=remove]').click()
  await expect.poll(() => store.room.has('rlib')).toBe(false)
  await page.getByRole('tab', { name: 'Kiosks' }).click()
  await page.locator('[data-gate=g1] [data-test=pair]').click()
  await page.waitForSelector('[data-test=code]')
  expect(await axeFaults(page)).toEqual([])
  const code = await page.locator('[data-test=code]').textContent()
  await page.keyboard.press('Escape')
  await page.waitForSelector('[data-test=code]', { state: 'detached' })
  expect(await page.content()).not.toContain(code)
})

test('a school with its campus and gate is added under the district', async () => {
  const { hub, store } = await school()
  const { page } = await open(hub, 'setup')
  await page.locator('[data-place=j1]').click()
  await page.locator('[data-test=add-school]').click()
  const dialog = page.locator('[role=dialog]')
  await dialog.getByLabel('Name').fill('Трудовая школа № 7')
  await dialog.getByLabel('Language of the school').selectOption({ label: 'Кыргызча' })
  expect(await axeFaults(page)).toEqual([])
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached' })
  const made = [...store.jurisdiction.values()].find(j => j.name === 'Трудовая школа № 7')
  expect(made).toMatchObject({ kind: 'school', parent: 'j1' })
  const site = [...store.site.values()].find(s => s.place === made?.id)
  expect(site).toMatchObject({ timeZone: 'Asia/Bishkek', locale: 'ky' })
  await page.waitForSelector(`[data-place="${made?.id}"][data-selected]`)
  expect(await page.locator('[data-test=chosen] h2').textContent()).toBe(made?.name)
})
