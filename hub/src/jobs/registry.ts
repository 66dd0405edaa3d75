import { randomBytes } from 'node:crypto'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@schoolgate/protocol/clock'
import type { Job } from '@schoolgate/protocol/http/job'
import { JobFault, type JobFile, type JobStart, type Jobs } from './jobs.ts'

/** A finished job and its file are forgotten after this. */
export const KEPT_MS = 60 * 60_000
export const RUNNING_PER_OWNER = 3

export interface JobRegistryDeps {
  /** made and owned by the registry: nothing in it outlives the hub */
  folder: string
  /** real time */
  clock: Pick<Clock, 'after'>
  failed: (error: unknown) => void
}

interface Kept {
  job: Job
  owner: string
  abort: AbortController
  paths: string[]
  file: JobFile | undefined
  ended: Promise<void>
  cancelForget: () => void
}

/** Runs jobs side by side and keeps what they made for an hour. `start` it before the first job. */
export class JobRegistry implements Jobs {
  readonly #deps: JobRegistryDeps
  readonly #jobs = new Map<string, Kept>()
  #stopped = false

  constructor(deps: JobRegistryDeps) {
    this.#deps = deps
  }

  /** Makes the folder anew: files of a hub that was killed go too. */
  async open(): Promise<void> {
    await rm(this.#deps.folder, { recursive: true, force: true })
    await mkdir(this.#deps.folder, { recursive: true, mode: 0o700 })
  }

  start({ kind, owner, run }: JobStart): Job | 'busy' {
    const running = [...this.#jobs.values()].filter(k => k.owner === owner && k.job.state === 'running')
    if (this.#stopped || running.length >= RUNNING_PER_OWNER) return 'busy'
    const id = randomBytes(9).toString('base64url')
    const kept: Kept = {
      job: { id, kind, state: 'running', done: 0, total: 0, step: '', file: null, fault: null },
      owner,
      abort: new AbortController(),
      paths: [],
      file: undefined,
      ended: Promise.resolve(),
      cancelForget: () => {},
    }
    this.#jobs.set(id, kept)
    const job = { ...kept.job }
    kept.ended = this.#run(kept, run)
    return job
  }

  async #run(kept: Kept, run: JobStart['run']): Promise<void> {
    const { signal } = kept.abort
    const { id } = kept.job
    try {
      const file = await run({
        signal,
        progress: (step, done, total) => {
          if (kept.job.state === 'running') kept.job = { ...kept.job, step, done, total }
        },
        path: ending => {
          const path = join(this.#deps.folder, `${randomBytes(12).toString('hex')}${ending}`)
          kept.paths.push(path)
          return path
        },
      })
      signal.throwIfAborted()
      if (file) await chmod(file.path, 0o600)
      kept.file = file
      kept.job = { ...kept.job, state: 'done', file: file ? `/api/jobs/${id}/file` : null }
    } catch (error) {
      await this.#drop(kept)
      if (signal.aborted) kept.job = { ...kept.job, state: 'cancelled' }
      else {
        if (!isFault(error)) this.#deps.failed(error)
        kept.job = { ...kept.job, state: 'failed', fault: isFault(error) ? error.code : 'internal' }
      }
    }
    kept.cancelForget = this.#deps.clock.after(KEPT_MS, () => {
      this.#jobs.delete(id)
      this.#drop(kept).catch(this.#deps.failed)
    })
  }

  get(id: string, owner: string): Job | undefined {
    const kept = this.#of(id, owner)
    return kept && { ...kept.job }
  }

  file(id: string, owner: string): JobFile | undefined {
    return this.#of(id, owner)?.file
  }

  /** Stops a running job, forgets an ended one and its file. */
  cancel(id: string, owner: string): boolean {
    const kept = this.#of(id, owner)
    if (!kept) return false
    if (kept.job.state === 'running') kept.abort.abort()
    else {
      kept.cancelForget()
      this.#jobs.delete(id)
      this.#drop(kept).catch(this.#deps.failed)
    }
    return true
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const all = [...this.#jobs.values()]
    for (const kept of all) kept.abort.abort()
    await Promise.all(all.map(kept => kept.ended))
    for (const kept of all) kept.cancelForget()
    this.#jobs.clear()
    await rm(this.#deps.folder, { recursive: true, force: true })
  }

  #of(id: string, owner: string): Kept | undefined {
    const kept = this.#jobs.get(id)
    return kept?.owner === owner ? kept : undefined
  }

  async #drop(kept: Kept): Promise<void> {
    const paths = new Set([...kept.paths, ...(kept.file ? [kept.file.path] : [])])
    kept.file = undefined
    for (const path of paths) await rm(path, { force: true })
  }
}

const isFault = (error: unknown): error is JobFault => error instanceof JobFault
