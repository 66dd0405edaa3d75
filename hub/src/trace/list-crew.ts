import type { TraceFacts } from '../store/trace-types.ts'
import type { FromLister, ToLister } from './list-thread.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import type { ListPart, Whole } from './whole.ts'

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
   * @returns what is true of all of them together
   * @throws Error when a thread fails
   */
  async lists(
    facts: TraceFacts,
    asked: readonly AskedPerson[],
    options: TraceOptions,
    told: (list: ListPart) => void,
  ): Promise<Whole> {
    const parts: AskedPerson[][] = []
    for (let at = 0; at < asked.length; at += AT_ONCE) parts.push(asked.slice(at, at + AT_ONCE))
    const ready = new Map<number, ListPart>()
    let next = 0
    let due = 0
    const whole: Whole[] = []
    const work = async (thread: Lister, i: number) => {
      thread.know(facts, options)
      // The first thread's first task is what the whole question shares; the others begin with the lists.
      if (i === 0) whole.push(await thread.whole([...asked]))
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
    return whole[0] as Whole
  }

  end(): void {
    for (const thread of this.#threads) thread.end()
    this.#threads = []
  }
}

type Told = Exclude<FromLister, { error: string }>

class Lister {
  readonly #worker = new Worker(new URL('./list-thread.ts', import.meta.url).href)
  #pending: { resolve(told: Told): void; reject(error: Error): void } | undefined
  #broken: Error | undefined

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromLister>) => {
      const asked = this.#pending
      this.#pending = undefined
      if ('error' in data) asked?.reject(new Error(data.error))
      else asked?.resolve(data)
    }
    this.#worker.onerror = event => this.#break(`a thread of lists stopped: ${event.message}`)
  }

  know(facts: TraceFacts, options: TraceOptions): void {
    this.#worker.postMessage({ facts, options } satisfies ToLister)
  }

  list = async (asked: AskedPerson[]): Promise<ListPart> => {
    const told = await this.#ask({ asked })
    if (!('list' in told)) throw new Error('a thread told something else than a list')
    return told.list
  }

  whole = async (asked: AskedPerson[]): Promise<Whole> => {
    const told = await this.#ask({ together: asked })
    if (!('whole' in told)) throw new Error('a thread told something else than the whole')
    return told.whole
  }

  #ask(message: ToLister): Promise<Told> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken)
      this.#pending = { resolve, reject }
      this.#worker.postMessage(message)
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
