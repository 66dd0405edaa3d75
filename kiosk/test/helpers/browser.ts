import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as engine } from 'playwright-core'

/**
 * Flags the package adds that would make the browser another one than people use: in one process with its pages it
 * ends with the first page that is closed, and without web security it sends no Origin.
 */
const UNWANTED = /single-process|zygote|disable-web-security|allow-running-insecure-content/
/** A graphics card played by the processor: every page costs two to three times as much with it. */
const PLAYED_GPU = /use-gl|use-angle|swiftshader|ignore-gpu-blocklist|in-process-gpu/

const UNPACKED = join(import.meta.dirname, '../../../node_modules/.cache/chromium')

/** A headless Chromium that came with the packages, as on a kiosk: sound may start without a tap. */
export async function launchBrowser(): Promise<Browser> {
  const args = chromium.args.filter(arg => !UNWANTED.test(arg) && !PLAYED_GPU.test(arg))
  return engine.launch({
    executablePath: await executable(),
    args: [...args, '--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
    headless: true,
  })
}

/**
 * The browser, unpacked once into the project. Left alone the package unpacks into the machine's temporary directory,
 * where another user's copy, or half a copy of a killed run, would be taken for its own.
 */
async function executable(): Promise<string> {
  const { env } = process
  env.FONTCONFIG_PATH = join(UNPACKED, 'fonts')
  if (!existsSync(UNPACKED)) {
    await mkdir(dirname(UNPACKED), { recursive: true })
    const fresh = await mkdtemp(`${UNPACKED}-`)
    const before = env.TMPDIR
    env.TMPDIR = fresh
    try {
      await chromium.executablePath()
    } finally {
      if (before === undefined) delete env.TMPDIR
      else env.TMPDIR = before
    }
    // Whoever was faster has put the same files there.
    await rename(fresh, UNPACKED).catch(() => rm(fresh, { recursive: true }))
  }
  return join(UNPACKED, 'chromium')
}
