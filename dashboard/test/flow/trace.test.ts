import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { FixtureTrace } from '../fixture-trace.ts'
import { dialogHasFocus, menuHasFocus, openPage, optionReady, typeInto } from './browser.ts'
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

async function school({ empty = false, extra = 0 } = {}) {
  const trace = new FixtureTrace()
  const hub = await startFixtureHub({ signedIn: true, parts: [trace] })
  hubs.push(hub)
  trace.use(hub.directory.store, { empty, extra })
  return { hub, trace }
}
const open = (hub: FixtureHub, path: string) => openPage(browser, `${hub.url}/p/p1/${path}`, { locale: 'en' })

/** The purpose is said and names are asked for, by keyboard. */
async function find(page: Page, purpose = 1): Promise<void> {
  await page.locator('[data-test=ask] select').first().selectOption({ index: purpose })
  await page.locator('[data-test=find]').press('Enter')
  await page.waitForSelector('[data-test=contacts] [data-row]')
}

const STATES: { name: string; path: string; ready: string; go?: (page: Page) => Promise<void> }[] = [
  { name: 'cases', path: 'cases', ready: '[data-row]' },
  {
    name: 'a case to open',
    path: 'cases',
    ready: '[data-row]',
    go: page => opened(page, '[data-test=open-case]'),
  },
  { name: 'purpose', path: 'cases/case1', ready: '[data-test=ask]' },
  { name: 'ranked list', path: 'cases/case1', ready: '[data-test=ask]', go: find },
  {
    name: 'why',
    path: 'cases/case1',
    ready: '[data-test=ask]',
    go: async page => {
      await find(page)
      await page.locator('[data-walk=row]').nth(2).click()
      await page.waitForSelector('[data-test=why]')
    },
  },
  {
    name: 'waiting for a second officer',
    path: 'cases/case1',
    ready: '[data-test=ask]',
    go: async page => {
      await page.locator('input[value=forward]').check({ force: true })
      await page.locator('[data-test=ask] select').first().selectOption({ index: 1 })
      await page.locator('[data-test=find]').click()
      await page.waitForSelector('[data-test=waiting]')
    },
  },
  {
    name: 'likely sources',
    path: 'cases/case1',
    ready: '[data-test=ask]',
    go: async page => {
      await page.locator('input[value=backward]').check({ force: true })
      await find(page, 2)
    },
  },
  {
    name: 'two rule packs',
    path: 'cases/case1',
    ready: '[data-test=ask]',
    go: async page => {
      await find(page)
      await opened(page, '[data-test=compare]')
      await page.locator('[data-test=compare-body] button[type=submit]').click()
      await page.waitForSelector('[data-test=compare-body] li')
    },
  },
  {
    name: 'somebody picked',
    path: 'cases/case1',
    ready: '[data-test=ask]',
    go: async page => {
      await find(page)
      await page.locator('[data-test=select-above]').click()
      await page.waitForSelector('[data-test=follow]')
      await page.locator('[data-test=grade] summary').first().click()
    },
  },
  { name: 'follow-up', path: 'cases/case1?tab=followUp', ready: '[data-row]' },
  { name: 'interview', path: 'cases/case1?tab=interview', ready: '[role=tabpanel] h2' },
  { name: 'questions', path: 'cases/case1?tab=questions', ready: '[data-test=questions]' },
  { name: 'closed case', path: 'cases/case3', ready: '[data-test=ask]' },
  { name: 'no such case', path: 'cases/nobody', ready: 'main h1' },
]
async function opened(page: Page, button: string): Promise<void> {
  await page.locator(button).click()
  await page.waitForSelector('[role=dialog]')
}
/** Follow-up and questions of earlier, so that their tabs hold something. */
async function earlier(hub: FixtureHub, trace: FixtureTrace): Promise<void> {
  const send = (path: string, body: unknown) =>
    fetch(`${hub.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await send('places/p1/questions', { kind: 'contacts', purpose: 'case-contacts', case: 'case1' })
  await send('places/p1/questions', { kind: 'forward', purpose: 'source', case: 'case1' })
  const persons = trace.contacts
    .filter(c => !c.person.outside)
    .slice(0, 12)
    .map(c => c.person.ref)
  await send('cases/case1/follow-up', { question: 'q1', persons })
}

test.each(STATES)(
  '$name in mn and vi: nothing cut off, no axe fault, no policy violation',
  async ({ path, ready, go }) => {
    const { hub, trace } = await school()
    if (path.includes('tab=')) await earlier(hub, trace)
    await inEveryLook(browser, `${hub.url}/p/p1/${path}`, { ready, go, shown: 'main' })
  },
)

test('by keyboard alone: purpose, ranked list, why, slider, forty into follow-up at once, undo, PDF', async () => {
  const { hub, trace } = await school()
  const { page, faults } = await open(hub, 'cases/case1')
  const purpose = page.locator('[data-test=ask] select').first()
  await purpose.waitFor()
  // no name before the purpose: pressing Find without one asks for it
  await page.locator('[data-test=find]').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => purpose.evaluate(e => e === document.activeElement)).toBe(true)
  expect(trace.asked).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('parents of 3B')
  await page.keyboard.press('Enter')
  const rows = page.locator('[data-test=contacts] [data-row]')
  await rows.first().waitFor()
  expect(trace.asked.at(-1)?.body).toMatchObject({
    kind: 'contacts',
    purpose: 'case-contacts',
    note: 'parents of 3B',
    case: 'case1',
  })

  // j and k walk, x and Space pick, Enter says why
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row)
  const ids = await rows.evaluateAll(all => all.map(r => (r as HTMLElement).dataset.row))
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  expect(await focused()).toBe(ids[1])
  await page.keyboard.press('x')
  await page.waitForSelector('[data-test=bulk]')
  await page.keyboard.press('Space')
  await page.waitForSelector('[data-test=bulk]', { state: 'detached' })
  expect(await page.locator('[role=dialog]').count()).toBe(0)
  await page.keyboard.press('Enter')
  const why = page.locator('[role=dialog]')
  await dialogHasFocus(page)
  expect(await why.textContent()).toContain('by judgement')
  expect(await why.textContent()).toMatch(/\d\d:\d\d–\d\d:\d\d/)
  const name = await why.locator('h2').textContent()
  await page.keyboard.press('j')
  await expect.poll(() => why.locator('h2').textContent()).not.toBe(name)
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'detached' })

  // the slider says what it costs while it moves
  const says = page.locator('[data-test=cut-says]')
  const listed = async () => Number((await says.textContent())?.match(/^\d+/)?.[0])
  const before = await listed()
  await page.locator('[role=slider]').focus()
  await page.keyboard.press('End')
  await expect.poll(listed).toBeLessThan(before)
  expect(await says.textContent()).toMatch(/about [\d.]+ expected close contacts missed of [\d.]+/)
  await page.keyboard.press('Home')
  await expect.poll(listed).toBe(120)
  expect(await page.locator('[role=slider]').getAttribute('aria-valuetext')).toBe(
    'Everybody with any evidence',
  )
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight')

  // forty and more into follow-up in one action, taken back in one
  const count = await listed()
  expect(count).toBeGreaterThanOrEqual(40)
  await page.locator('[data-test=select-above]').focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('[data-test=bulk]')
  await page.keyboard.press('f')
  await expect.poll(() => trace.followed.size).toBeGreaterThanOrEqual(40)
  const inside = trace.followed.size
  expect([...trace.followed.keys()].every(id => !id.startsWith('outside'))).toBe(true)
  const taken = trace.asked.filter(a => a.path.endsWith('/follow-up'))
  expect(taken).toHaveLength(1)
  const toast = page.locator('[data-sonner-toast]', { hasText: `${inside} put into follow-up` })
  await toast.waitFor()
  await expect.poll(() => rows.first().textContent()).toContain('Followed')
  await toast.locator('button', { hasText: 'Undo' }).press('Enter')
  await expect.poll(() => trace.followed.size).toBe(0)
  await expect.poll(() => rows.first().textContent()).not.toContain('Followed')

  // one by its row
  await page.keyboard.press('/')
  await typeInto(page, '[data-test=filters] input', 'nandin')
  await expect.poll(() => rows.count()).toBeLessThan(count)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.locator('[data-walk=row]').first().focus()
  await page.keyboard.press('f')
  await expect.poll(() => trace.followed.size).toBe(1)

  // the file
  await page.locator('[data-test=export]').focus()
  await page.keyboard.press('Enter')
  await menuHasFocus(page)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  await download
  expect(trace.exported).toEqual(['pdf'])
  expect(faults).toEqual([])
})

test('a case is opened by keyboard, with a person found in another spelling and a day to count from', async () => {
  const { hub, trace } = await school({ empty: true })
  const { page, faults } = await open(hub, 'cases')
  await page.locator('[data-test=open-case]').press('Enter')
  await typeInto(page, '[role=dialog] [role=combobox]', 'Nandin')
  await optionReady(page, 'Нандин')
  await page.keyboard.press('Enter')
  await page.locator('[data-test=save-case]').press('Enter')
  await expect.poll(() => page.locator('[role=dialog]').textContent()).toContain('enter one of them')
  await page.locator('[role=dialog] input[type=date]').first().fill('2026-09-12')
  await page.locator('[data-test=save-case]').press('Enter')
  await page.waitForURL(/cases\/case1$/)
  expect(trace.asked.at(0)?.body).toMatchObject({ status: 'suspected', onset: '2026-09-12', tested: null })
  await page.waitForSelector('[data-test=ask]')
  expect(faults).toEqual([])
})

test('nothing is told before a second officer agreed; then the same question is answered', async () => {
  const { hub, trace } = await school()
  const { page } = await open(hub, 'cases/case1')
  await page.locator('input[value=forward]').check({ force: true })
  await page.locator('[data-test=ask] select').first().selectOption({ index: 1 })
  await page.locator('[data-test=find]').click()
  await page.waitForSelector('[data-test=waiting]')
  expect(await page.locator('[data-row]').count()).toBe(0)
  // one's own question is not one's own to agree to
  await page.getByRole('tab', { name: 'Questions' }).click()
  await page.locator('[data-test=questions]', { hasText: 'Another officer must agree' }).waitFor()
  await page.getByRole('tab', { name: 'Contacts' }).click()
  await page.locator('[data-test=check]').click()
  await expect
    .poll(() => page.locator('[data-test=waiting]').textContent())
    .toContain('Nobody has agreed yet')
  await fetch(`${hub.url}/api/questions/q1/approve`, { method: 'POST' })
  await page.locator('[data-test=check]').click()
  await page.waitForSelector('[data-test=contacts] [data-row]')
  expect(await page.locator('[data-test=contacts]').textContent()).toContain('Step 2')
  expect(trace.questions).toHaveLength(1)
})

test('the grade says which gates told of nobody and when, in the school’s time, a long row of them folded', async () => {
  const { hub } = await school()
  const { page } = await open(hub, 'cases/case1')
  await page.waitForSelector('[data-test=ask]')
  await find(page)
  await page.locator('[data-test=grade] > summary').click()
  const silent = page.locator('[data-test=grade] [data-test=silent]')
  expect(await silent.locator('li').first().textContent()).toMatch(/^1-р хаалга .*07:40–09:00$/)
  const more = silent.locator('summary')
  expect(await more.textContent()).toBe('and 1 more')
  expect(await silent.locator('li').last().isVisible()).toBe(false)
  await more.press('Enter')
  expect(await silent.locator('li').last().textContent()).toMatch(/^4-р хаалга .*07:43–09:00$/)
})

test('what changed since the last answer is said, and the purpose is remembered for this visit', async () => {
  const { hub, trace } = await school()
  const { page } = await open(hub, 'cases/case1')
  await page.waitForSelector('[data-test=ask]')
  await find(page)
  expect(await page.locator('[data-test=changed]').count()).toBe(0)
  trace.changed = true
  await page.locator('[data-test=again]').click()
  await page.waitForSelector('[data-test=changed]')
  await page.locator('input[value=backward]').check({ force: true })
  expect(await page.locator('[data-test=ask] select').first().inputValue()).toBe('case-contacts')
  await page.locator('[data-test=find]').click()
  await page.waitForSelector('[data-test=contacts] [data-row]')
  expect(trace.questions.map(q => [q.line.kind, q.line.purpose])).toEqual([
    ['contacts', 'case-contacts'],
    ['backward', 'case-contacts'],
  ])
})

test('follow-up: several are released at once and taken back, and the case counts them', async () => {
  const { hub, trace } = await school()
  await earlier(hub, trace)
  const { page } = await open(hub, 'cases/case1?tab=followUp')
  await page.waitForSelector('[data-row]')
  for (const i of [0, 1, 2]) await page.locator('[data-row] [role=checkbox]').nth(i).click()
  await page.locator('[data-test=release]').click()
  const released = () => [...trace.followed.values()].filter(f => f.state === 'released').length
  await expect.poll(released).toBe(3)
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await expect.poll(released).toBe(0)
})

test('a thousand contacts: rows are drawn as they come into sight, and all of them on paper', async () => {
  const { hub } = await school({ extra: 1000 })
  const { page } = await open(hub, 'cases/case1')
  await page.waitForSelector('[data-test=ask]')
  await find(page)
  await page.locator('[role=slider]').focus()
  await page.keyboard.press('Home')
  const rows = page.locator('[data-test=contacts] [data-row]')
  const all = Number(
    (await page.locator('[data-test=cut-says]').textContent())?.match(/^[\d,]+/)?.[0].replace(',', ''),
  )
  expect(all).toBeGreaterThan(400)
  expect(await rows.count()).toBeLessThan(all)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await expect.poll(() => rows.count()).toBe(all)
})

test('somebody who leaves comes back to the very list; a colleague sent its address says first why they ask', async () => {
  const { hub, trace } = await school()
  const { page } = await open(hub, 'cases/case1')
  await page.waitForSelector('[data-test=ask]')
  await find(page)
  // the form that asked is gone: the list has the focus, and its length is told
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-test')))
    .toBe('contacts')
  expect(await page.locator('[data-test=told]').textContent()).toBe('List ready: 120 people')
  const says = page.locator('[data-test=cut-says]')
  await page.locator('[role=slider]').focus()
  await page.keyboard.press('Home')
  await page.locator('[data-test=filters] select').last().selectOption('free')
  await page.locator('[data-test=filters] input').fill('nandin')
  await page.waitForURL(/q=q1&from=0&follow=free$/)
  const said = await says.textContent()
  expect(page.url()).not.toContain('nandin')

  // their page and back, another tab and back, a reload
  await page.locator('[data-walk=row]').first().press('Enter')
  await page.locator('[data-test=why] a').first().click()
  await page.waitForURL(/people/)
  await page.goBack()
  await expect.poll(() => says.textContent()).toBe(said)
  await page.getByRole('tab', { name: 'Questions' }).click()
  await page.waitForSelector('[data-test=questions]')
  await page.getByRole('tab', { name: 'Contacts' }).click()
  await expect.poll(() => says.textContent()).toBe(said)
  await page.reload()
  await expect.poll(() => says.textContent()).toBe(said)
  expect(await page.locator('[data-test=filters] select').last().inputValue()).toBe('free')
  expect(trace.questions).toHaveLength(1)

  // the question is another officer's
  for (const q of trace.questions) q.line = { ...q.line, officer: 'o2' }
  await page.reload()
  await page.waitForSelector('[data-test=ask]')
  expect(await page.locator('[data-row]').count()).toBe(0)
  await find(page)
  expect(await says.textContent()).toBe(said)
})

test('a choice is kept when the hub does not answer', async () => {
  const { hub, trace } = await school()
  const { page } = await open(hub, 'cases/case1')
  await page.waitForSelector('[data-test=ask]')
  await find(page)
  await page.locator('[data-test=select-above]').click()
  await page.route('**/follow-up', route => route.abort())
  await page.locator('[data-test=follow]').click()
  await page.waitForSelector('[data-sonner-toast]')
  expect(await page.locator('[data-test=bulk]').count()).toBe(1)
  await page.unroute('**/follow-up')
  await page.locator('[data-test=follow]').click()
  await expect.poll(() => trace.followed.size).toBeGreaterThanOrEqual(40)
  await page.waitForSelector('[data-test=bulk]', { state: 'detached' })
})

test('follow-up by keyboard: states of several in one request, undone as one', async () => {
  const { hub, trace } = await school()
  await earlier(hub, trace)
  const { page } = await open(hub, 'cases/case1?tab=followUp')
  await page.waitForSelector('[data-row]')
  await page.keyboard.press('j')
  for (const key of ['x', 'j', 'x', 'j', 'x', 'l']) await page.keyboard.press(key)
  const inState = (state: string) => [...trace.followed.values()].filter(f => f.state === state).length
  await expect.poll(() => inState('lost')).toBe(3)
  const put = trace.asked.filter(a => a.method === 'PUT')
  expect(put).toHaveLength(1)
  expect(put[0]?.body).toMatchObject({ state: 'lost' })
  await page.waitForSelector('[data-test=bulk]', { state: 'detached' })
  // without a choice the one under the cursor
  await page.keyboard.press('c')
  await expect.poll(() => inState('case')).toBe(1)
  // all of them by the head's box: only those whose state changes are counted on the button
  await page.locator('thead [role=checkbox]').click()
  expect(await page.locator('[data-test=follow-again]').textContent()).toContain('3')
  const toast = page.locator('[data-sonner-toast]', { hasText: 'Lost' })
  await toast.locator('button', { hasText: 'Undo' }).press('Enter')
  await expect.poll(() => inState('lost')).toBe(0)
  expect(trace.asked.filter(a => a.path.endsWith('/undo'))).toHaveLength(1)
})
