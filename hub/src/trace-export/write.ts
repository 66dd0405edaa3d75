import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import type { ExportTask } from './thread.ts'

/** How a format's file is named and served. */
export const FORMATS: Record<ExportFormat, { ending: string; type: string }> = {
  pdf: { ending: '.pdf', type: 'application/pdf' },
  xlsx: {
    ending: '.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  fhir: { ending: '.fhir.json', type: 'application/fhir+json' },
  sormas: { ending: '.sormas.csv', type: 'text/csv; charset=utf-8' },
  godata: { ending: '.godata.csv', type: 'text/csv; charset=utf-8' },
}

/**
 * Writes a list's file in a thread of its own: fonts and zipping are no work for the hub's event loop.
 * @throws when cancelled, or when the file cannot be written
 */
export async function writeTrace(task: ExportTask, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./thread.ts', import.meta.url))
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const cancel = () => reject(signal.reason)
  worker.onmessage = ({ data }: MessageEvent<{ ok: true } | { ok: false; message: string }>) =>
    data.ok ? resolve() : reject(new Error(data.message))
  worker.onerror = event => reject(new Error(event.message))
  signal.addEventListener('abort', cancel)
  try {
    worker.postMessage(task)
    await promise
  } finally {
    signal.removeEventListener('abort', cancel)
    worker.terminate()
  }
}
