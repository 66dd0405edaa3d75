import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export interface WatchedPage {
  page: Page
  /** what the page's policy forbade, and errors nobody caught */
  faults: string[]
}

export interface Look {
  locale?: string
  theme?: 'light' | 'dark'
}

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

/** Types once the field has the focus: a dialog takes it a moment after it stands, and keys before that are lost. */
export async function typeInto(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`${field}:focus`).waitFor()
  await page.keyboard.type(text)
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Accessibility faults by axe-core, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
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
