import type { Job } from '@schoolgate/protocol/http/job'
import type { ProblemCode } from '@schoolgate/protocol/http/problem'

/** What long work is told and can say. */
export interface JobRun {
  readonly signal: AbortSignal
  progress(step: string, done: number, total: number): void
  /** A new path in the jobs' private folder, for a file the work makes; it is deleted with the job. */
  path(ending: string): string
}

/** Thrown by the work, ends the job with this problem code instead of `internal`. */
export class JobFault extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode) {
    super(code)
    this.code = code
  }
}

/** A finished job's file. The bytes stay on disk until the job is forgotten. */
export interface JobFile {
  path: string
  /** as offered for saving */
  name: string
  type: string
}

export interface JobStart {
  kind: Job['kind']
  /** the officer whose job it is: nobody else sees it */
  owner: string
  run(job: JobRun): Promise<JobFile | undefined>
}

/** Long work with progress. Jobs live in memory: whoever restarts the hub starts them again. */
export interface Jobs {
  /** @returns the job as it is now, or `busy` when its owner has too many running */
  start(start: JobStart): Job | 'busy'
  get(id: string, owner: string): Job | undefined
  file(id: string, owner: string): JobFile | undefined
  cancel(id: string, owner: string): boolean
  stop(): Promise<void>
}
