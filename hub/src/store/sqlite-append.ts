import { packAppends } from './append-packet.ts'
import type { Append, AppendOutcome } from './log-types.ts'
import type { FromWriter, ToWriter } from './sqlite-writer-thread.ts'
import type { Db } from './tables.ts'

export interface SqliteAppend {
  append(appends: Append[]): Promise<AppendOutcome[]>
  close(): Promise<void>
}

/**
 * The hot path on SQLite. Inserting and waiting for the disk happen on a thread of their own with a connection of
 * its own, so that the next group is received and checked meanwhile. The hub's one connection is taken through
 * Kysely for as long: there is still one writer at a time, and nobody waits inside SQLite.
 */
export async function sqliteAppend(kysely: Db, path: string): Promise<SqliteAppend> {
  const thread = startThread()
  await thread.ask({ open: path })
  return {
    append: appends =>
      kysely.connection().execute(async () => {
        const packet = packAppends(appends)
        const answer = await thread.ask({ packet }, [packet.numbers.buffer, packet.bytes.buffer])
        return 'outcomes' in answer ? answer.outcomes : []
      }),
    async close() {
      await thread.ask({ close: true }).catch(() => {})
      thread.end()
    },
  }
}

/** One question at a time: the caller holds the connection. */
function startThread() {
  const worker = new Worker(new URL('./sqlite-writer-thread.ts', import.meta.url).href)
  let pending: { resolve(answer: FromWriter): void; reject(error: Error): void } | undefined
  let broken: Error | undefined
  worker.onmessage = ({ data }: MessageEvent<FromWriter>) => {
    const asked = pending
    pending = undefined
    if ('error' in data) asked?.reject(new Error(data.error))
    else asked?.resolve(data)
  }
  worker.onerror = event => {
    broken = new Error(`the writer stopped: ${event.message}`)
    pending?.reject(broken)
    pending = undefined
  }
  return {
    ask: (message: ToWriter, transfer: ArrayBuffer[] = []) =>
      new Promise<FromWriter>((resolve, reject) => {
        if (broken !== undefined) return reject(broken)
        pending = { resolve, reject }
        worker.postMessage(message, transfer)
      }),
    end: () => worker.terminate(),
  }
}
