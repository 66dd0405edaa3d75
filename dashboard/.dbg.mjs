import { startFixtureHub } from './test/fixture-hub.ts'
import { chromium as pw } from 'playwright-core'
import chromium from '@sparticuz/chromium'
const browser = await pw.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args.filter(a=>!/single-process|zygote|disable-web-security|insecure/.test(a)), '--no-sandbox'], headless: true })
const f = await startFixtureHub({signedIn:true, locale:'en'})
const page = await browser.newPage()
page.on('console', m => console.log(m.text())); page.on('pageerror', e => console.log('ERR', e.message)); page.on('request', r => /api/.test(r.url()) && console.log(r.method(), r.url(), r.postData()))
page.on('response', async r => /step/.test(r.url()) && console.log(r.status(), await r.text()))
await page.goto(f.url)
await page.waitForSelector('[data-phase=online]')
f.school.raise({ id:'a1', kind:'isolate', reasons:['still-warm'], who:f.school.who(3) })
await page.waitForSelector('[data-alarm=a1]')
await page.keyboard.press('g')
await page.waitForTimeout(700)
console.log(await page.getAttribute('[data-alarm=a1]','data-state'), await page.textContent('[data-alarm=a1]'))
await browser.close(); await f.stop(); process.exit()
