import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Clock } from '@schoolgate/protocol/clock'
import { loadAssets } from './assets.ts'
import { makeBroadcast } from './broadcast.ts'
import { pageView } from './page-view.ts'
import { screenRoutes } from './routes.ts'
import type { ScreenView } from './view.ts'

/** The narrow part of a logger that the screen needs. */
export interface ScreenLog {
  info(fields: object, message: string): void
}

export interface ScreenOptions {
  /** 0 lets the system choose */
  port: number
  /** address to listen on; the page carries given names, so other machines do not see it by default */
  host?: string
  clock: Clock
  log?: ScreenLog
}

export interface Screen {
  /** the port that is really listened on */
  port: number
  /** Puts a view on every open page, and on pages opened later. */
  show(view: ScreenView): void
  /** A card was seen: the page sounds its tick. Call it before anything slow. */
  tick(): void
  stop(): Promise<void>
}

/** ms of real time between beats; the page gives up after three seconds without one */
const BEAT_MS = 1_000

const STARTING: ScreenView = {
  locale: 'mn',
  timeZone: 'Asia/Ulaanbaatar',
  scene: { scene: 'out-of-order', cause: 'not-set-up' },
  strip: { gate: '', online: false, kept: 0, thermal: 'absent', scanner: 'absent', relay: 'absent' },
}

/**
 * Serves the kiosk's page. Until the first `show` the page sends children to the teacher, so that a kiosk
 * which is still starting never looks ready. Rejects if the port is taken.
 */
export async function startScreen(options: ScreenOptions): Promise<Screen> {
  const { clock, host = '127.0.0.1' } = options
  const assets = await loadAssets()
  const broadcast = makeBroadcast(pageView(STARTING))
  const app = screenRoutes(assets, broadcast, new Set(['localhost', '127.0.0.1', '[::1]', host]))
  const server = createAdaptorServer({ fetch: app.fetch }) as Server

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  options.log?.info({ host, port }, 'screen is listening')

  // Real time, not the kiosk's clock: a beat proves that this process lives, even when a demonstration runs fast.
  const beating = setInterval(() => broadcast.beat(clock.wall()), BEAT_MS)

  return {
    port,
    show(view) {
      broadcast.show(pageView(view))
      broadcast.beat(clock.wall())
    },
    tick: () => broadcast.tick(),
    async stop() {
      clearInterval(beating)
      broadcast.end()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
