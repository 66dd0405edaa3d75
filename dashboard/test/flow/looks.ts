import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFaults, clippedTexts, type Look, openPage, settled } from './browser.ts'

export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }
export const WIDE = { width: 1440, height: 900 }
type Size = typeof DESK

/** Each language once and each theme once: words are cut by language, contrast fails by theme. */
const LIGHT = { locale: 'mn', theme: 'light' } as const
const DARK = { locale: 'vi', theme: 'dark' } as const

/** Nothing is cut off at any of these sizes, and axe finds no fault at those in `axe`. */
export async function looksRight(
  page: Page,
  what: string,
  sizes: readonly Size[] = [DESK, PHONE],
  { axe = sizes, shown }: { axe?: readonly Size[]; shown?: string } = {},
): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    if (shown) await page.waitForSelector(shown)
    await settled(page)
    const where = `${what}, ${size.width}x${size.height}`
    expect(await clippedTexts(page), where).toEqual([])
    if (axe.includes(size)) expect(await axeFaults(page), `${where}, axe`).toEqual([])
  }
}

/** Another language and theme on the open page, as if chosen in another tab: whatever stands open stays open. */
export async function changeLook(page: Page, look: Required<Look>): Promise<void> {
  await page.emulateMedia({ colorScheme: look.theme })
  await page.evaluate(locale => {
    const key = 'schoolgate.preferences'
    const newValue = JSON.stringify({ theme: 'system', locale, shortcuts: true })
    localStorage.setItem(key, newValue)
    dispatchEvent(new StorageEvent('storage', { key, newValue }))
  }, look.locale)
  await page.locator(`html[lang=${look.locale}]`).waitFor()
}

export interface Sight {
  /** stands there as soon as the page has come */
  ready: string
  /** leads to the state to be seen */
  go?: ((page: Page) => Promise<unknown>) | undefined
  /** stands there at every size, once `go` is done; `ready` unless told */
  shown?: string | undefined
  sizes?: readonly Size[]
}

/**
 * A page seen in two languages, light and dark, on a desk and on a phone: nothing cut off, no axe fault, no policy
 * violation. What axe sees does not hang on the language, so it looks at each width once.
 */
export async function inEveryLook(browser: Browser, url: string, sight: Sight): Promise<void> {
  const { ready, go, shown = ready, sizes = [DESK, PHONE] } = sight
  const { page, faults } = await openPage(browser, url, LIGHT)
  await page.waitForSelector(ready)
  await go?.(page)
  await looksRight(page, 'mn, light', sizes, { axe: [DESK], shown })
  await changeLook(page, DARK)
  await looksRight(page, 'vi, dark', sizes.toReversed(), { axe: [PHONE], shown })
  expect(faults).toEqual([])
  await page.context().close()
}
