import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core'

export interface WatchedPage {
  page: Page
  /** what the page's policy forbade, and errors nobody caught */
  faults: string[]
}

export interface Look {
  locale?: string
  theme?: 'light' | 'dark'
}

/** The browser runs this many times slower: `SCHOOLGATE_TEST_SLOWER=6 npm run test:flow` finds what only fails on a busy machine. */
const SLOWER = Number(process.env.SCHOOLGATE_TEST_SLOWER ?? 1)

/** A page that remembers every policy violation and uncaught error from its first moment. */
export async function openPage(
  browser: Browser,
  url: string,
  look: Look = {},
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  const page = await context.newPage()
  await slowDown(page)
  watchRequests(page)
  const faults: string[] = []
  page.on('pageerror', error => faults.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.text().startsWith('policy: ')) faults.push(message.text())
  })
  await page.addInitScript(({ locale }) => {
    document.addEventListener('securitypolicyviolation', e =>
      console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ''} ${e.sample}`),
    )
    if (locale && !localStorage.getItem('schoolgate.preferences')) {
      localStorage.setItem(
        'schoolgate.preferences',
        JSON.stringify({ theme: 'system', locale, shortcuts: true }),
      )
    }
  }, look)
  await page.goto(url)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  return { page, faults }
}

/** As many times slower as `SCHOOLGATE_TEST_SLOWER` says. */
export async function slowDown(page: Page): Promise<void> {
  if (SLOWER <= 1) return
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}

const underWay = new WeakMap<Page, Set<Request>>()

function watchRequests(page: Page): void {
  const open = new Set<Request>()
  underWay.set(page, open)
  const isAsked = (request: Request) => !/^(data|blob):|\/socket\.io\//.test(request.url())
  page.on('request', request => isAsked(request) && open.add(request))
  page.on('requestfinished', request => open.delete(request))
  page.on('requestfailed', request => open.delete(request))
}

/** Two frames: what has just changed is drawn. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))

/** What was asked of the hub has been answered and drawn. The page was opened by `openPage`. */
export async function settled(page: Page): Promise<void> {
  const open = underWay.get(page) ?? new Set()
  for (let calm = 0; calm < 2; ) {
    await drawn(page)
    calm = open.size === 0 ? calm + 1 : 0
  }
}

/** Presses Undo on the toast that says `what`; an older one may stand behind it. */
export const undo = (page: Page, what: string | RegExp): Promise<void> =>
  page.locator('[data-sonner-toast]', { hasText: what }).locator('button', { hasText: 'Undo' }).click()

/** A dialog takes the focus a moment after it stands: keys before that go elsewhere. */
export const dialogHasFocus = (page: Page): Promise<void> =>
  page.locator('[role=dialog]:focus, [role=dialog] :focus').first().waitFor()

/** The option Enter would take says `text`: answers come after the letters. */
export const optionReady = (page: Page, text: string | RegExp): Promise<void> =>
  page
    .locator('[role=option][data-highlighted], [role=option][aria-selected=true]', { hasText: text })
    .first()
    .waitFor()

/** A menu opened by keyboard gives the focus to its first entry a moment after it stands. */
export const menuHasFocus = (page: Page): Promise<void> => page.locator('[role^=menuitem]:focus').waitFor()

/** Types once the field has the focus: a dialog takes it a moment after it stands, and keys before that are lost. */
export async function typeInto(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`${field}:focus`).waitFor()
  await page.keyboard.type(text)
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Accessibility faults by axe-core, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  // put in through the debugger: the page's own policy lets no such script in
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          root: Document,
          options: object,
        ): Promise<{
          violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(v =>
      v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary.slice(0, 200)}`),
    )
  })
}

/** Texts cut off sideways, cards whose content stands out of them, and a page wider than its window. */
export async function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > innerWidth + 1) faults.push(`page is ${root.scrollWidth} wide in ${innerWidth}`)
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const text = node.textContent?.trim()
      if (!element || !text || element.closest('option, script, .sr-only, [aria-hidden="true"]')) continue
      if (!element.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width < 2) continue
      if (box.right > innerWidth + 1 || box.left < -1) faults.push(`outside the window: ${text}`)
      for (let up: HTMLElement | null = element; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up)
        if (style.overflowX === 'visible') continue
        const edge = up.getBoundingClientRect()
        if (edge.width < 2) break
        if (box.right > edge.right + 1 || box.left < edge.left - 1) faults.push(`cut sideways: ${text}`)
        if (style.overflowY === 'hidden' && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2)) {
          faults.push(`cut in height: ${text}`)
        }
        break
      }
    }
    for (const card of document.querySelectorAll('main section')) {
      const edge = card.getBoundingClientRect()
      for (const child of card.children) {
        const box = child.getBoundingClientRect()
        if (box.height > 0 && box.bottom > edge.bottom + 8) {
          faults.push(
            `stands out of its card by ${Math.round(box.bottom - edge.bottom)}: ${card.querySelector('h2')?.textContent}`,
          )
        }
      }
    }
    return [...new Set(faults)]
  })
}
