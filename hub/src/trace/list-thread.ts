import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { contactsOf } from './contacts.ts'
import { ListMerger } from './merge-lists.ts'
import type { AskedPerson, TraceOptions } from './types.ts'

/** First what the next lists rest on, which is not answered; then some people at a time, each message answered once. */
export type ToLister = { facts: TraceFacts; options: TraceOptions } | { asked: AskedPerson[] }
export type FromLister = { list: ContactList } | { error: string }

declare const self: Worker

let known: { facts: TraceFacts; options: TraceOptions } | undefined

self.onmessage = ({ data }: MessageEvent<ToLister>) => {
  if ('facts' in data) known = data
  else self.postMessage(answer(data.asked))
}

function answer(asked: readonly AskedPerson[]): FromLister {
  try {
    if (known === undefined) throw new Error('nothing is known to the thread')
    const merger = new ListMerger({ bare: true })
    for (const of of asked) merger.add(contactsOf(known.facts, [of], known.options))
    return { list: merger.list() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
