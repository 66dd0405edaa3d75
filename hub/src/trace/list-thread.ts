import type { TraceFacts } from '../store/trace-types.ts'
import { partOf } from './contacts.ts'
import { ListMerger } from './merge-lists.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import { type ListPart, type Whole, wholeOf } from './whole.ts'

/** Some people's list is wanted, and of everybody in `together` what is true of the whole. Answered once. */
export interface ToLister {
  facts: TraceFacts
  options: TraceOptions
  asked: readonly AskedPerson[]
  together: readonly AskedPerson[] | null
}
export type FromLister = { list: ListPart; whole: Whole | null } | { error: string }

declare const self: Worker

self.onmessage = ({ data }: MessageEvent<ToLister>) => self.postMessage(answer(data))

function answer({ facts, options, asked, together }: ToLister): FromLister {
  try {
    const merger = new ListMerger({ bare: true })
    for (const of of asked) merger.add(partOf(facts, [of], options))
    return { list: merger.list(), whole: together && wholeOf(facts, together, options.interviewed) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
