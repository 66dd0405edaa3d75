import type { TraceFacts } from '../store/trace-types.ts'
import type { FromLister, ToLister } from './list-thread.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import type { ListPart, Whole } from './whole.ts'

/** People worth a thread of their own: some tens of ms. */
const LEAST = 8
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
   * Lists of parts of these people, in their order, and what is true of all of them together. A thread takes one
   * stretch of people and hands one list over: handing over many costs more than making them.
   * @throws Error when a thread fails
   */
  async lists(
    facts: TraceFacts,
    asked: readonly AskedPerson[],
    options: TraceOptions,
  ): Promise<{ lists: ListPart[]; whole: Whole }> {
    const wanted = Math.max(1, Math.min(this.#size, Math.floor(asked.length / LEAST)))
    while (this.#threads.length < wanted) this.#threads.push(new Lister())
    const each = Math.ceil(asked.length / wanted)
    const told = await Promise.all(
      this.#threads.slice(0, Math.ceil(asked.length / each)).map((thread, i) =>
        thread.ask({
          ...{ facts, options },
          asked: asked.slice(i * each, (i + 1) * each),
          together: i === 0 ? asked : null,
        }),
      ),
    )
    return { lists: told.map(({ list }) => list), whole: told[0]?.whole as Whole }
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

  ask(message: ToLister): Promise<Told> {
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
