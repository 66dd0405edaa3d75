import { parseArgs } from 'node:util'
import { launchBrowser } from '../../kiosk/test/helpers/browser.ts'
import { startFixtureHub } from './fixture-hub.ts'
import { FixtureNetwork } from './fixture-network.ts'
import { openPage } from './flow/browser.ts'
import { makeNetwork } from './network-maker.ts'

/**
 * How the network bears an epidemic: `bun dashboard/test/bench-graph.ts --cases 5000 --contacts 20000 --seconds 5`.
 * Panning, then zooming with every contact unfolded, by the pointer as a person would; frames by the page's own
 * requestAnimationFrame. Prints one JSON line last.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '5000' },
    contacts: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '11' },
    /** of each movement */
    seconds: { type: 'string', default: '5' },
  },
})
const seconds = Number(values.seconds)
const network = new FixtureNetwork()
network.network = makeNetwork({
  cases: Number(values.cases),
  contacts: Number(values.contacts),
  seed: Number(values.seed),
})
const hub = await startFixtureHub({ signedIn: true, parts: [network] })
network.use(hub.directory.store)
const browser = await launchBrowser()
const { page, faults } = await openPage(browser, `${hub.url}/p/p1/cases/network`, { locale: 'en' })
await page.selectOption('form select', 'outbreak')
await page.click('[data-test=ask]')
await page.waitForSelector('[data-painted]', { timeout: 60_000 })
const firstPaintMs = await page.evaluate(() =>
  Math.round(performance.getEntriesByName('network-painted')[0]?.duration ?? Number.NaN),
)
const unfoldAllMs = await page.evaluate(
  () =>
    new Promise<number>(done => {
      const host = document.querySelector('[data-test=drawing]') as HTMLElement
      const before = host.dataset.pictures
      const begun = performance.now()
      document.querySelector<HTMLElement>('[data-test=unfold-all]')?.click()
      function look(): void {
        if (host.dataset.pictures === before) requestAnimationFrame(look)
        else done(Math.round(performance.now() - begun))
      }
      look()
    }),
)

interface Frames {
  framesPerSecond: number
  slowestFrameMs: number
  /** pictures finished meanwhile */
  pictures: number
}
/** Moves the pointer or turns the wheel once a frame for some seconds. */
function move(how: 'pan' | 'zoom' | 'still'): Promise<Frames> {
  return page.evaluate(
    ({ how, ms }) =>
      new Promise<Frames>(done => {
        const host = document.querySelector('[data-test=drawing]') as HTMLElement
        const box = host.getBoundingClientRect()
        const mid = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
        const send = (type: string, at: { clientX: number; clientY: number }): boolean =>
          host.dispatchEvent(
            new PointerEvent(type, { ...at, pointerId: 1, pointerType: 'mouse', bubbles: true }),
          )
        host.setPointerCapture = () => undefined
        const before = Number(host.dataset.pictures)
        const times: number[] = []
        const begun = performance.now()
        if (how === 'pan') send('pointerdown', mid)
        function frame(now: number): void {
          times.push(now)
          const s = (now - begun) / 1000
          if (how === 'pan')
            send('pointermove', {
              clientX: mid.clientX + 300 * Math.sin(2 * s),
              clientY: mid.clientY + 180 * Math.sin(3 * s),
            })
          else if (how === 'zoom')
            host.dispatchEvent(
              new WheelEvent('wheel', {
                ...mid,
                deltaY: 40 * Math.cos(1.5 * s) * -1,
                bubbles: true,
                cancelable: true,
              }),
            )
          if (now - begun < ms) return void requestAnimationFrame(frame)
          if (how === 'pan') send('pointerup', { clientX: mid.clientX + 50, clientY: mid.clientY })
          const gaps = times.slice(1).map((t, i) => t - (times[i] as number))
          done({
            framesPerSecond:
              Math.round((10_000 * gaps.length) / ((times.at(-1) as number) - (times[0] as number))) / 10,
            slowestFrameMs: Math.round(Math.max(...gaps)),
            pictures: Number(host.dataset.pictures) - before,
          })
        }
        requestAnimationFrame(frame)
      }),
    { how, ms: seconds * 1000 },
  )
}
// what the machine gives a page that does nothing: the measure of the others
const still = await move('still')
const pan = await move('pan')
const zoom = await move('zoom')
await browser.close()
await hub.stop()
console.log(
  JSON.stringify({
    bench: 'graph',
    cases: network.network.nodes.filter(n => n.status !== 'contact').length,
    contacts: network.network.nodes.filter(n => n.status === 'contact').length,
    links: network.network.edges.length,
    firstPaintMs,
    unfoldAllMs,
    still: still.framesPerSecond,
    pan,
    zoom,
    faults: faults.length,
  }),
)
process.exit(0)
