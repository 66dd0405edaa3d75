import type { FromXlsx, ToXlsx } from './xlsx-thread.ts'

/** A workbook made in a worker: a large one takes seconds. */
export class XlsxFile {
  readonly #worker = new Worker(new URL('./xlsx-thread.ts', import.meta.url))
  readonly #signal: AbortSignal
  readonly #ended: Promise<void>

  constructor(signal: AbortSignal) {
    this.#signal = signal
    this.#ended = new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<FromXlsx>) =>
        'done' in data ? resolve() : reject(new Error(data.error))
      this.#worker.onerror = event => reject(new Error(event.message))
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    // Somebody waits for it in `write` alone.
    this.#ended.catch(() => {})
  }

  add(rows: string[][]): void {
    this.#signal.throwIfAborted()
    this.#worker.postMessage({ rows } satisfies ToXlsx)
  }

  async write(sheet: string, path: string): Promise<void> {
    this.#worker.postMessage({ sheet, path } satisfies ToXlsx)
    await this.#ended
  }

  end(): void {
    this.#worker.terminate()
  }
}
