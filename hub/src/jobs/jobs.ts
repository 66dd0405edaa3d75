import type { Job } from '@schoolgate/protocol/http/job'

/** What long work is told and can say. */
export interface JobRun {
  readonly signal: AbortSignal
  progress(step: string, done: number, total: number): void
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
