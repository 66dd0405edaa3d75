import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { pupilId, TODAY } from '../fixture-groups-data.ts'
import { type FixtureHub, type FixtureOptions, startFixtureHub } from '../fixture-hub.ts'
import { axeFaults, openPage, optionReady, typeInto } from './browser.ts'
import { inEveryLook, looksRight, PHONE } from './looks.ts'

const CHILD = pupilId(0)
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

async function start(options: FixtureOptions = {}): Promise<FixtureHub> {
  const hub = await startFixtureHub({ signedIn: true, ...options })
  hubs.push(hub)
  return hub
}
async function open(path: string, locale = 'en') {
  const hub = await start()
  const watched = await openPage(browser, hub.url + path, { locale })
  return { hub, ...watched }
}

const rows = (page: Page) => page.locator('[data-row]')
const person = (hub: FixtureHub, id = CHILD) => hub.directory.store.person.get(id)
const undo = (page: Page) => page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()

test.each([
  { name: 'the list', path: '', ready: '[data-row]' },
  { name: 'a person', path: `/${CHILD}`, ready: '[data-test=history]' },
])('$name in mn and vi: nothing cut off, no axe fault, no policy violation', async ({ path, ready }) => {
  const hub = await start()
  await inEveryLook(browser, `${hub.url}/p/p1/people${path}`, { ready })
})

test('what a page becomes in use is seen whole on a phone too', async () => {
  const { hub, page, faults } = await open('/p/p1/people', 'vi')
  await rows(page).first().waitFor()
  await page.locator('[data-row] [role=checkbox]').first().click()
  await page.waitForSelector('[data-test=bulk]')
  await looksRight(page, 'selection', [PHONE])
  await page.fill('[data-test=people-search]', 'qqxw')
  await expect.poll(() => rows(page).count()).toBe(0)
  await looksRight(page, 'nobody found', [PHONE])
  await page.goto(`${hub.url}/p/p1/people/${pupilId(5)}`)
  await page.waitForSelector('[data-test=archived]')
  await looksRight(page, 'archived', [PHONE])
  await page.goto(`${hub.url}/p/p1/people/00000000000affff`)
  await page.waitForSelector('main h1')
  await looksRight(page, 'nobody', [PHONE])
  expect(faults).toEqual([])
})

test.each(['mn', 'vi'])(
  'what opens over a person in %s: seen whole, and focus comes back to what opened it',
  async locale => {
    const { page, faults } = await open(`/p/p1/people/${CHILD}`, locale)
    await page.locator('[data-test=history]').first().waitFor()
    await page.setViewportSize(PHONE)
    for (const opener of ['edit', 'join', 'absence', 'print', 'revoke', 'archive']) {
      await page.locator(`[data-test=${opener}]`).click()
      await page.waitForSelector('[role=dialog]')
      // each dialog once: what axe sees does not hang on the language
      await looksRight(page, opener, [PHONE], { axe: locale === 'mn' ? [PHONE] : [] })
      await page.keyboard.press('Escape')
      await page.waitForSelector('[role=dialog]', { state: 'detached' })
      await page.locator(`[data-test=${opener}]:focus`).waitFor()
    }
    expect(faults).toEqual([])
  },
)

