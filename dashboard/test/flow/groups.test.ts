import type { Change } from '@schoolgate/protocol/directory/records'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { pupilId, TODAY, teacherId } from '../fixture-groups-data.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { openPage } from './browser.ts'
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

async function at(path: string, ready: string) {
  const hub = await startFixtureHub({ signedIn: true })
  hubs.push(hub)
  const watched = await openPage(browser, hub.url + path, { locale: 'en' })
  await watched.page.waitForSelector(ready)
  return { hub, groups: hub.directory.groups, ...watched }
}

const SEATS = '/p/p1/groups/g3b?tab=seats'
const seat = (row: number, column: number): string => `[data-seat="${row},${column}"]`
const said = (page: Page) => page.locator('[data-test=said]').textContent()
const waiting = async (page: Page): Promise<number> => Number(await page.textContent('[data-test=waiting]'))
const nameAt = async (page: Page, row: number, column: number): Promise<string> =>
  (await page.locator(`${seat(row, column)} .seat-name`).allTextContents()).join('')
/** Whoever the hub was told sits somewhere, by the last batch. */
const puts = (batch: readonly Change[] | undefined) =>
  (batch ?? []).flatMap(c => (c.op === 'put' ? [{ kind: c.kind, ...(c.record as object) }] : []))

