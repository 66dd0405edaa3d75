import type { Job } from '@schoolgate/protocol/http/job'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { type ApiError, api } from '../api/client.ts'
import { saveFile } from '../api/save.ts'

/** How often a running job is asked how far it is, ms. */
const POLL_MS = 500

export interface JobOptions {
  /** save the finished file at once; on by default */
  save?: boolean
  /** the job ended well */
  onDone?: (job: Job) => void
}

/** One piece of long work at a time: started by a POST that answers a `Job`, then asked after until it ends. */
export function useJob({ save = true, onDone }: JobOptions = {}) {
  const job = shallowRef<Job>()
  const error = shallowRef<ApiError>()
  const running = computed(() => job.value?.state === 'running')
  /** 0 to 1; undefined while the work does not know its size */
  const share = computed(() =>
    job.value && job.value.total > 0 ? Math.min(1, job.value.done / job.value.total) : undefined,
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  /** Starts the work; an error of the start is in `error`. */
  async function start(path: string, body?: unknown): Promise<void> {
    const mine = reset()
    const answer = await api<Job>('POST', path, body)
    if (mine !== turn) return
    if (answer.ok) follow(answer.value)
    else error.value = answer.error
  }

  /** Follows work that was started elsewhere. */
  function follow(next: Job): void {
    const mine = reset()
    take(next, mine)
  }

  function take(next: Job, mine: number): void {
    job.value = next
    if (next.state === 'running') {
      timer = setTimeout(() => void ask(next.id, mine), POLL_MS)
      return
    }
    if (next.state !== 'done') return
    if (save && next.file) saveFile(next.file)
    onDone?.(next)
  }

  async function ask(id: string, mine: number): Promise<void> {
    const answer = await api<Job>('GET', `/api/jobs/${encodeURIComponent(id)}`)
    if (mine !== turn) return
    if (answer.ok) return take(answer.value, mine)
    // a hub that does not answer for a moment has not lost the work
    if (answer.error.code === 'unreachable') timer = setTimeout(() => void ask(id, mine), POLL_MS * 4)
    else {
      error.value = answer.error
      job.value = undefined
    }
  }

  async function cancel(): Promise<void> {
    const { value } = job
    if (value?.state !== 'running') return
    clearTimeout(timer)
    turn++
    job.value = { ...value, state: 'cancelled' }
    await api('DELETE', `/api/jobs/${encodeURIComponent(value.id)}`)
  }

  /** Forgets the work shown; it goes on at the hub. */
  function reset(): number {
    clearTimeout(timer)
    job.value = undefined
    error.value = undefined
    return ++turn
  }

  onScopeDispose(() => {
    clearTimeout(timer)
    turn++
  })
  return { job, error, running, share, start, follow, cancel, reset }
}
