import { request } from 'node:http'
import { systemClock } from '@schoolgate/protocol/clock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEvents } from '../../test/helpers/events.ts'
import { type Screen, startScreen } from './server.ts'
import type { ScreenView } from './view.ts'

const ready = (gate: string): ScreenView => ({
  locale: 'vi',
  timeZone: 'Asia/Ho_Chi_Minh',
  scene: { scene: 'ready' },
  strip: { gate, online: true, kept: 0, thermal: 'up', scanner: 'up', relay: 'up' },
})

let screen: Screen
let base: string
beforeEach(async () => {
  screen = await startScreen({ port: 0, clock: systemClock })
  base = `http://127.0.0.1:${screen.port}`
})
afterEach(() => screen.stop())

test('before anything is shown the page is out of order, and never ready', async () => {
  const events = await openEvents(`${base}/events`)
  const first = await events.next('view')
  expect(JSON.parse(first).scene.scene).toBe('out-of-order')
  events.close()
})

test('each change is told, and a late joiner gets the current view', async () => {
  const early = await openEvents(`${base}/events`)
  await early.next('view')
  screen.show(ready('North'))
  expect(JSON.parse(await early.next('view')).gate).toBe('North')
  screen.tick()
  await early.next('tick')

  const late = await openEvents(`${base}/events`)
  expect(JSON.parse(await late.next('view')).gate).toBe('North')
  early.close()
  late.close()
})

test('beats carry the time while nothing changes', async () => {
  const events = await openEvents(`${base}/events`)
  const before = Date.now()
  expect(Number(await events.next('beat'))).toBeGreaterThan(before - 1)
  events.close()
})

test('the stream tells when to come back and which page belongs to it', async () => {
  const events = await openEvents(`${base}/events`)
  expect(await events.next('version')).toMatch(/^[0-9a-f]{16}$/)
  expect(events.text()).toContain('retry: 500')
  events.close()
})

test('every answer carries the strict policy, refusals too', async () => {
  for (const path of ['/', '/events', '/page/main.ts', '/nothing']) {
    const abort = new AbortController()
    const answer = await fetch(base + path, { signal: abort.signal })
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toContain('no-')
    abort.abort()
  }
})

test('what is not on the list does not exist', async () => {
  for (const path of [
    '/nothing',
    '/page/../server.ts',
    '/page/%2e%2e/server.ts',
    '/page/tsconfig.json',
    '//etc/passwd',
  ])
    expect((await fetch(base + path)).status, path).toBe(404)
  expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(404)
})

test('a foreign name for this machine is refused', async () => {
  const status = await new Promise(resolve => {
    request(`${base}/events`, { headers: { host: 'somewhere.example' } }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    }).end()
  })
  expect(status).toBe(421)
})

test('a taken port is an error at the start', async () => {
  await expect(startScreen({ port: screen.port, clock: systemClock })).rejects.toThrow(/EADDRINUSE/)
})

test('stopping ends open streams and frees the port', async () => {
  const other = await startScreen({ port: 0, clock: systemClock })
  const events = await openEvents(`http://127.0.0.1:${other.port}/events`)
  await events.next('view')
  await other.stop()
  await events.ended
  await (await startScreen({ port: other.port, clock: systemClock })).stop()
})
