import type { Job } from '@schoolgate/protocol/http/job'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useJob } from './use-job.ts'
import { useLoaded } from './use-loaded.ts'

/** Answers given by hand, in any order. */
let asked: {
  path: string
  method: string
  aborted: () => boolean
  answer: (body: unknown, status?: number) => Promise<void>
}[] = []
const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}
beforeEach(() => {
  asked = []
  vi.useFakeTimers()
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    asked.push({
      path,
      method: init.method ?? 'GET',
      aborted: () => init.signal?.aborted ?? false,
      answer: async (body, status = 200) => {
        resolve(new Response(status === 204 ? null : JSON.stringify(body), { status }))
        await settle()
      },
    })
    return promise
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an answer overtaken by a later question is dropped', async () => {
  const path = ref('/a')
  const scope = effectScope()
  const loaded = scope.run(() => useLoaded<string>(() => path.value))
  expect(loaded?.state.value).toBe('loading')
  path.value = '/b'
  await nextTick()
  expect(asked.map(a => a.path)).toEqual(['/a', '/b'])
  expect(asked[0]?.aborted()).toBe(true)
  await asked[1]?.answer('of b')
  await asked[0]?.answer('of a')
  expect([loaded?.data.value, loaded?.state.value]).toEqual(['of b', 'ready'])
  scope.stop()
})

test('a failure can be tried again; data once shown outlives a failure behind it, but not its own end', async () => {
  const scope = effectScope()
  const loaded = scope.run(() => useLoaded<string>(() => '/a'))
  await asked[0]?.answer({ code: 'internal' }, 500)
  expect([loaded?.state.value, loaded?.error.value?.code]).toEqual(['failed', 'internal'])
  void loaded?.reload()
  await asked[1]?.answer('here')
  expect([loaded?.state.value, loaded?.error.value]).toEqual(['ready', undefined])
  void loaded?.reload()
  await asked[2]?.answer({ code: 'internal' }, 500)
  expect([loaded?.data.value, loaded?.error.value?.code]).toEqual(['here', 'internal'])
  void loaded?.reload()
  await asked[3]?.answer({ code: 'not-found' }, 404)
  expect([loaded?.data.value, loaded?.state.value]).toEqual([undefined, 'failed'])
  scope.stop()
})

const job = (more: Partial<Job>): Job => ({
  id: 'j1',
  kind: 'export',
  state: 'running',
  done: 0,
  total: 4,
  step: 'writing',
  file: null,
  fault: null,
  ...more,
})

test('a job is asked after until it ends; a hub silent for a moment does not end it', async () => {
  const scope = effectScope()
  const ended: string[] = []
  const work = scope.run(() => useJob({ save: false, onDone: j => ended.push(j.id) }))
  void work?.start('/api/x')
  await asked[0]?.answer(job({}))
  expect([work?.running.value, work?.share.value]).toEqual([true, 0])
  await vi.advanceTimersByTimeAsync(500)
  await asked[1]?.answer(job({ done: 2 }))
  expect(work?.share.value).toBe(0.5)
  await vi.advanceTimersByTimeAsync(500)
  await asked[2]?.answer('<html>', 502)
  expect(work?.running.value).toBe(true)
  await vi.advanceTimersByTimeAsync(2000)
  await asked[3]?.answer(job({ done: 4, state: 'done', file: '/api/jobs/j1/file' }))
  expect([work?.job.value?.state, ended]).toEqual(['done', ['j1']])
  scope.stop()
})

test('cancelling tells the hub and asks no more', async () => {
  const scope = effectScope()
  const work = scope.run(() => useJob())
  void work?.start('/api/x')
  await asked[0]?.answer(job({}))
  void work?.cancel()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked.map(a => `${a.method} ${a.path}`)).toEqual(['POST /api/x', 'DELETE /api/jobs/j1'])
  expect(work?.job.value?.state).toBe('cancelled')
  scope.stop()
})

test('a start that is refused says why', async () => {
  const scope = effectScope()
  const work = scope.run(() => useJob())
  void work?.start('/api/x')
  await asked[0]?.answer({ code: 'conflict' }, 409)
  expect([work?.job.value, work?.error.value?.code]).toEqual([undefined, 'conflict'])
  scope.stop()
})
