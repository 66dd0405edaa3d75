import type { DryRunSetting, ReadResult, UnitNeed } from '../dry-run.ts'
import { loadKnown, loadUnit } from './load.ts'
import type { DryRunResult, FromWorker, ToWorker, UnitSummary } from './messages.ts'
import type { DirectoryReader } from './needs.ts'

export interface DryRunJob {
  setting: DryRunSetting
  files: { name: string; path: string }[]
  /** a private folder for what the comparison writes */
  folder: string
  reader: DirectoryReader
  signal: AbortSignal
  progress(step: 'reading' | 'checking' | 'comparing', done: number, total: number): void
}

export interface DryRunOutcome {
  read: ReadResult
  /** absent when reading stopped: its columns are to be chosen, or it cannot be read */
  compared?: { units: (UnitNeed & { summary: UnitSummary; path: string })[]; peoplePath: string }
  result: DryRunResult
}

/**
 * Reads and compares in a worker, and feeds it what the directory holds: everybody's id first, then the records of one
 * school after the other. The worker ends with it; what it found lies in the folder.
 *
 * @throws AbortError when stopped, Error when the worker fails
 */
export async function dryRun(job: DryRunJob): Promise<DryRunOutcome> {
  const { setting, files, folder, reader, signal, progress } = job
  signal.throwIfAborted()
  const thread = new Thread(part => progress('reading', Math.round(part * 100), 100))
  const stop = () => thread.end(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    progress('reading', 0, 100)
    const { result: read } = await thread.ask({ ask: 'read', setting, files }, 'read')
    if (read.stop !== null) {
      const { result } = await thread.ask({ ask: 'finish' }, 'finish')
      return { read, result }
    }
    progress('checking', 0, 0)
    for await (const part of loadKnown(reader, signal)) await thread.ask({ ask: 'known', part }, 'known')
    const peoplePath = `${folder}/people`
    const { units } = await thread.ask({ ask: 'link', people: peoplePath }, 'link')
    const done: NonNullable<DryRunOutcome['compared']>['units'] = []
    for (const [index, unit] of units.entries()) {
      progress('comparing', index, units.length)
      const path = `${folder}/unit-${index}`
      const records = await loadUnit(reader, unit, signal)
      const { summary } = await thread.ask({ ask: 'unit', index, records, path }, 'unit')
      done.push({ ...unit, summary, path })
    }
    progress('comparing', units.length, units.length)
    const { result } = await thread.ask({ ask: 'finish' }, 'finish')
    return { read, compared: { units: done, peoplePath }, result }
  } finally {
    signal.removeEventListener('abort', stop)
    thread.end(new Error('ended'))
  }
}

type Answer<A> = Extract<FromWorker, { answer: A }>

interface Waiting {
  resolve(message: FromWorker): void
  reject(error: unknown): void
}

/** The worker, asked one question at a time. */
class Thread {
  readonly #worker = new Worker(new URL('./dry-run-thread.ts', import.meta.url))
  #waiting: Waiting | undefined
  #ended: unknown

  constructor(progress: (part: number) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('progress' in data) progress(data.progress)
      else this.#settle(waiting => waiting.resolve(data))
    }
    this.#worker.onerror = event => this.#settle(waiting => waiting.reject(new Error(event.message)))
  }

  async ask<A extends Answer<string>['answer']>(question: ToWorker, answer: A): Promise<Answer<A>> {
    if (this.#ended !== undefined) throw this.#ended
    const message = await new Promise<FromWorker>((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#worker.postMessage(question)
    })
    if ('error' in message) throw new Error(message.error)
    if (!('answer' in message) || message.answer !== answer) throw new Error(`no answer to ${answer}`)
    return message as Answer<A>
  }

  end(why: unknown): void {
    if (this.#ended !== undefined) return
    this.#ended = why
    this.#worker.terminate()
    this.#settle(waiting => waiting.reject(why))
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) how(waiting)
  }
}