test('a name in any spelling narrows the list; the filters stay in the address for the way back', async () => {
  const { hub, page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  await page.fill('[data-test=people-search]', 'onortsetseg')
  await expect.poll(() => rows(page).first().textContent()).toContain('Өнөрцэцэг')
  await page.selectOption('select[aria-label=Role]', 'teacher')
  await expect.poll(() => page.url()).toContain('role=teacher')
  await page.selectOption('select[aria-label=Role]', 'student')
  await expect.poll(() => page.url()).toContain('role=student')
  const found = [...hub.directory.store.person.values()].filter(
    p => p.role === 'student' && p.given === 'Өнөрцэцэг',
  )
  const count = `${found.length} people`
  await expect.poll(() => page.locator('[data-test=people-count]').textContent()).toBe(count)
  await rows(page).first().locator('a').click()
  await page.waitForURL('**/people/0*')
  await page.goBack()
  await expect.poll(() => page.locator('[data-test=people-count]').textContent()).toBe(count)
  expect(await page.inputValue('[data-test=people-search]')).toBe('onortsetseg')
})

test('the list goes on to its last page as somebody scrolls', async () => {
  const { hub, page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  const active = [...hub.directory.store.person.values()].filter(p => p.status === 'active').length
  for (let seen = 0; seen < active; ) {
    await rows(page).last().scrollIntoViewIfNeeded()
    const before = seen
    await expect.poll(() => rows(page).count()).toBeGreaterThan(before)
    seen = await rows(page).count()
  }
  expect(await rows(page).count()).toBe(active)
})

test('by keyboard alone: find somebody, walk the rows, open the page, come back', async () => {
  const { page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  await page.focus('[data-row] a')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row')),
  ).toBe(await rows(page).nth(2).getAttribute('data-row'))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/people/0*')
  await page.locator('#content:focus').waitFor()
  await page.keyboard.press('Control+k')
  await typeInto(page, '[role=dialog] [role=combobox]', 'nguyen')
  await page.locator('#find-results:not([aria-busy=true]) [data-person]').nth(1).waitFor()
  const wanted = await page.locator('[data-person]').nth(1).getAttribute('data-person')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/people/${wanted}`)
})

test('Enter pressed before the answer has come opens the first of the answer', async () => {
  const { page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  await page.keyboard.press('Control+k')
  await typeInto(page, '[role=dialog] [role=combobox]', 'nguyen')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/people/0*')
  await expect.poll(() => page.locator('h1').textContent()).toContain('Nguyễn')
})

test('somebody new: what is missing is named, then saved with their class, and can be taken back', async () => {
  const { hub, page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByRole('dialog').getByLabel('Family name or patronymic').fill('Лхагвасүрэн')
  await page.locator('[role=dialog] button[type=submit]').click()
  // the cursor is where the fault is
  await page.locator('[role=dialog] [aria-invalid=true]:focus').waitFor()
  await page.keyboard.type('Нандин-Эрдэнэ')
  await page.getByRole('combobox', { name: 'Class' }).click()
  await page.keyboard.type('3b')
  await optionReady(page, '3Б')
  await page.keyboard.press('Enter')
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForURL('**/people/*')
  await expect.poll(() => page.locator('h1').textContent()).toBe('Лхагвасүрэн Нандин-Эрдэнэ')
  const made = [...hub.directory.store.person.values()].at(-1)
  expect(hub.directory.groups.posted.at(-1)).toMatchObject([
    { kind: 'person', record: { name: 'Лхагвасүрэн Нандин-Эрдэнэ', grade: '3', place: 'p1' } },
    { kind: 'enrolment', record: { group: 'g3b', person: made?.id, role: 'student', from: TODAY } },
  ])
  await undo(page)
  await expect.poll(() => person(hub, made?.id)).toBeUndefined()
})

test('details change in the drawer; history says who changed what; undo puts the name back', async () => {
  const { hub, page } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=history]').first().waitFor()
  const before = person(hub)?.name
  await page.locator('[data-test=edit]').click()
  await page.getByLabel('Given name').fill('Өнөржаргал')
  await page.locator('[role=dialog] button[type=submit]').press('Enter')
  await expect.poll(() => page.locator('h1').textContent()).toContain('Өнөржаргал')
  await expect
    .poll(() => page.locator('[data-test=history]').first().textContent())
    .toContain('Given name: Өнөржаргал')
  await undo(page)
  await expect.poll(() => page.locator('h1').textContent()).toBe(before)
})

test('unsaved details are not lost by a slip of the Escape key', async () => {
  const { page } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=edit]').click()
  await page.getByLabel('Telephone').fill('9900 1122')
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.message())
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept())
  })
  await page.keyboard.press('Escape')
  await expect.poll(() => asked.length).toBe(1)
  expect(await page.getByLabel('Telephone').inputValue()).toBe('9900 1122')
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
})

test('a card is revoked and restored, made anew, and printed with progress', async () => {
  const { hub, page } = await open(`/p/p1/people/${CHILD}`)
  await page.waitForSelector('[data-test=card][data-state=active]')
  await page.locator('[data-test=revoke]').click()
  await page.locator('[role=dialog]').getByRole('button', { name: 'Revoke' }).click()
  await page.waitForSelector('[data-test=card][data-state=active]', { state: 'detached' })
  expect(hub.directory.cards.get(CHILD)?.[0]?.state).toBe('revoked')
  await undo(page)
  await page.waitForSelector('[data-test=card][data-state=active]')
  await page.getByRole('button', { name: 'New card' }).click()
  await page.locator('[role=dialog]').getByRole('button', { name: 'New card' }).click()
  await expect
    .poll(() => hub.directory.cards.get(CHILD)?.map(c => c.state))
    .toEqual(['active', 'reissued', 'expired'])
  await page.locator('[data-test=print]').click()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Make the PDF' }).click()
  await page.waitForSelector('[data-test=job] [role=progressbar]')
  expect((await saved).suggestedFilename()).toBe('cards.pdf')
})

test('into a class from a day on: the class before ends the day before', async () => {
  const { hub, page } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=join]').click()
  await page.locator('[role=dialog]').getByRole('combobox', { name: 'Class or group' }).click()
  await page.keyboard.type('4a')
  await optionReady(page, '4А')
  await page.keyboard.press('Enter')
  await page.getByText('Leaves 1А the day before.').waitFor()
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  expect(hub.directory.groups.posted.at(-1)).toMatchObject([
    { record: { group: 'g1a', to: '2026-09-13' } },
    { record: { group: 'g4a', from: TODAY, to: null } },
  ])
  await undo(page)
  await expect.poll(() => hub.directory.store.enrolment.get(`e-g1a-${CHILD}`)?.to).toBeNull()
})

test('somebody is archived with a reason and comes back to the classes they left', async () => {
  const { hub, page } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=archive]').click()
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForSelector('[role=dialog] [aria-invalid=true]')
  await page.selectOption('[role=dialog] select', 'transferred')
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForSelector('[data-test=archived]')
  expect(person(hub)).toMatchObject({ status: 'archived', archivedOn: TODAY, archiveReason: 'transferred' })
  expect(hub.directory.store.enrolment.get(`e-g1a-${CHILD}`)?.to).toBe('2026-09-13')
  await page.getByRole('button', { name: 'Make active again' }).click()
  await page.waitForSelector('[data-test=archived]', { state: 'detached' })
  expect(hub.directory.store.enrolment.get(`e-g1a-${CHILD}`)?.to).toBeNull()
})

test('several are selected with Shift and archived at once', async () => {
  const { hub, page } = await open('/p/p1/people?group=g3b')
  await rows(page).first().waitFor()
  const boxes = page.locator('[data-row] [role=checkbox]')
  await boxes.nth(1).click()
  await boxes.nth(3).click({ modifiers: ['Shift'] })
  await expect.poll(() => page.locator('[data-test=bulk]').textContent()).toContain('3 selected')
  const ids = await rows(page).evaluateAll(list =>
    list.slice(1, 4).map(row => row.getAttribute('data-row') ?? ''),
  )
  await page.locator('[data-test=bulk]').getByRole('button', { name: 'Archive' }).click()
  await page.selectOption('[role=dialog] select', 'graduated')
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  expect(ids.map(id => person(hub, id)?.status)).toEqual(['archived', 'archived', 'archived'])
  await undo(page)
  await expect.poll(() => ids.map(id => person(hub, id)?.status)).toEqual(['active', 'active', 'active'])
})

test('a photo leaves this machine as a small JPEG without what the camera wrote', async () => {
  const { hub, page, faults } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=history]').first().waitFor()
  // 1 x 1, red
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
  await page.setInputFiles('input[type=file]', {
    name: 'face.png',
    mimeType: 'image/png',
    buffer: Buffer.from(png, 'base64'),
  })
  await page.waitForSelector('main img')
  const begins = () => [...(hub.directory.photos.get(CHILD)?.bytes ?? [])].slice(0, 3)
  await expect.poll(begins).toEqual([0xff, 0xd8, 0xff])
  await page.setInputFiles('input[type=file]', {
    name: 'face.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not a picture'),
  })
  await page.getByText('This is not a JPEG, PNG or WebP picture.').waitFor()
  expect(faults).toEqual([])
})

test('an export runs with progress, can be stopped, and saves its file', async () => {
  const { hub, page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  const choose = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: 'Excel table' }).click()
    await page.waitForSelector('[data-test=job] [role=progressbar]')
  }
  await choose()
  await page.locator('[data-test=job]').getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => hub.directory.jobs.get('job1')?.job.state).toBe('cancelled')
  const saved = page.waitForEvent('download')
  await choose()
  expect((await saved).suggestedFilename()).toBe('people.xlsx')
})

test('a change the hub refuses is said in words, and nothing is lost', async () => {
  const hub = await start({
    parts: [
      {
        handle: (method, path) =>
          method === 'POST' && path.endsWith('/changes')
            ? { status: 400, body: { code: 'bad-input', where: 'changes.0.record.birth', detail: 'order' } }
            : undefined,
      },
    ],
  })
  const { page } = await openPage(browser, `${hub.url}/p/p1/people/${CHILD}`, { locale: 'mn' })
  await page.locator('[data-test=edit]').click()
  await page.locator('[role=dialog] input[type=tel]').fill('9900 1122')
  await page.locator('[role=dialog] button[type=submit]').click()
  expect(await page.locator('[role=dialog] [role=alert]').textContent()).toBe(
    'Төрсөн өдөр: дараалал тохирохгүй байна.',
  )
  expect(await page.locator('[role=dialog] input[type=tel]').inputValue()).toBe('9900 1122')
})

test('a hub that does not answer is said, and another try brings the list', async () => {
  let down = true
  const hub = await start({
    parts: [
      { handle: (_, path) => (down && path.includes('/people') ? { status: 502, body: '' } : undefined) },
    ],
  })
  const { page } = await openPage(browser, `${hub.url}/p/p1/people`, { locale: 'vi' })
  await page.locator('main [role=alert]').waitFor()
  down = false
  await page.locator('main [role=alert] button').click()
  await rows(page).first().waitFor()
})

test('a session that ends leads to the sign-in page and back to where one was', async () => {
  const { hub, page } = await open(`/p/p1/people/${CHILD}`)
  await page.locator('[data-test=history]').first().waitFor()
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
  await page.locator('[data-test=absence]').click()
  await page.locator('[role=dialog] button[type=submit]').click()
  await page.waitForURL('**/sign-in?**')
  await page.fill('[autocomplete=username]', 'dulam')
  await page.fill('[autocomplete=current-password]', 'right')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${hub.url}/p/p1/people/${CHILD}`)
})

test('the menu leads to every page, marks the open one, and a phone keeps the rest behind "More"', async () => {
  const { page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  const current = page.locator('nav:visible [aria-current=page]')
  expect(await current.textContent()).toContain('People')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.locator('nav:visible [aria-current=page]').textContent()).toContain('People')
  await page.locator('nav:visible button').click()
  await page.waitForSelector('[role=dialog]')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await page.locator('nav:visible a', { hasText: 'Live' }).click()
  await page.waitForURL('**/sites/s1')
})

test('another school is found by its name in any spelling', async () => {
  const { page } = await open('/p/p1/people')
  await rows(page).first().waitFor()
  await page.locator('[data-test=place]').click()
  await typeInto(page, '[role=dialog] [role=combobox]', '11 dugeer')
  await expect
    .poll(() => page.locator('[role=option]').allTextContents())
    .toEqual([expect.stringContaining('11')])
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.waitForURL('**/p/p3/people')
})

test('a page left open while the hub was renewed finds its parts under their new names', async () => {
  const { page } = await open('/sites/s1')
  await page.waitForSelector('[data-phase="online"]')
  let lost = 0
  await page.route(/PeoplePage-/, route => (lost++ === 0 ? route.abort() : route.continue()))
  await page.locator('nav:visible a', { hasText: 'People' }).click()
  await rows(page).first().waitFor()
  expect(lost).toBeGreaterThan(1)
})

test('somebody of a school seen by way of their district stands among their own school’s pages', async () => {
  const { page } = await open(`/p/j1/people/${CHILD}`)
  await page.waitForURL(`**/p/p1/people/${CHILD}`)
  await page.locator('[data-test=history]').first().waitFor()
})

test('an empty school is led to its first import', async () => {
  const hub = await start({
    parts: [
      {
        handle: (_, path) =>
          path === '/api/places/p1/people'
            ? { status: 200, body: { people: [], total: 0, next: null } }
            : undefined,
      },
    ],
  })
  const { page, faults } = await openPage(browser, `${hub.url}/p/p1/people`, { locale: 'mn' })
  const link = page.locator('main a[href$="/p/p1/import"]')
  await link.waitFor()
  await looksRight(page, 'empty')
  expect(faults).toEqual([])
})

test('the first page of the list needs at most 200 kB of gzipped JavaScript', async () => {
  const hub = await start()
  const page = await (await browser.newContext()).newPage()
  const sizes: Promise<number>[] = []
  page.on('response', response => {
    if (response.url().endsWith('.js')) sizes.push(response.body().then(body => gzipSync(body).length))
  })
  await page.goto(`${hub.url}/p/p1/people`)
  await rows(page).first().waitFor()
  const total = (await Promise.all(sizes)).reduce((a, b) => a + b, 0)
  expect(total).toBeLessThanOrEqual(200_000)
})
