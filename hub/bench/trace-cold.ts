import { Database } from 'bun:sqlite'
import { readFileSync } from 'node:fs'
import { Kysely } from 'kysely'
import { presenceRules } from '../src/presence/rules.ts'
import { recordsStore } from '../src/store/records-store.ts'
import { BunSqliteDialect } from '../src/store/sqlite-dialect.ts'
import { openSqliteFile } from '../src/store/sqlite-file.ts'
import type { Tables } from '../src/store/tables.ts'
import { traceStore } from '../src/store/trace-store.ts'
import type { TraceStore } from '../src/store/trace-types.ts'
import { spread } from './figures.ts'
import { heapOverlaps, overlapsWith } from './trace-ask.ts'
import type { Built } from './trace-build.ts'

const PAGE = 4096

/** Who, and the first and last day. */
export interface Ask {
  person: string
  first: string
  last: string
}

/**
 * Each answer from a connection that has read nothing but the schema, the file dropped from the system's cache
 * (`dd oflag=nocache count=0`, which is posix_fadvise DONTNEED). Pages are what the process read, by /proc/self/io.
 */
export async function coldAnswers({ files }: Built, list: readonly Ask[]) {
  const spent = { ours: [] as number[], heap: [] as number[] }
  const pages = { ours: [] as number[], heap: [] as number[] }
  for (const { person, first, last } of list) {
    forgetFile(files.ours)
    const { trace, file, close } = openTrace(files.ours)
    file.query('select count(*) as n from merge_mark').get()
    await timed(spent.ours, pages.ours, () => overlapsWith(trace, person, first, last))
    await close()
    forgetFile(files.heap)
    const heap = new Database(files.heap, { readonly: true })
    heap.query('select 1 from visit limit 1').get()
    await timed(spent.heap, pages.heap, async () => heapOverlaps(heap, person, first, last))
    heap.close()
  }
  return {
    how: 'fresh connection, schema read, file dropped from the page cache by posix_fadvise; pages of 4096 by rchar',
    asked: list.length,
    ours: spread(spent.ours),
    heap: spread(spent.heap),
    pages: { ours: spread(pages.ours), heap: spread(pages.heap) },
  }
}

async function timed(spent: number[], pages: number[], run: () => Promise<unknown>): Promise<void> {
  const before = bytesRead()
  const started = performance.now()
  await run()
  spent.push(performance.now() - started)
  pages.push(Math.round((bytesRead() - before) / PAGE))
}

const bytesRead = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])

function forgetFile(path: string): void {
  const drop = ['dd', `of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0']
  if (Bun.spawnSync(drop, { stderr: 'ignore' }).exitCode !== 0) throw new Error('dd cannot drop the cache')
}

/** The trace store alone, on a connection of its own. */
export function openTrace(path: string): { trace: TraceStore; file: Database; close: () => Promise<void> } {
  const file = openSqliteFile(path, 'loop')
  const db = new Kysely<Tables>({ dialect: new BunSqliteDialect(file) })
  const records = recordsStore(db, 'sqlite', presenceRules)
  const clock = { wall: () => Date.now() }
  const trace = traceStore({ db, engine: 'sqlite', rules: presenceRules, clock, records })
  return { trace, file, close: () => db.destroy() }
}
