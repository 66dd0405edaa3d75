import { writeFile } from 'node:fs/promises'
import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import { fhirBundle } from './fhir.ts'
import { godataCsv } from './godata.ts'
import type { TraceExport } from './model.ts'
import { writeTracePdf } from './pdf.ts'
import { sormasCsv } from './sormas.ts'
import { writeTraceXlsx } from './xlsx.ts'

/** A thread's messages: a task with nobody on its list and how many there are, then they, slice by slice. */
export type ThreadMessage = { task: ExportTask; contacts: number } | { contacts: Contact[] }

/** One file to write; a thread writes one and ends. */
export interface ExportTask {
  path: string
  format: ExportFormat
  data: TraceExport
  /** FHIR instant */
  timestamp: string
}

/** Writes a list in a format. @throws when the file cannot be written */
async function write({ path, format, data, timestamp }: ExportTask): Promise<void> {
  switch (format) {
    case 'pdf':
      return writeTracePdf(path, data)
    case 'xlsx':
      return writeTraceXlsx(path, data)
    case 'fhir':
      return text(path, `${JSON.stringify(fhirBundle(data, timestamp), null, 2)}\n`)
    case 'sormas':
      return text(path, sormasCsv(data))
    case 'godata':
      return text(path, godataCsv(data))
  }
}

const text = (path: string, content: string) => writeFile(path, content, { mode: 0o600 })

declare const self: Worker

let begun: { task: ExportTask; contacts: number } | undefined
const contacts: Contact[] = []

self.onmessage = async ({ data: message }: MessageEvent<ThreadMessage>) => {
  if ('task' in message) begun = message
  else contacts.push(...message.contacts)
  if (!begun || contacts.length < begun.contacts) return
  const { task } = begun
  try {
    await write({ ...task, data: { ...task.data, list: { ...task.data.list, contacts } } })
    self.postMessage({ ok: true })
  } catch (error) {
    self.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) })
  }
}
