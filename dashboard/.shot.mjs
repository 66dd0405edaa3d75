import { startFixtureHub } from '/work/main/dashboard/test/fixture-hub.ts'
import { chromium as pw } from '/work/main/node_modules/playwright-core/index.mjs'
import chromium from '/work/main/node_modules/@sparticuz/chromium/build/index.js'
const only = process.argv[2]
const browser = await pw.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args.filter(a=>!/single-process|zygote|disable-web-security|insecure/.test(a)), '--no-sandbox'], headless: true })
async function shot(name, { w=1280,h=800, locale='en', theme='light', path='/', signedIn=true, hub={}, act, full }={}) {
  if (only && !name.includes(only)) return
  const f = await startFixtureHub({ locale, signedIn, ...hub })
  const page = await browser.newPage({ viewport:{width:w,height:h}, colorScheme: theme, locale: locale })
  page.on('console', m => { if (m.type()==='error'||m.type()==='warning') console.log(name, m.text()) })
  page.on('pageerror', e => console.log(name, 'pageerror', e.message))
  await page.addInitScript(({theme,locale}) => { localStorage.setItem('schoolgate.preferences', JSON.stringify({theme, locale, shortcuts:true})); document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.sourceFile, e.sample)) }, {theme,locale})
  await page.goto(f.url+path)
  await page.waitForTimeout(900)
  if (act) await act(page, f)
  await page.waitForTimeout(500)
  await page.screenshot({ path: `/tmp/shots-dash/${name}.png`, fullPage: !!full })
  await page.close(); await f.stop()
}
const alarms = (p,f) => {
  f.school.raise({ id:'a1', kind:'isolate', reasons:['still-warm'], who:{person:'00000000000000aa', name:'Лхагвасүрэн Номин-Эрдэнэ', group:'3Б'}, raisedAt: f.school.now()-42000, level:1 })
  f.school.raise({ id:'a2', kind:'refer', priority:'medium', gate:'g2', reasons:['card-revoked'], raisedAt: f.school.now()-95000 })
  f.school.raise({ id:'a3', kind:'kiosk-offline', priority:'medium', gate:'g2', raisedAt: f.school.now()-125000, state:'going', by:'Dulam' })
}
await shot('live-en', { act: alarms })
await shot('live-1440-dark', { w:1440,h:900, theme:'dark', act: alarms })
await shot('live-mn', { locale:'mn', act: async (p,f)=>{ alarms(p,f); f.school.setGate('g2',{online:false, kept:34, seenAt:f.school.now()-60000}) } })
await shot('live-calm-vi', { locale:'vi' , w:1440,h:900})
await shot('live-empty', { hub:{empty:true, startMinute:380} })
await shot('phone-mn', { w:390,h:844, locale:'mn', act: alarms, full:true })
await shot('phone-dark-vi', { w:390,h:844, theme:'dark', locale:'vi', act: alarms })
await shot('signin', { signedIn:false })
await shot('signin-phone-mn', { signedIn:false, w:390,h:844, locale:'mn' , act: async p=>{ for(let i=0;i<4;i++){ await p.fill('input[autocomplete=username]','a'); await p.fill('input[autocomplete=current-password]','b'); await p.click('button[type=submit]'); await p.waitForTimeout(200)} }})
await shot('wall-1080', { w:1920,h:1080, locale:'mn', path:'/wall/s1#wall-token', signedIn:false })
await shot('wall-dark', { w:1440,h:900, theme:'dark', locale:'vi', path:'/wall/s1#wall-token', signedIn:false })
await shot('wall-phone', { w:390,h:844, path:'/wall/s1#wall-token', signedIn:false })
await shot('wall-invalid', { path:'/wall/s1#nope', signedIn:false })
await shot('notfound', { path:'/nope' })
await shot('find', { act: async p=>{ await p.keyboard.press('/'); await p.keyboard.type('nomin') } })
await shot('help', { act: async p=>{ await p.keyboard.press('?') } })
await shot('account', { theme:'dark', act: async p=>{ await p.click('button[aria-label="Account"]') } })
await shot('offline', { act: async (p,f)=>{ await f.stop(); await p.waitForTimeout(11000) } })
await shot('going', { act: async (p,f)=>{ alarms(p,f); await p.waitForTimeout(300); await p.keyboard.press('g') } })
await shot('tablet-ru', { w:820,h:1180, locale:'ru', act: alarms })
await browser.close()
process.exit(0)
