import type { TraceFacts } from '../store/trace-types.ts'
import { partOf } from './contacts.ts'
import { ListMerger } from './merge-lists.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import { type ListPart, type Whole, wholeOf } from './whole.ts'

/**
 * First what the next messages rest on, which is not answered; then some people at a time for their list, or all of
 * them for what is true of the whole, each message answered once.
 */
export type ToLister =
  | { facts: TraceFacts; options: TraceOptions }
  | { asked: AskedPerson[] }
  | { together: AskedPerson[] }
export type FromLister = { list: ListPart } | { whole: Whole } | { error: string }

declare const self: Worker

let known: { facts: TraceFacts; options: TraceOptions } | undefined

self.onmessage = ({ data }: MessageEvent<ToLister>) => {
  if ('facts' in data) known = data
  else self.postMessage(answer(data))
}

function answer(message: Exclude<ToLister, { facts: TraceFacts }>): FromLister {
  try {
    if (known === undefined) throw new Error('nothing is known to the thread')
    const { facts, options } = known
    if ('together' in message) return { whole: wholeOf(facts, message.together, options.interviewed) }
    const merger = new ListMerger({ bare: true })
    for (const of of message.asked) merger.add(partOf(facts, [of], options))
    return { list: merger.list() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
