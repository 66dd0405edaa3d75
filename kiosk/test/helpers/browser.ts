import chromium from '@sparticuz/chromium'
import { type Browser, chromium as engine } from 'playwright-core'

/** A headless Chromium that came with the packages, as on a kiosk: sound may start without a tap. */
export async function launchBrowser(): Promise<Browser> {
  // in one process with its pages the browser would end with the first page that is closed
  const args = chromium.args.filter(arg => arg !== '--single-process')
  return engine.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    headless: true,
  })
}
