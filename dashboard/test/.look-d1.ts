import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { startFixtureHub } from './fixture-hub.ts'
import { axeFaults, clippedTexts, openPage } from './flow/browser.ts'

// usage: node look.ts name path[,locale,theme,WxH][;action...]
const shots = process.argv.slice(2)
const hub = await startFixtureHub({ signedIn: true })
hub.school.admit(30)
const browser = await launchBrowser()
for (const shot of shots) {
  const [name, path, locale = 'en', theme = 'light', size = '1280x800', ...acts] = shot.split('|')
  const [width, height] = size.split('x').map(Number)
  const { page, faults } = await openPage(
    browser,
    hub.url + path,
    { locale, theme: theme as 'light' },
    { viewport: { width: width!, height: height! } },
  )
  try {
    await page.waitForLoadState('networkidle', { timeout: 4000 }).catch(() => undefined)
    for (const act of acts) {
      const [kind, ...rest] = act.split('=')
      const arg = rest.join('=')
      if (kind === 'click') await page.locator(arg).first().click({ timeout: 4000 })
      else if (kind === 'key') await page.keyboard.press(arg)
      else if (kind === 'type') await page.keyboard.type(arg)
      else if (kind === 'wait') await page.waitForTimeout(Number(arg))
      else if (kind === 'full') {
        /* below */
      }
    }
    await page.waitForTimeout(250)
    await page.screenshot({ path: `/tmp/d1/${name}.png`, fullPage: acts.includes('full') })
    const axe = await axeFaults(page)
    const clipped = await clippedTexts(page)
    console.log(name, JSON.stringify({ faults, axe, clipped }, null, 1))
  } catch (e) {
    console.log(name, 'FAILED', (e as Error).message.slice(0, 400))
    await page.screenshot({ path: `/tmp/d1/${name}.png` })
  }
  await page.context().close()
}
await browser.close()
await hub.stop()
process.exit(0)
