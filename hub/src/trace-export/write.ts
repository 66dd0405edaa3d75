import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import { inThread } from '../print/in-thread.ts'
import type { ExportTask, ThreadMessage } from './thread.ts'

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

/** Formats that tell every single exposure; the others are not handed them. */
const WITH_EXPOSURES = new Set<ExportFormat>(['xlsx', 'fhir'])
/** Contacts in one message to the thread. */
const SLICE = 25

/**
 * Writes a list's file in a thread of its own, which is handed the contacts slice by slice: a long list with all its
 * exposures at once would hold the hub's event loop. @throws when cancelled, or when the file cannot be written
 */
export function writeTrace(task: ExportTask, signal: AbortSignal): Promise<void> {
  const { list } = task.data
  const head = { ...task, data: { ...task.data, list: { ...list, contacts: [] } } }
  const begin: ThreadMessage = { task: head, contacts: list.contacts.length }
  return inThread(new URL('./thread.ts', import.meta.url), begin, signal, slices(task))
}

function* slices({ data, format }: ExportTask): Generator<ThreadMessage> {
  const { contacts } = data.list
  const exposed = WITH_EXPOSURES.has(format)
  for (let from = 0; from < contacts.length; from += SLICE)
    yield {
      contacts: contacts.slice(from, from + SLICE).map(({ exposures, ...contact }) => ({
        ...contact,
        ...{ exposures: exposed ? exposures : [], weights: [], quality: [] },
      })),
    }
}
