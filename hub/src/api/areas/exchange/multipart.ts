import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

export interface SavedFile {
  /** as the browser calls it, without folders */
  name: string
  path: string
}

export type UploadFault = 'bad-input' | 'too-large'

export interface UploadLimits {
  /** bytes of the whole body */
  bytes: number
  files: number
}

const MAX_HEADERS = 8 * 1024
const CRLF = Buffer.from('\r\n')
const BLANK = Buffer.from('\r\n\r\n')

/**
 * Saves the files of a multipart form (RFC 7578) into a private folder as they arrive, so that an upload never lies in
 * memory whole. Fields without a file name are passed over.
 *
 * @param field only files of this name are kept
 */
export async function saveUpload(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  field: string,
  folder: string,
  limits: UploadLimits,
): Promise<Result<SavedFile[], UploadFault>> {
  const boundary = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType,
  )
  if (!boundary) return fail('bad-input')
  const reader = new Parts(`--${boundary[1] ?? boundary[2]}`, field, folder, limits.files)
  let total = 0
  try {
    for await (const chunk of body) {
      total += chunk.length
      if (total > limits.bytes) return fail('too-large')
      if (!(await reader.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))))
        return fail('bad-input')
    }
    return reader.done && reader.files.length > 0 ? ok(reader.files) : fail('bad-input')
  } finally {
    await reader.close()
  }
}

/** Cuts a body at its boundaries, whatever the chunks it comes in. */
class Parts {
  readonly files: SavedFile[] = []
  done = false
  readonly #delimiter: Buffer
  readonly #field: string
  readonly #folder: string
  readonly #most: number
  // The first boundary has no line end before it.
  #buffer: Buffer = Buffer.from(CRLF)
  #state: 'skip' | 'after' | 'headers' | 'file' = 'skip'
  #file: FileHandle | undefined

  constructor(dashes: string, field: string, folder: string, most: number) {
    this.#delimiter = Buffer.from(`\r\n${dashes}`)
    this.#field = field
    this.#folder = folder
    this.#most = most
  }

  /** @returns false when this is no such form */
  async push(chunk: Buffer): Promise<boolean> {
    if (this.done) return true
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (;;) {
      const step = await this.#step()
      if (step !== 'again') return step === 'more'
    }
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  async #step(): Promise<'again' | 'more' | 'bad'> {
    if (this.done) return 'more'
    if (this.#state === 'after') return this.#afterBoundary()
    if (this.#state === 'headers') return this.#headers()
    const at = this.#buffer.indexOf(this.#delimiter)
    // A boundary may begin in this chunk and end in the next.
    const safe = at >= 0 ? at : Math.max(0, this.#buffer.length - this.#delimiter.length + 1)
    if (safe > 0) {
      await this.#file?.write(this.#buffer, 0, safe)
      this.#buffer = this.#buffer.subarray(safe)
    }
    if (at < 0) return 'more'
    this.#buffer = this.#buffer.subarray(this.#delimiter.length)
    await this.close()
    this.#state = 'after'
    return 'again'
  }

  #afterBoundary(): 'again' | 'more' | 'bad' {
    if (this.#buffer.length < 2) return 'more'
    if (this.#buffer.subarray(0, 2).toString('latin1') === '--') {
      this.done = true
      return 'more'
    }
    const line = this.#buffer.indexOf(CRLF)
    if (line < 0) return this.#buffer.length > MAX_HEADERS ? 'bad' : 'more'
    if (this.#buffer.subarray(0, line).toString('latin1').trim() !== '') return 'bad'
    // The line end stays: headers may be none, and then only the blank line follows.
    this.#buffer = this.#buffer.subarray(line)
    this.#state = 'headers'
    return 'again'
  }

  async #headers(): Promise<'again' | 'more' | 'bad'> {
    const end = this.#buffer.indexOf(BLANK)
    if (end < 0) return this.#buffer.length > MAX_HEADERS ? 'bad' : 'more'
    if (end > MAX_HEADERS) return 'bad'
    const headers = this.#buffer.subarray(0, end).toString('utf8')
    this.#buffer = this.#buffer.subarray(end + BLANK.length)
    const said = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? ''
    const name = parameter(said, 'name')
    const file = parameter(said, 'filename')
    this.#state = 'skip'
    if (name === this.#field && file !== undefined) {
      if (this.files.length >= this.#most) return 'bad'
      const path = join(this.#folder, String(this.files.length))
      this.#file = await open(path, 'wx', 0o600)
      this.files.push({ name: file.split(/[/\\]/).at(-1)?.slice(0, 200) || 'file', path })
      this.#state = 'file'
    }
    return 'again'
  }
}

/** A parameter of a content disposition; browsers write a quotation mark in a name as %22. */
function parameter(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]*))`, 'i').exec(text)
  const value = found?.[1]?.replace(/\\(["\\])/g, '$1') ?? found?.[2]
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}
