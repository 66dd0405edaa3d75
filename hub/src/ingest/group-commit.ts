import { fail, ok, type Result } from '@schoolgate/protocol/result'
import type { Append, AppendOutcome, Ingest } from '../store/log-types.ts'

export interface Group<T> {
  appends: Append[]
  tags: T[]
  outcomes: AppendOutcome[]
  /** real ms until it was on disk */
  ms: number
}

export interface GroupCommitDeps<T> {
  append: Ingest['append']
  /** real monotonic ms */
  mono(): number
  /** the group is on disk; outcome i belongs to append i and tag i */
  committed(group: Group<T>): void
  /** none of it is */
  failed(tags: T[], error: unknown): void
  /** rows per transaction */
  maxRows?: number
}

/**
 * Gathers appends into one transaction and one fsync. An idle committer takes what one turn of the event loop
 * brought, so a single entry waits for nobody; while a group commits the next one forms.
 */
export class GroupCommit<T> {
  readonly #deps: GroupCommitDeps<T>
  readonly #maxRows: number
  #appends: Append[] = []
  #tags: T[] = []
  #rows = 0
  #running: Promise<void> | undefined

  constructor(deps: GroupCommitDeps<T>) {
    this.#deps = deps
    this.#maxRows = deps.maxRows ?? 4000
  }

  /** Rows waiting for their transaction. */
  get waiting(): number {
    return this.#rows
  }

  push(append: Append, tag: T): void {
    this.#appends.push(append)
    this.#tags.push(tag)
    this.#rows += append.rows.length
    this.#running ??= this.#run()
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    /** on disk; told while the next group is being written, where one waits */
    let untold: Group<T> | undefined
    const tell = () => {
      if (untold !== undefined) this.#deps.committed(untold)
      untold = undefined
    }
    while (this.#appends.length > 0) {
      if (this.#rows < BUSY_ROWS) tell()
      await nextTurn()
      const { appends, tags } = this.#take()
      const writing = this.#write(appends, tags)
      if (untold !== undefined) {
        // The store takes the group at the end of this turn.
        await nextTurn()
        tell()
      }
      const written = await writing
      if (written.ok) untold = written.value
      else if (appends.length === 1) this.#deps.failed(tags, written.error)
      else await this.#singly(appends, tags)
      if (this.#appends.length === 0) tell()
    }
    this.#running = undefined
  }

  /** @returns the error, if nothing of it was stored */
  async #write(appends: Append[], tags: T[]): Promise<Result<Group<T>, unknown>> {
    const started = this.#deps.mono()
    try {
      const outcomes = await this.#deps.append(appends)
      return ok({ appends, tags, outcomes, ms: this.#deps.mono() - started })
    } catch (error) {
      return fail(error ?? new Error('append failed'))
    }
  }

  /** One part that the store cannot take must not hold up the rest; a store that takes none is left alone. */
  async #singly(appends: Append[], tags: T[]): Promise<void> {
    let failures = 0
    for (let i = 0; i < appends.length; i++) {
      const written = await this.#write(appends.slice(i, i + 1), tags.slice(i, i + 1))
      failures = written.ok ? 0 : failures + 1
      if (written.ok) this.#deps.committed(written.value)
      else if (failures === MAX_FAILURES) return this.#deps.failed(tags.slice(i), written.error)
      else this.#deps.failed(tags.slice(i, i + 1), written.error)
    }
  }

  #take(): { appends: Append[]; tags: T[] } {
    let rows = 0
    let count = 0
    while (count < this.#appends.length && rows < this.#maxRows)
      rows += this.#appends[count++]?.rows.length ?? 0
    this.#rows -= rows
    const appends = this.#appends.splice(0, count)
    return { appends, tags: this.#tags.splice(0, count) }
  }
}

/** Rows waiting from which a group's acks come second to getting the next group to the disk. */
const BUSY_ROWS = 1000

/** Failures in a row after which the store itself is taken to be at fault. */
const MAX_FAILURES = 3

const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve))
