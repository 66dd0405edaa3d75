import { readFileSync } from 'node:fs'
import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { axeFaults, clippedTexts, openPage } from './flow/browser.ts'

const demo = JSON.parse(
  readFileSync('/tmp/d1/demo.log', 'utf8')
    .split('\n')
    .find(l => l.startsWith('{'))!,
)
const browser = await launchBrowser()
const who = process.argv[2] === 'district' ? demo.district : demo
const { page, faults } = await openPage(browser, `${demo.dashboard}/sign-in`, {
  locale: process.argv[3] ?? 'mn',
})
page.on('response', r => {
  if (r.status() >= 400) console.log(r.status(), r.request().method(), r.url())
})
await page.fill('input[autocomplete=username]', who.user)
await page.fill('input[autocomplete=current-password]', who.password)
await page.keyboard.press('Enter')
await page.waitForSelector('[data-phase="online"]')
const session = await page.evaluate(() => fetch('/api/session').then(r => r.json()))
console.log(JSON.stringify(session).slice(0, 600))
let n = 0
for (const act of process.argv.slice(4)) {
  const [kind, ...rest] = act.split('=')
  const arg = rest.join('=')
  try {
    if (kind === 'go')
      await page.goto(
        demo.dashboard +
          arg.replace(':place', session.sites[0].place).replace(':root', session.jurisdiction.id),
      )
    else if (kind === 'click') await page.locator(arg).first().click({ timeout: 25000 })
    else if (kind === 'fill') await page.locator(arg.split('~')[0]!).fill(arg.split('~')[1]!)
    else if (kind === 'key') await page.keyboard.press(arg)
    else if (kind === 'type') await page.keyboard.type(arg)
    else if (kind === 'wait') await page.waitForTimeout(Number(arg))
    else if (kind === 'size') {
      const [w, h] = arg.split('x').map(Number)
      await page.setViewportSize({ width: w!, height: h! })
    } else if (kind === 'shot') {
      await page.waitForTimeout(700)
      await page.screenshot({ path: `/tmp/d1/${arg}.png` })
      console.log(
        arg,
        page.url(),
        JSON.stringify({ faults, axe: await axeFaults(page), clipped: await clippedTexts(page) }),
      )
    } else if (kind === 'get')
      console.log(
        arg,
        JSON.stringify(
          await page.evaluate(
            p => fetch(p).then(r => r.text()),
            arg.replace(':place', session.sites[0].place),
          ),
        ).slice(0, 1500),
      )
  } catch (e) {
    console.log(act, 'FAILED', (e as Error).message.slice(0, 300))
    await page.screenshot({ path: `/tmp/d1/failed${n++}.png` })
  }
}
process.exit(0)
