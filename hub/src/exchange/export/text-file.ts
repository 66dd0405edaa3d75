import { type FileHandle, open } from 'node:fs/promises'

/** Characters gathered before they are written. */
const CHUNK = 256 * 1024

/** A private text file written line by line, in large pieces. */
export class TextFile {
  readonly path: string
  #file: FileHandle | undefined
  #parts: string[] = []
  #waiting = 0
  lines = 0

  constructor(path: string) {
    this.path = path
  }

  async add(line: string): Promise<void> {
    this.#parts.push(line)
    this.#waiting += line.length
    this.lines++
    if (this.#waiting > CHUNK) await this.#flush()
  }

  async close(): Promise<void> {
    await this.#flush()
    await this.#file?.close()
    this.#file = undefined
  }

  async #flush(): Promise<void> {
    this.#file ??= await open(this.path, 'wx', 0o600)
    const text = this.#parts.join('')
    this.#parts = []
    this.#waiting = 0
    await this.#file.appendFile(text)
  }
}
