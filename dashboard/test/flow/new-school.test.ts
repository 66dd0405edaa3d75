import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { slowDown } from './browser.ts'
import { type House, makeHouse } from './house.ts'
import { readQr, renderPdf } from './read-pdf.ts'
import { rosterZip } from './roster-zip.ts'

const NAMES = [
  ['Батбаярын', 'Өнөрцэцэг'],
  ['Nguyễn Thị Ngọc', 'Ánh'],
  ['Ганболдын', 'Тэмүүлэн'],
  ['Щербакова', 'Александра'],
] as const
const pupils = NAMES.flatMap(([family, given], i) =>
  ['3Б', '4А'].map(group => ({ id: `p-${group}-${i}`, family, given, class: group })),
)

let house: House
let browser: Browser
let page: Page

beforeAll(async () => {
  house = await makeHouse([])
  await house.startHub()
  await house.startKiosk()
  browser = await launchBrowser()
  page = await browser.newPage({
    locale: 'en',
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
  })
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

test('from a roster to a printed card that opens the gate, until it is revoked', async () => {
  // the roster of another system comes in
  await page.goto(`${house.url}/p/${house.place}/import`)
  const buffer = Buffer.from(rosterZip({ id: 's45', name: 'School 45' }, pupils))
  await page.setInputFiles('[data-test=file]', { name: 'roster.zip', mimeType: 'application/zip', buffer })
  await page.locator('[data-test=accept]').waitFor()
  await expect.poll(() => page.textContent('[data-test=count-added]')).toBe(`${pupils.length}`)
  await page.click('[data-test=accept]')
  await page.locator('[data-test=outcome]').getByText('Imported.').waitFor()

  // cards for one class, four on a sheet
  await page.getByRole('link', { name: 'Print their cards' }).click()
  await page.locator('[data-test=whom] select, select[data-test=whom]').first().selectOption({ label: '3Б' })
  await page.getByText('Card printer, one a page').click()
  const saved = page.waitForEvent('download')
  await page.click('[data-test=print]')
  const pdf = await readFile(await (await saved).path())
  const sheets = await renderPdf(pdf)
  expect(sheets).toHaveLength(NAMES.length)
  const texts = sheets.map(sheet => readQr(sheet))
  expect(new Set(texts).size).toBe(NAMES.length)
  const [text] = texts as [string]
  expect(text).toMatch(/^SG1:/)

  // what the printer drew opens the gate
  await page.goto(`${house.url}/sites/${house.site}`)
  await page.waitForSelector('[data-phase="online"]')
  await house.letIn(text)
  house.stepAway()
  const shown = page
    .locator('main')
    .getByText(/Батбаярын|Nguyễn|Ганболдын|Щербакова/)
    .first()
  await shown.waitFor()
  const name = (await shown.textContent())?.trim() as string

  // lost: the card is revoked, and the kiosk hears of it
  await page.goto(`${house.url}/p/${house.place}/people`)
  await page.getByRole('link', { name }).first().click()
  await page.click('[data-test=revoke]')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.locator('[data-test=revoke]').waitFor({ state: 'detached' })
  await expect.poll(() => house.referral(text), { timeout: 90_000 }).toBe('revoked')
  await page.goto(`${house.url}/sites/${house.site}`)
  await page.locator('main').getByText('Card was revoked').first().waitFor()
})
