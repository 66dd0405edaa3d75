import { gzipSync } from 'node:zlib'
import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { startFixtureHub } from './fixture-hub.ts'

const hub = await startFixtureHub({ signedIn: true })
const browser = await launchBrowser()
const page = await browser.newPage()
const got: Promise<[string, number]>[] = []
page.on('response', r => {
  if (r.url().endsWith('.js')) got.push(r.body().then(b => [r.url().split('/').pop()!, gzipSync(b).length]))
})
await page.goto(hub.url + (process.argv[2] ?? '/sites/s1'))
await page.waitForSelector(process.argv[3] ?? '[data-entry]')
const all = await Promise.all(got)
for (const [n, s] of all.sort((a, b) => b[1] - a[1])) console.log(s, n)
console.log(all.reduce((a, b) => a + b[1], 0))
process.exit(0)
