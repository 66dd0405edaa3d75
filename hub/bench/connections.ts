import { temporaryDirectory } from '../test/helpers/ingest-server.ts'
import { flags } from './flags.ts'
import { seedFleet } from './fleet.ts'
import { startClients, startHub } from './hub-process.ts'

const DEFAULTS = { kiosks: 18_000, settleMs: 5000 }

/** Hub memory per connected kiosk, and how long until everybody is back after the hub was killed. */
export async function run(args: string[]): Promise<unknown> {
  const { kiosks, settleMs } = flags(args, DEFAULTS)
  const dir = temporaryDirectory()
  await seedFleet(dir.path, kiosks)
  let hub = await startHub(dir.path)
  const clients = startClients({ job: 'stay', port: hub.port, kiosks })
  try {
    const restBytes = hub.rssBytes()
    const joined = await clients.next()
    console.error(`${joined.up} kiosks joined in ${joined.ms} ms`)
    await Bun.sleep(settleMs)
    const bytes = hub.rssBytes()
    clients.say('watch')
    await hub.kill('SIGKILL')
    hub = await startHub(dir.path, hub.port)
    const back = await clients.next()
    await Bun.sleep(settleMs)
    const bytesAfter = hub.rssBytes()
    clients.say('end')
    return {
      bench: 'connections',
      kiosks,
      joinMs: joined.ms,
      backMs: back.ms,
      hubRestBytes: restBytes,
      hubBytes: bytes,
      hubBytesAfter: bytesAfter,
      bytesPerSocket: Math.round((bytes - restBytes) / kiosks),
    }
  } finally {
    await clients.kill()
    await hub.kill('SIGKILL')
    dir.remove()
  }
}