test('a plan is set by keys alone, taken back and done again, and saved from a day on', async () => {
  const { groups, page, faults } = await at(SEATS, seat(5, 0))
  expect(await waiting(page)).toBe(4)
  // by letters in another alphabet: the first free seat takes the pupil who has none
  await page.focus(seat(5, 0))
  await page.keyboard.type('hoang th')
  expect(await said(page)).toContain('Looking for “hoang th”')
  await page.keyboard.press('Enter')
  expect(await nameAt(page, 5, 0)).toContain('Hoàng Thiên Kim')
  expect(await waiting(page)).toBe(3)
  // the focus goes on to the next free seat
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-seat'))).toBe('5,1')
  await page.keyboard.press('Control+z')
  expect(await waiting(page)).toBe(4)
  await page.keyboard.press('Control+y')
  expect(await waiting(page)).toBe(3)
  // picked up, carried two rows to the front, put on somebody: they change places
  const [up, down] = [await nameAt(page, 3, 0), await nameAt(page, 5, 0)]
  await page.focus(seat(5, 0))
  for (const key of ['Enter', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key)
  expect([await nameAt(page, 3, 0), await nameAt(page, 5, 0)]).toEqual([down, up])
  expect(await said(page)).toContain('changed places')
  // Escape puts nobody anywhere; Delete frees a seat
  for (const key of ['Enter', 'ArrowRight', 'Escape']) await page.keyboard.press(key)
  expect(await nameAt(page, 3, 0)).toBe(down)
  await page.keyboard.press('Delete')
  expect(await waiting(page)).toBe(4)
  // from the list: Enter picks up, the focus goes to a free seat, Enter puts down
  await page.locator('[data-test=tray] [tabindex="0"]').focus()
  for (const key of ['Enter', 'Enter']) await page.keyboard.press(key)
  expect(await waiting(page)).toBe(3)

  await page.locator('[data-test=seat-save]').press('Enter')
  await page.waitForSelector('[role=dialog]')
  await page.locator('[data-test=seat-save-do]').press('Enter')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  const [old, next] = puts(groups.posted.at(-1)) as unknown as { seats: object[] }[]
  expect(old).toMatchObject({ kind: 'seatPlan', id: 'sp1', from: '2026-09-01', to: '2026-09-13' })
  expect(next).toMatchObject({ kind: 'seatPlan', from: TODAY, to: null, aisles: [1, 3] })
  expect(next?.seats).toHaveLength(31)
  // taken back from the toast, the plan of before is on screen again
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await expect.poll(() => waiting(page)).toBe(4)
  expect(groups.store.seatPlan.get('sp1')?.to).toBeNull()
  expect(faults).toEqual([])
})

test('the same by dragging, and by taps: onto a free seat, onto a taken one, back to the list', async () => {
  const { groups, page, faults } = await at(SEATS, seat(5, 0))
  const centre = async (selector: string): Promise<{ x: number; y: number }> => {
    await page.locator(selector).first().scrollIntoViewIfNeeded()
    const box = await page.locator(selector).first().boundingBox()
    if (!box) throw new Error(`${selector} is not on screen`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const drag = async (from: string, to: string): Promise<void> => {
    const a = await centre(from)
    const b = await centre(to)
    await page.mouse.move(a.x, a.y)
    await page.mouse.down()
    await page.mouse.move(b.x, b.y, { steps: 4 })
    await page.mouse.up()
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
  const first = await page.locator('[data-test=tray] [role=option]').first().textContent()
  await drag('[data-test=tray] [role=option]', seat(5, 2))
  expect(first).toContain((await nameAt(page, 5, 2)).replace(/^.\. /, ''))
  expect(await waiting(page)).toBe(3)
  const [one, other] = [await nameAt(page, 0, 0), await nameAt(page, 1, 5)]
  await drag(seat(0, 0), seat(1, 5))
  expect([await nameAt(page, 0, 0), await nameAt(page, 1, 5)]).toEqual([other, one])
  await drag(seat(0, 0), '[data-tray]')
  expect(await waiting(page)).toBe(4)
  expect(await nameAt(page, 0, 0)).toBe('')
  // two taps do what a drag does
  await page.click(seat(1, 5))
  await page.click(seat(0, 0))
  expect([await nameAt(page, 0, 0), await nameAt(page, 1, 5)]).toEqual([one, ''])
  // leaving asks first
  await page.locator('nav a', { hasText: 'Timetable' }).first().click()
  await page.locator('[role=dialog] button', { hasText: 'Stay here' }).last().click()
  expect(await nameAt(page, 0, 0)).toBe(one)

  await page.click('[data-test=seat-save]')
  await page.locator('[role=dialog] input[value=fix]').check()
  await page.click('[data-test=seat-save-do]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([{ id: 'sp1', from: '2026-09-01', to: null }])
  expect(faults).toEqual([])
})

test('filled by alphabet, turned to the teacher’s side, one row fewer: nobody is lost', async () => {
  const { page } = await at(SEATS, seat(5, 0))
  const fill = async (entry: string): Promise<void> => {
    await page.click('[data-test=seat-fill]')
    await page.locator('[role=menuitem]', { hasText: entry }).click()
  }
  await fill('Empty all seats')
  expect(await waiting(page)).toBe(34)
  await fill('Everybody by alphabet')
  expect(await waiting(page)).toBe(0)
  await page.click('[data-test=seat-layout-open]')
  await page.getByRole('button', { name: 'One fewer: Rows' }).click()
  expect(await waiting(page)).toBe(4)
  const front = await page.locator(seat(0, 0)).boundingBox()
  await page.getByRole('button', { name: 'Teacher’s view' }).click()
  const turned = await page.locator(seat(0, 0)).boundingBox()
  expect((turned?.y ?? 0) > (front?.y ?? 0) && (turned?.x ?? 0) > (front?.x ?? 0)).toBe(true)
})

test('pupils join from a search in any spelling, move on a day and leave, each taken back by its toast', async () => {
  const { groups, page, faults } = await at('/p/p1/groups/g3b', '[data-row]')
  await page.click('[data-test=add-people-open]')
  await page.locator('[role=dialog] [role=combobox]').fill('10000')
  await page.locator('[role=option]', { hasText: '10000' }).click()
  await page.getByText('leaves 1А').waitFor()
  await page.click('[data-test=add-people]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([
      { kind: 'enrolment', group: 'g1a', person: pupilId(0), to: '2026-09-13' },
      { kind: 'enrolment', group: 'g3b', person: pupilId(0), role: 'student', from: TODAY, to: null },
    ])
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await expect.poll(() => groups.store.enrolment.get(`e-g1a-${pupilId(0)}`)?.to).toBeNull()
  const inClass = [...groups.store.enrolment.values()].filter(
    e => e.group === 'g3b' && e.person === pupilId(0),
  )
  expect(inClass).toEqual([])

  const rows = page.locator('[data-row]')
  await rows.nth(0).locator('[role=checkbox]').click()
  await rows.nth(1).locator('[role=checkbox]').click()
  await page.click('[data-test=bulk-move]')
  await page.locator('[role=dialog] [role=combobox]').fill('3А')
  await page.locator('[role=option]', { hasText: '3А' }).click()
  await page.locator('[role=dialog] input[type=date]').fill('2026-10-05')
  await page.click('[data-test=membership]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([
      { group: 'g3b', to: '2026-10-04' },
      { group: 'g3a', from: '2026-10-05' },
      { group: 'g3b', to: '2026-10-04' },
      { group: 'g3a', from: '2026-10-05' },
    ])
  expect(faults).toEqual([])
})

test('a class is given another teacher from a day on, then ends with its halves and lessons', async () => {
  const { groups, page, faults } = await at('/p/p1/groups/g3b', '[data-row]')
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('combobox', { name: 'Class teacher' }).fill('Hoang')
  await page.locator('[role=option]', { hasText: 'Hoàng' }).first().click()
  await page.getByLabel('Class teacher from').fill('2026-09-28')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([
      { kind: 'class', id: 'g3b', name: '3Б' },
      { kind: 'enrolment', person: teacherId(5), to: '2026-09-27' },
      { kind: 'enrolment', person: teacherId(3), primary: true, from: '2026-09-28' },
    ])
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  await page.getByRole('button', { name: 'More actions' }).last().click()
  await page.getByRole('menuitem', { name: 'End this group' }).click()
  await page.getByLabel('Last day').fill('2026-10-02')
  await page.click('[data-test=end-group]')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  const going = (kind: 'group' | 'lesson' | 'enrolment') =>
    (groups.all(kind) as { id: string; group?: string; to: string | null }[]).filter(
      r => (r.group ?? r.id).startsWith('g3b') && (r.to === null || r.to > '2026-10-02'),
    )
  expect([going('group'), going('lesson'), going('enrolment')]).toEqual([[], [], []])
  expect(faults).toEqual([])
})

test('a lesson changed from a date keeps its past; Undo brings it back', async () => {
  const { groups, page, faults } = await at('/p/p1/timetable?group=g3b', '[data-lesson="l-g3b-2-2"]')
  await page.click('[data-lesson="l-g3b-2-2"]')
  await page.locator('[role=dialog] [role=tab]').nth(1).click()
  // what it clashes with is said before anything is saved
  await page.locator('[data-test=clash]', { hasText: '4А' }).waitFor()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Teacher' }).fill('Hoang')
  await page.locator('[role=option]', { hasText: 'Hoàng' }).first().click()
  await page.locator('[data-test=clash]').waitFor({ state: 'detached' })
  await page.getByLabel('From', { exact: true }).fill('2026-09-21')
  await page.click('[data-test=lesson-save]')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  const [old, next] = puts(groups.posted.at(-1)) as unknown as { id: string }[]
  expect(old).toMatchObject({ id: 'l-g3b-2-2', from: '2026-09-01', to: '2026-09-20' })
  expect(next).toMatchObject({ kind: 'lesson', from: '2026-09-21', to: null, weekday: 2, number: 2 })
  // this week as it was, next week the new one
  await page.waitForSelector('[data-lesson="l-g3b-2-2"]')
  await page.focus('[data-lesson="l-g3b-2-2"]')
  await page.keyboard.press('PageDown')
  await page.waitForSelector(`[data-lesson="${next?.id}"]`)
  // whoever walks by keys is still in the grid
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('table') !== null)).toBe(true)
  expect(await page.locator('[data-lesson="l-g3b-2-2"]').count()).toBe(0)
  await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click()
  await page.waitForSelector('[data-lesson="l-g3b-2-2"]')
  expect(groups.store.lesson.get('l-g3b-2-2')?.to).toBeNull()
  expect(groups.store.lesson.has(next?.id ?? '')).toBe(false)
  expect(faults).toEqual([])
})

test('a lesson is added on a free place by keys, and cancelled for one day', async () => {
  const { groups, page } = await at('/p/p1/timetable?group=g3b', '[data-lesson="l-g3b-1-5"]')
  await page.focus('[data-lesson="l-g3b-1-5"]')
  for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByLabel('Subject').fill('Шатар')
  await page.click('[data-test=lesson-save]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([
      {
        kind: 'lesson',
        group: 'g3b',
        subject: 'Шатар',
        weekday: 1,
        number: 6,
        shift: 'I ээлж',
        from: TODAY,
        room: 'r106',
      },
    ])
  await page.locator('[data-test=week]', { hasText: 'Шатар' }).waitFor()
  await page.click('[data-lesson="l-g3b-3-1"]')
  await page.locator('[role=dialog] [role=checkbox]').click()
  await page.click('[data-test=lesson-save]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([{ kind: 'substitution', id: 'l-g3b-3-1:2026-09-16', cancelled: true }])
  await page.locator('[data-lesson="l-g3b-3-1"]', { hasText: 'Cancelled' }).waitFor()
})

test('a teacher is away: all their lessons of the day, handed to free colleagues in one go', async () => {
  const away = teacherId(5)
  const { groups, page, faults } = await at(`/p/p1/timetable?teacher=${away}`, '[data-lesson]')
  await page.click('[data-test=absent-open]')
  await page.waitForSelector('[data-sub]')
  const lessons = await page
    .locator('[data-sub]')
    .evaluateAll(all => all.map(e => e.getAttribute('data-sub')))
  expect(lessons).toHaveLength(3)
  await page.getByText('3 lessons have nobody yet.').waitFor()
  await page.locator(`[data-sub="${lessons[2]}"] [role=checkbox]`).click()
  await page.click('[data-test=suggest]')
  await page.getByLabel('Reason').fill('Training')
  await page.click('[data-test=substitution-save]')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  const made = puts(groups.posted.at(-1)) as unknown as {
    lesson: string
    teacher: string | null
    cancelled: boolean
  }[]
  expect(made.map(s => s.lesson).sort()).toEqual([...lessons].sort())
  expect(made.filter(s => s.cancelled).map(s => s.lesson)).toEqual([lessons[2]])
  const held = new Map([...groups.store.lesson.values()].map(l => [l.id, l]))
  for (const { lesson, teacher } of made.filter(s => !s.cancelled)) {
    expect(teacher).not.toBe(away)
    // whoever takes it over has nothing else at that time
    const slot = held.get(lesson)
    const clash = [...held.values()].filter(
      l =>
        l.teacher === teacher &&
        l.weekday === 1 &&
        l.shift === slot?.shift &&
        l.number === slot.number &&
        l.id !== lesson,
    )
    expect(clash).toEqual([])
  }
  await page.locator('[data-lesson]', { hasText: 'Substitute' }).first().waitFor()
  expect(faults).toEqual([])
})

test('how a class is taught is set for some days and shows in its week', async () => {
  const { groups, page } = await at('/p/p1/timetable?group=g2a', '[data-lesson]')
  await page.click('[data-test=modes-open]')
  await page.waitForSelector('[data-mode="m1"]')
  await page.locator('[role=dialog] input[value=suspended]').check()
  await page.click('[data-test=mode-save]')
  await expect
    .poll(() => puts(groups.posted.at(-1)))
    .toMatchObject([{ kind: 'mode', group: 'g2a', mode: 'suspended', from: TODAY, to: TODAY }])
  await page.keyboard.press('Escape')
  await page.locator('[data-lesson="l-g2a-1-1"]', { hasText: 'Suspended' }).waitFor()
})

const PAGES = [
  { name: 'classes', path: '/p/p1/groups', ready: '[data-class="g9b"]' },
  { name: 'halves', path: '/p/p1/groups?kind=half', ready: '[data-row]' },
  { name: 'class', path: '/p/p1/groups/g3b', ready: '[data-row]' },
  {
    name: 'seats',
    path: SEATS,
    ready: seat(5, 5),
    open: '[data-test=seat-layout-open]',
    shown: seat(5, 5),
  },
  {
    name: 'timetable',
    path: '/p/p1/timetable?group=g3b',
    ready: '[data-lesson]',
    open: '[data-test=clashes]',
    shown: '[data-lesson]',
  },
  {
    name: 'lesson',
    path: '/p/p1/timetable?group=g3b',
    ready: '[data-lesson]',
    open: '[data-lesson="l-g3b-1-2"]',
  },
  {
    name: 'teacher away',
    path: `/p/p1/timetable?teacher=${teacherId(5)}`,
    ready: '[data-lesson]',
    open: '[data-test=absent-open]',
  },
  {
    name: 'modes',
    path: '/p/p1/timetable?room=rgym',
    ready: '[data-lesson]',
    open: '[data-test=modes-open]',
  },
  { name: 'new group', path: '/p/p1/groups?kind=club', ready: '[data-row]', open: '[data-test=add-group]' },
]

test.each(PAGES)('$name in mn and vi: nothing cut off, no axe fault, no policy violation', async c => {
  const hub = await startFixtureHub({ signedIn: true })
  hubs.push(hub)
  const { path, ready, open } = c
  const go = open ? (page: Page) => page.click(open) : undefined
  const shown = c.shown ?? (open ? '[role=dialog]' : ready)
  await inEveryLook(browser, hub.url + path, { ready, go, shown })
})
