import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { FixtureExchange } from '../fixture-exchange.ts'
import { type FixtureHub, startFixtureHub } from '../fixture-hub.ts'
import { axeFaults, clippedTexts, openPage } from './browser.ts'
import { inEveryLook } from './looks.ts'

let browser: Browser
let hub: FixtureHub
let exchange: FixtureExchange

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  exchange = new FixtureExchange()
  hub = await startFixtureHub({ signedIn: true, parts: [exchange] })
})
afterEach(() => hub.stop())

const zip = { name: 'oneroster.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') }

test('a file is read, its difference shown, accepted and taken back', async () => {
  const { page, faults } = await openPage(browser, `${hub.url}/p/p1/import`, { locale: 'en' })
  await page.setInputFiles('[data-test=file]', zip)
  await page.getByRole('progressbar').waitFor()
  await page.getByText('No calendar has this day.').waitFor()
  expect(await page.textContent('[data-test=count-added]')).toBe('43')
  await page.getByText('users.csv, line 812, column birthDate').first().waitFor()
  await page.getByText('Has errors: stays as it is').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('tab', { name: /Changed/ }).click()
  await page.getByText('Батбаярын', { exact: true }).first().waitFor()

  await page.click('[data-test=accept]')
  await page.locator('[data-test=outcome]').getByText('Imported.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.click('[data-test=undo-import]')
  await page.click('[data-test=sure]')
  await page.getByText('Everything is as it was before the import.').waitFor()
  expect(exchange.asked.map(a => a.path.split('/').at(-1))).toEqual(['imports', 'accept', 'undo'])
  expect(faults).toEqual([])
  await page.context().close()
})

test('a visitor answers on a telephone and gets a pass, or is asked to wait', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
  const { page, faults } = await openPage(browser, `${hub.url}/visit/good`, { locale: 'vi' }, phone)
  await page.getByRole('button', { name: 'Làm thẻ' }).click()
  await page.getByText('Vui lòng điền ô này.').first().waitFor()
  await page.getByLabel('Tên', { exact: true }).fill('Ánh')
  await page.getByLabel('Gặp ai, việc gì').fill('3B')
  for (const no of await page.getByLabel('Không').all()) await no.check()
  await page.getByRole('checkbox').check()
  expect(await axeFaults(page)).toEqual([])
  expect(await clippedTexts(page)).toEqual([])
  await page.getByRole('button', { name: 'Làm thẻ' }).click()
  await page.locator('[data-test=pass]').waitFor()
  expect(await axeFaults(page)).toEqual([])

  await page.getByRole('button', { name: 'Khách khác' }).click()
  await page.getByLabel('Tên', { exact: true }).fill('Anh')
  await page.getByLabel('Gặp ai, việc gì').fill('3B')
  for (const no of await page.getByLabel('Không').all()) await no.check()
  await page.getByLabel('Có', { exact: true }).first().check()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Làm thẻ' }).click()
  await page.locator('[data-test=waiting]').waitFor()
  expect(faults).toEqual([])
  await page.goto(`${hub.url}/visit/old`)
  await page.getByText('Áp phích này không còn hiệu lực.').waitFor()
  await page.context().close()
})

test('the desk lets somebody in who waits, and ends a pass', async () => {
  const { page, faults } = await openPage(browser, `${hub.url}/p/p1/visitors`, { locale: 'mn' })
  await page.getByRole('button', { name: 'Тэгсэн ч үнэмлэх гаргах' }).click()
  await page.locator('[data-test=pass]').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Үнэмлэхийг дуусгах' }).first().click()
  await page.locator('[data-state=revoked]').nth(1).waitFor()
  expect(exchange.asked.map(a => a.path.split('/').at(-1))).toEqual(['issue', 'revoke'])
  expect(faults).toEqual([])
  await page.context().close()
})

test('old cards are refused only after a second question', async () => {
  const { page, faults } = await openPage(browser, `${hub.url}/p/p1/cards`, { locale: 'en' })
  await page.getByLabel('Refuse cards issued before').fill('2026-09-01')
  await page.getByRole('button', { name: 'Refuse them' }).click()
  expect(exchange.asked).toEqual([])
  await page.click('[data-test=sure]')
  await page.locator('[data-test=issued-before]').getByText('are refused').waitFor()
  expect(exchange.asked[0]?.body).toEqual({ day: '2026-09-01' })
  expect(faults).toEqual([])
  await page.context().close()
})

test.each(['import', 'cards', 'visitors'])(
  '%s in mn and vi: nothing cut off, no axe fault, no policy violation',
  async path => {
    await inEveryLook(browser, `${hub.url}/p/p1/${path}`, { ready: 'h1' })
  },
)
