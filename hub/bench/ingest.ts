import { Database, type SQLQueryBindings } from 'bun:sqlite'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteFile } from '../src/store/sqlite-file.ts'
import { temporaryDirectory } from '../test/helpers/ingest-server.ts'
import type { ClientJob } from './clients.ts'
import { flags } from './flags.ts'
import { seedFleet } from './fleet.ts'
import { type HubProcess, startClients, startHub } from './hub-process.ts'

const DEFAULTS = {
  kiosks: 200,
  entries: 1000,
  warm: 200,
  batch: 20,
  window: 3,
  singles: 1000,
  single: 40,
  runs: 3,
}

/**
 * Entries per second through real sockets into a hub on disk: batches, and one entry a frame from many kiosks,
 * beside a bare `bun:sqlite` loop that inserts the very rows the hub stored through a connection with the very
 * same settings, fsynced, as many rows a transaction as a batch has (`ratio`) and 1,000 a transaction (`ratioBatchesOf1000`).
 * Hub and loop take turns, `runs` times, each warmed up; every figure is the median of its runs.
 */
export async function run(args: string[]): Promise<unknown> {
  const f = flags(args, DEFAULTS)
  const batches: Driven[] = []
  const singles: Driven[] = []
  const raw1000: number[] = []
  const rawBatch: number[] = []
  for (let i = 0; i < f.runs; i++) {
    const dir = temporaryDirectory()
    await seedFleet(dir.path, f.kiosks + f.singles)
    const hub = await startHub(dir.path)
    try {
      const { kiosks, entries, warm, batch, window } = f
      const shared = { job: 'send' as const, port: hub.port }
      batches.push(await drive(hub, { ...shared, first: 0, kiosks, entries, warm, batch, window }))
      const one = { entries: f.single, warm: 5, batch: 1, window: 1 }
      if (f.singles > 0)
        singles.push(await drive(hub, { ...shared, first: kiosks, kiosks: f.singles, ...one }))
      await hub.kill('SIGKILL')
      rawLoop(dir.path, kiosks * warm, 1000)
      raw1000.push(rawLoop(dir.path, kiosks * entries, 1000))
      rawBatch.push(rawLoop(dir.path, kiosks * entries, batch))
      const ratio = (batches.at(-1)?.perSecond ?? 0) / (raw1000.at(-1) ?? 1)
      console.error(`run ${i + 1}: ${batches.at(-1)?.perSecond}/s, raw ${raw1000.at(-1)}/s, ${round2(ratio)}`)
    } finally {
      await hub.kill('SIGKILL')
      dir.remove()
    }
  }
  const ratioTo = (raw: number[]) =>
    round2(median(batches.map((run, i) => run.perSecond / (raw[i] as number))))
  return {
    bench: 'ingest',
    ...f,
    batches: medians(batches),
    singlesResult: medians(singles),
    rawPerSecond: { per1000: median(raw1000), [`per${f.batch}`]: median(rawBatch) },
    ratio: ratioTo(rawBatch),
    ratioBatchesOf1000: ratioTo(raw1000),
  }
}

const round2 = (n: number) => Math.round(n * 100) / 100
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const medians = (runs: Driven[]) =>
  Object.fromEntries(
    Object.keys(runs[0] ?? {}).map(key => [key, median(runs.map(run => run[key as keyof Driven]))]),
  )

interface Driven {
  entries: number
  perSecond: number
  ms: number
  /** over all of the hub's threads, us an entry */
  hubCpuUs: number
  ackP50Ms: number
  ackP99Ms: number
}

async function drive(hub: HubProcess, job: ClientJob & { job: 'send' }): Promise<Driven> {
  const clients = startClients(job)
  await clients.next()
  const cpu = hub.cpuMs()
  clients.say('go')
  const { ms = 0, ackP50Ms = 0, ackP99Ms = 0 } = await clients.next()
  const cpuMs = hub.cpuMs() - cpu
  await clients.kill()
  const entries = job.kiosks * job.entries
  return {
    entries,
    perSecond: Math.round((entries / ms) * 1000),
    ms: Math.round(ms),
    hubCpuUs: round2((cpuMs * 1000) / entries),
    ackP50Ms,
    ackP99Ms,
  }
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
  const raw = openSqliteFile(path, 'writer')
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
