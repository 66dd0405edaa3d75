import { expect, test } from 'vitest'
import { createApi, whenSessionEnds } from './client.ts'

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  createApi(async () => new Response(status === 204 ? null : body, { status, headers }))

test('a problem becomes its code, with the time to wait', async () => {
  const api = answering(429, JSON.stringify({ code: 'too-many-tries', retryAfter: 30 }))
  expect(await api('POST', '/api/session', {})).toEqual({
    ok: false,
    error: { code: 'too-many-tries', retryAfter: 30 },
  })
  const bare = answering(429, JSON.stringify({ code: 'too-many-tries' }), { 'retry-after': '12' })
  expect(await bare('GET', '/x')).toEqual({ ok: false, error: { code: 'too-many-tries', retryAfter: 12 } })
})

test('a proxy’s page, a broken answer and no answer are told apart', async () => {
  expect(await answering(502, '<html>')('GET', '/x')).toEqual({ ok: false, error: { code: 'unreachable' } })
  expect(await answering(500, '{')('GET', '/x')).toEqual({ ok: false, error: { code: 'internal' } })
  const dead = createApi(async () => Promise.reject(new TypeError('network')))
  expect(await dead('GET', '/x')).toEqual({ ok: false, error: { code: 'unreachable' } })
  expect(await answering(204, '')('DELETE', '/x')).toEqual({ ok: true, value: undefined })
})

test('the field at fault comes through, and a request taken back is not a dead hub', async () => {
  const faulty = answering(
    400,
    JSON.stringify({ code: 'bad-input', where: 'changes.0.record.to', detail: 'order' }),
  )
  expect(await faulty('POST', '/x', {})).toEqual({
    ok: false,
    error: { code: 'bad-input', where: 'changes.0.record.to', detail: 'order' },
  })
  const controller = new AbortController()
  const hanging = createApi(
    (_, init) =>
      new Promise((_, no) => init?.signal?.addEventListener('abort', () => no(new Error('aborted')))),
  )
  const asked = hanging('GET', '/x', undefined, controller.signal)
  controller.abort()
  expect(await asked).toEqual({ ok: false, error: { code: 'cancelled' } })
})

test('bytes go as they are, everything else as JSON', async () => {
  const sent: RequestInit[] = []
  const api = createApi(async (_, init) => {
    sent.push(init ?? {})
    return new Response(null, { status: 204 })
  })
  const file = new Blob(['x'], { type: 'image/png' })
  await api('PUT', '/x', file)
  await api('PUT', '/x', { a: 1 })
  expect(sent.map(s => [s.body, s.headers])).toEqual([
    [file, {}],
    ['{"a":1}', { 'content-type': 'application/json' }],
  ])
})

test('a session that has ended is heard of from any request but the one that asks for it', async () => {
  let ended = 0
  whenSessionEnds(() => ended++)
  const api = answering(401, JSON.stringify({ code: 'unauthorized' }))
  await api('GET', '/api/session')
  expect(ended).toBe(0)
  await api('GET', '/api/tree')
  expect(ended).toBe(1)
  whenSessionEnds(() => undefined)
})
