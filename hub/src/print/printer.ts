import type { CardFace } from './card-face.ts'
import type { CardLayout } from './cards-document.ts'
import type { Poster } from './poster.ts'
import type { FromPrinter, ToPrinter } from './print-thread.ts'

export interface CardsPrint {
  path: string
  layout: CardLayout
  /** some at a time: the next are asked for when these are drawn, so that photos never pile up */
  faces: AsyncIterable<CardFace[]>
  signal: AbortSignal
}

/** Draws PDFs in threads of their own: fonts and thousands of squares are no work for the hub's event loop. */
export class Printer {
  /** card runs come one after the other: two at once would take twice the memory and no less time */
  #turn: Promise<unknown> = Promise.resolve()

  /** @throws when cancelled, or when a card cannot be drawn */
  cards(print: CardsPrint): Promise<void> {
    const run = this.#turn.then(() => {
      print.signal.throwIfAborted()
      return withThread(print.signal, async ask => {
        await ask({ cards: { path: print.path, layout: print.layout } })
        for await (const faces of print.faces) await ask({ faces })
        await ask({ end: true })
      })
    })
    this.#turn = run.catch(() => {})
    return run
  }

  poster(poster: Poster): Promise<Uint8Array> {
    return withThread(new AbortController().signal, async ask => {
      const { pdf } = await ask({ poster })
      if (!pdf) throw new Error('the printer made no poster')
      return pdf
    })
  }
}

type Answer = Extract<FromPrinter, { done: true }>
type Ask = (message: ToPrinter) => Promise<Answer>

async function withThread<T>(signal: AbortSignal, run: (ask: Ask) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./print-thread.ts', import.meta.url))
  let waiting: PromiseWithResolvers<Answer> | undefined
  let broken: unknown
  const fail = (error: unknown) => {
    broken = error
    waiting?.reject(error)
  }
  worker.onmessage = ({ data }: MessageEvent<FromPrinter>) => {
    if ('error' in data) waiting?.reject(new Error(data.error))
    else waiting?.resolve(data)
  }
  worker.onerror = event => fail(new Error(event.message))
  const cancel = () => fail(signal.reason)
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  try {
    return await run(message => {
      if (broken !== undefined) throw broken
      waiting = Promise.withResolvers<Answer>()
      worker.postMessage(message)
      return waiting.promise
    })
  } finally {
    signal.removeEventListener('abort', cancel)
    worker.terminate()
  }
}
