import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import { inThread } from '../print/in-thread.ts'
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

/** Writes a list's file in a thread of its own. @throws when cancelled, or when the file cannot be written */
export const writeTrace = (task: ExportTask, signal: AbortSignal): Promise<void> =>
  inThread(new URL('./thread.ts', import.meta.url), task, signal)
