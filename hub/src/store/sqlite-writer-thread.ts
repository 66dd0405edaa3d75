import type { AppendPacket } from './append-packet.ts'
import type { AppendOutcome } from './log-types.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { type SqliteWriter, sqliteWriter } from './sqlite-writer.ts'

/** First the file's path, then one packet at a time, last `close`. Every message is answered once. */
export type ToWriter = { open: string } | { packet: AppendPacket } | { close: true }
export type FromWriter = { outcomes: AppendOutcome[] } | { error: string } | { done: true }

declare const self: Worker

let writer: SqliteWriter | undefined

self.onmessage = ({ data }: MessageEvent<ToWriter>) => {
  self.postMessage(answer(data))
}

function answer(message: ToWriter): FromWriter {
  try {
    if ('open' in message) {
      writer = sqliteWriter(openSqliteFile(message.open, 'writer'))
      return { done: true }
    }
    if ('packet' in message) {
      if (writer === undefined) throw new Error('the writer has no file')
      return { outcomes: writer.write(message.packet) }
    }
    writer?.close()
    return { done: true }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
