import { Database, type SQLQueryBindings } from 'bun:sqlite'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from '../test/helpers/ingest-server.ts'
import type { ClientJob } from './clients.ts'
import { flags } from './flags.ts'
import { seedFleet } from './fleet.ts'
import { type HubProcess, startClients, startHub } from './hub-process.ts'

const DEFAULTS = { kiosks: 200, entries: 500, batch: 20, window: 3, singles: 1000, single: 40 }

/**
 * Entries per second through real sockets into a hub on disk: batches, and one entry a frame from many kiosks,
 * beside a bare `bun:sqlite` loop that inserts the very rows the hub stored, also fsynced, 1,000 and 20 a
 * transaction. `ratio` is against the faster loop.
 */
export async function run(args: string[]): Promise<unknown> {
  const f = flags(args, DEFAULTS)
  const dir = temporaryDirectory()
  await seedFleet(dir.path, f.kiosks + f.singles)
  const hub = await startHub(dir.path)
  try {
    const batches = await drive(hub, {
      job: 'send',
      port: hub.port,
      first: 0,
      kiosks: f.kiosks,
      entries: f.entries,
      batch: f.batch,
      window: f.window,
    })
    const singles = await drive(hub, {
      job: 'send',
      port: hub.port,
      first: f.kiosks,
      kiosks: f.singles,
      entries: f.single,
      batch: 1,
      window: 1,
    })
    await hub.kill()
    // The best of three: a neighbour on the machine must not flatter the hub.
    const best = (per: number) =>
      Math.max(...[1, 2, 3].map(() => rawLoop(dir.path, f.kiosks * f.entries, per)))
    const raw1000 = best(1000)
    const raw20 = best(f.batch)
    const ratio = Math.round((batches.perSecond / raw1000) * 100) / 100
    return {
      bench: 'ingest',
      ...f,
      batches,
      singlesResult: singles,
      rawPerSecond: { per1000: raw1000, [`per${f.batch}`]: raw20 },
      ratio,
    }
  } finally {
    await hub.kill('SIGKILL')
    dir.remove()
  }
}

async function drive(hub: HubProcess, job: ClientJob & { job: 'send' }) {
  const clients = startClients(job)
  const { ready } = await clients.next()
  console.error(`${ready} kiosks ready, ${job.batch} entries a frame`)
  const cpu = hub.cpuMs()
  clients.say('go')
  const { ms = 0, ...acks } = await clients.next()
  const hubCpuMs = hub.cpuMs() - cpu
  await clients.kill()
  const entries = job.kiosks * job.entries
  return { entries, perSecond: Math.round((entries / ms) * 1000), ms: Math.round(ms), hubCpuMs, ...acks }
}

/** @returns rows per second */
function rawLoop(data: string, count: number, perTransaction: number): number {
  const hub = new Database(join(data, 'hub.sqlite'), { readonly: true })
  const rows = hub.query<SQLQueryBindings[], [number]>('select * from log order by id limit ?').values(count)
  const ddl =
    hub.query<{ sql: string }, []>("select sql from sqlite_master where name = 'log'").get()?.sql ?? ''
  hub.close()
  const path = join(data, 'raw.sqlite')
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
  const raw = new Database(path)
  raw.run('pragma journal_mode = wal')
  raw.run('pragma synchronous = full')
  raw.run(ddl)
  const insert = raw.prepare(
    `insert into log values (${(rows[0] as SQLQueryBindings[]).map(() => '?').join(', ')})`,
  )
  const started = performance.now()
  for (let i = 0; i < rows.length; i += perTransaction) {
    raw.run('begin immediate')
    for (const row of rows.slice(i, i + perTransaction)) insert.run(...(row as SQLQueryBindings[]))
    raw.run('commit')
  }
  const ms = performance.now() - started
  raw.close()
  return Math.round((rows.length / ms) * 1000)
}
