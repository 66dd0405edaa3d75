import chromium from '@sparticuz/chromium'
import { type Browser, chromium as engine } from 'playwright-core'

/**
 * Flags the package adds that would make the browser another one than people use: in one process with its pages it
 * ends with the first page that is closed, and without web security it sends no Origin.
 */
const UNWANTED = /single-process|zygote|disable-web-security|allow-running-insecure-content/

/** A headless Chromium that came with the packages, as on a kiosk: sound may start without a tap. */
export async function launchBrowser(): Promise<Browser> {
  const args = chromium.args.filter(arg => !UNWANTED.test(arg))
  return engine.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    headless: true,
  })
}
