import type { RegisterData } from './model.ts'
import { writeRegisterPdf } from './pdf.ts'
import { type Table, writeXlsx } from './table.ts'
import { registerTables } from './tables.ts'

/** One file to write; a thread writes one and ends. */
export type RegisterTask =
  | { path: string; format: 'pdf' | 'xlsx'; register: RegisterData }
  | { path: string; tables: Table[] }

declare const self: Worker

self.onmessage = async ({ data }: MessageEvent<RegisterTask>) => {
  try {
    if ('tables' in data) await writeXlsx(data.path, data.tables)
    else if (data.format === 'pdf') await writeRegisterPdf(data.path, data.register)
    else await writeXlsx(data.path, registerTables(data.register))
    self.postMessage({ ok: true })
  } catch (error) {
    self.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) })
  }
}
