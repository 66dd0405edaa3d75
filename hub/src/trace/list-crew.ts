import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import type { FromLister, ToLister } from './list-thread.ts'
import type { AskedPerson, TraceOptions } from './types.ts'

/** People a message: some tens of ms each. */
const AT_ONCE = 8
const MOST_THREADS = 4

/**
 * Threads that make lists of many people, so that a question about a thousand takes every core and leaves the event
 * loop to the others. Without single exposures: reasons sum them up. Started with the first list, ended by `end`.
 */
export class ListCrew {
  readonly #size: number
  #threads: Lister[] = []

  constructor(size = Math.min(navigator.hardwareConcurrency, MOST_THREADS)) {
    this.#size = size
  }

  /**
   * Lists of parts of these people, told in their order whoever is ready first.
   * @throws Error when a thread fails
   */
  async lists(
    facts: TraceFacts,
    asked: readonly AskedPerson[],
    options: TraceOptions,
    told: (list: ContactList) => void,
  ): Promise<void> {
    const parts: AskedPerson[][] = []
    for (let at = 0; at < asked.length; at += AT_ONCE) parts.push(asked.slice(at, at + AT_ONCE))
    const ready = new Map<number, ContactList>()
    let next = 0
    let due = 0
    const work = async (thread: Lister) => {
      thread.know(facts, options)
      for (let part = next++; part < parts.length; part = next++) {
        ready.set(part, await thread.list(parts[part] as AskedPerson[]))
        for (let list = ready.get(due); list; list = ready.get(++due)) {
          told(list)
          ready.delete(due)
        }
      }
    }
    const wanted = Math.min(this.#size, parts.length)
    while (this.#threads.length < wanted) this.#threads.push(new Lister())
    await Promise.all(this.#threads.slice(0, wanted).map(work))
  }

  end(): void {
    for (const thread of this.#threads) thread.end()
    this.#threads = []
  }
}

class Lister {
  readonly #worker = new Worker(new URL('./list-thread.ts', import.meta.url).href)
  #pending: { resolve(list: ContactList): void; reject(error: Error): void } | undefined
  #broken: Error | undefined

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromLister>) => {
      const asked = this.#pending
      this.#pending = undefined
      if ('error' in data) asked?.reject(new Error(data.error))
      else asked?.resolve(data.list)
    }
    this.#worker.onerror = event => this.#break(`a thread of lists stopped: ${event.message}`)
  }

  know(facts: TraceFacts, options: TraceOptions): void {
    this.#worker.postMessage({ facts, options } satisfies ToLister)
  }

  list(asked: AskedPerson[]): Promise<ContactList> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken)
      this.#pending = { resolve, reject }
      this.#worker.postMessage({ asked } satisfies ToLister)
    })
  }

  end(): void {
    this.#worker.terminate()
    this.#break('the threads of lists were ended')
  }

  #break(message: string): void {
    this.#broken ??= new Error(message)
    this.#pending?.reject(this.#broken)
    this.#pending = undefined
  }
}
