import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, type Running } from '../../../hub/demo/processes.ts'
import { launchBrowser } from '../../../kiosk/test/helpers/browser.ts'
import { openPage } from './browser.ts'
import { pdfText } from './read-pdf.ts'

const ROOT = join(import.meta.dirname, '../../..')

interface DemoReady {
  dashboard: string
  user: string
  password: string
}

let demo: Running<DemoReady>
let browser: Browser
let temp: string
beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'schoolgate-flow-tracing-'))
  demo = await launch<DemoReady>({
    name: 'demo',
    command: 'env',
    args: [`TMPDIR=${temp}`, 'bun', 'hub/demo/main.ts', '--json', '--port', '0', '--speed', '2'],
    cwd: ROOT,
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await demo?.stop('SIGINT')
  await rm(temp, { recursive: true, force: true })
})

test('a case: its ranked contacts, why, the slider, forty into follow-up at once, and the list on paper', async () => {
  const { dashboard, user, password } = demo.ready
  const { page, faults } = await openPage(browser, `${dashboard}/sign-in`, { locale: 'en' })
  await page.fill('input[autocomplete=username]', user)
  await page.fill('input[autocomplete=current-password]', password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/sites\//)
  await page.getByRole('link', { name: 'Tracing' }).first().click()

  // the case that was confirmed first stands last
  const cases = page.locator('[data-row]')
  await cases.first().waitFor()
  expect(await cases.count()).toBe(3)
  await cases.last().click()
  await page.waitForURL(/\/cases\/[^/]+$/)
  const case_ = page.url().split('/').at(-1) as string
  expect(await page.locator('[data-test=contacts] [data-row]').count()).toBe(0)

  // nobody is named before somebody says why
  await page.locator('[data-test=ask] select').first().selectOption('case-contacts')
  await page.locator('[data-test=find]').click()
  const rows = page.locator('[data-test=contacts] [data-row]')
  await rows.first().waitFor()
  const says = page.locator('[data-test=cut-says]')
  const listed = async () => Number((await says.textContent())?.match(/^\d+/)?.[0])
  const above = await listed()

  await page.locator('[data-walk=row]').first().click()
  const why = page.locator('[data-test=why]')
  await expect.poll(() => why.textContent()).toContain('15 minutes or more')
  await page.keyboard.press('Escape')
  await why.waitFor({ state: 'detached' })

  await page.locator('[role=slider]').focus()
  await page.keyboard.press('Home')
  await expect.poll(listed).toBeGreaterThan(Math.max(above, 40))
  const all = await listed()

  await page.locator('[data-test=select-above]').click()
  await page.locator('[data-test=follow]').click()
  await page.locator('[data-sonner-toast]').first().waitFor()
  const followed = async () => {
    const answer = await page.evaluate(
      async path => (await fetch(path)).json(),
      `/api/cases/${case_}/follow-up`,
    )
    return answer as { person: string; state: string }[]
  }
  await expect.poll(async () => (await followed()).length).toBeGreaterThanOrEqual(40)
  // six were followed before
  expect((await followed()).length).toBeGreaterThanOrEqual(all)

  await page.locator('[data-test=export]').click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'PDF' }).click()
  const text = (await pdfText(await readFile(await (await saved).path()))).replace(/\s+/g, ' ')
  for (const part of ['Contacts of a case', 'WHO', 'nobody on it or off it is cleared', 'who must be told'])
    expect(text).toContain(part)

  // what was told is on record: who, why, under which rule, how much
  await page.getByRole('tab', { name: /Questions/ }).click()
  const newest = page.locator('[data-test=questions] > li').first()
  await expect.poll(() => newest.textContent()).toMatch(new RegExp(`Who must be told.*${all}`))
  expect(faults).toEqual([])
})
