import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { slowDown } from './browser.ts'
import { type House, makeHouse } from './house.ts'

const pupils = [
  { name: 'Батбаярын Өнөрцэцэг', given: 'Өнөрцэцэг' },
  { name: 'Nguyễn Thị Ngọc Ánh', given: 'Ánh' },
  { name: 'Ганболдын Тэмүүлэн', given: 'Тэмүүлэн' },
  { name: 'Trần Đức Anh', given: 'Anh' },
]

let house: House
let browser: Browser
let page: Page

beforeAll(async () => {
  house = await makeHouse(pupils)
  await house.startHub()
  await house.startKiosk()
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'en', viewport: { width: 1440, height: 900 } })
  await slowDown(page)
  await page.goto(house.url)
  await page.fill('input[autocomplete=username]', house.user)
  await page.fill('input[autocomplete=current-password]', house.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sites\//)
})

afterAll(async () => {
  await browser?.close()
  await house?.stop()
})

const card = (i: number) => house.cards[i] as string
const rowOf = (i: number) =>
  page
    .locator('main')
    .getByText(pupils[i]?.name as string)
    .first()

interface EntryPage {
  entries: { who?: { name: string }; verdict: string }[]
}

/** Names of all who were let in, as the hub's API tells the signed-in officer. */
async function letInByHub(): Promise<string[]> {
  const url = `/api/sites/${house.site}/entries?day=${house.day}&limit=200`
  const answer = (await page.evaluate(async u => (await fetch(u)).json(), url)) as EntryPage
  return answer.entries.filter(e => e.verdict === 'pass').map(e => e.who?.name as string)
}

/** Whom the kiosk's journal still owes to the hub arrives within the uplink's longest pause. */
async function untilLetIn(names: string[]): Promise<void> {
  await expect.poll(letInByHub, { timeout: 90_000, interval: 200 }).toHaveLength(names.length)
  expect((await letInByHub()).sort()).toEqual([...names].sort())
}

const names = (count: number) => pupils.slice(0, count).map(p => p.name)

test('every green lamp has exactly one entry in the hub, through kills of hub and kiosk', async () => {
  await house.letIn(card(0))
  await rowOf(0).waitFor()
  house.stepAway()

  await house.killHub()
  await house.letIn(card(1))
  house.stepAway()
  await house.startHub()
  await untilLetIn(names(2))
  await rowOf(1).waitFor()

  // The lamp is green, so the entry is on disk: a kiosk that dies this instant must still deliver it.
  await house.letIn(card(2))
  await house.killKiosk()
  house.stepAway()
  await house.startKiosk()
  await untilLetIn(names(3))
  await rowOf(2).waitFor()

  // Both at once: whether or not the hub had stored it before it died, it is there once.
  await house.letIn(card(3))
  await Promise.all([house.killHub(), house.killKiosk()])
  house.stepAway()
  await house.startHub()
  await house.startKiosk()
  await untilLetIn(names(4))
  await rowOf(3).waitFor()

  expect(house.greens()).toBe(4)
})
