import { parseArgs } from 'node:util'
import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { startFixtureHub } from './fixture-hub.ts'
import { openPage } from './flow/browser.ts'

/**
 * How the Live page bears a flood: `bun dashboard/test/bench-feed.ts --rate 500 --seconds 60`. Prints one JSON line
 * last; a long task is a block of the page's main thread, ms (W3C Long Tasks).
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
    /** ms between deltas; the hub coalesces to 250, smaller is harder */
    every: { type: 'string', default: '250' },
  },
})
const rate = Number(values.rate)
const seconds = Number(values.seconds)

const hub = await startFixtureHub({ signedIn: true, rate, everyMs: Number(values.every) })
const browser = await launchBrowser()
const { page, faults } = await openPage(browser, `${hub.url}/sites/s1`, { locale: 'en' })
await page.waitForSelector('[data-phase="online"]')
await page.evaluate(() => {
  const kept = { tasks: [] as number[], frames: 0 }
  Object.assign(globalThis, { kept })
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) kept.tasks.push(task.duration)
  }).observe({ type: 'longtask' })
  const count = (): void => {
    kept.frames++
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
})
const probe = await page.context().newCDPSession(page)
await probe.send('Performance.enable')
const before = hub.school.snapshot.state.counts.in
hub.school.run()
await new Promise(resolve => setTimeout(resolve, seconds * 1000))
hub.school.stop()
const sent = hub.school.snapshot.state.counts.in - before
await page.waitForFunction(
  expected => document.querySelector('[data-test=on-site]')?.textContent?.replace(/\D/g, '') === expected,
  String(hub.school.snapshot.state.counts.onSite),
)
const { tasks, frames } = await page.evaluate(
  () => (globalThis as unknown as { kept: { tasks: number[]; frames: number } }).kept,
)
/** seconds the page's main thread spent, by what */
const { metrics } = await probe.send('Performance.getMetrics')
const spent = (name: string): number => Math.round((metrics.find(m => m.name === name)?.value ?? 0) * 10) / 10
const domNodes = await page.evaluate(() => document.querySelectorAll('*').length)
await browser.close()
await hub.stop()
console.log(
  JSON.stringify({
    bench: 'dashboard-feed',
    entriesPerSecond: Math.round(sent / seconds),
    seconds,
    deltaEveryMs: Number(values.every),
    longTasksOver100ms: tasks.filter(t => t > 100).length,
    longTasksOver50ms: tasks.length,
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
    framesPerSecond: Math.round(frames / seconds),
    domNodes,
    mainThreadS: {
      all: spent('TaskDuration'),
      script: spent('ScriptDuration'),
      layout: spent('LayoutDuration'),
    },
    faults: faults.length,
  }),
)
process.exit(0)
