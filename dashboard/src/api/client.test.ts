import { expect, test } from 'vitest'
import { createApi } from './client.ts'

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
