import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../src/api/headers.ts'
import { testBody, testId } from '../helpers/kiosk-client.ts'
import { RunningHub, type School } from '../helpers/running-hub.ts'
import { allRoutes } from './route-inputs.ts'

let hub: RunningHub
let school: School
let cookie: string
let alarm: string
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now())

beforeAll(async () => {
  hub = await RunningHub.start({}, { signInLimits: { perUser: 3, perAddress: 1000, windowS: 60 } })
  school = await hub.school('School 3', 'dulam')
  await hub.school('School 4', 'saran')
  const [person] = await hub.people(school.site, ['=HYPERLINK("http://evil")'])
  cookie = await hub.signIn(school)
  const kiosk = await hub.kiosk(school.gates[0]?.id as string)
  const clocks = { bootId: testId('b'), monoMs: Date.now(), wallMs: Date.now() }
  kiosk.journal.add(testBody({ person: person as string, verdict: 'isolate', reasons: ['warm'] }), clocks)
  for (let i = 0; i < 4; i++) kiosk.journal.add(testBody(), clocks)
  kiosk.sendEntries(1, 5)
  await kiosk.nextOf('ack')
  alarm = `entry:${kiosk.identity.id}:${kiosk.journal.id}:1`
})
afterAll(() => hub.stop())

describe('every answer', () => {
  test('sends the security headers, problems and pages alike', async () => {
    for (const path of [
      '/api/session',
      '/api/docs',
      '/api/nowhere',
      '/',
      '/healthz',
      '/socket.io/?EIO=4&transport=polling',
    ]) {
      const { headers } = await hub.fetch(path)
      expect([path, headers.get('Content-Security-Policy')]).toEqual([path, CONTENT_SECURITY_POLICY])
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })
})

describe('signing in', () => {
  test('gives a cookie only this host can read', async () => {
    const body = JSON.stringify({ user: school.user, password: school.password })
    const answer = await hub.fetch('/api/session', { method: 'POST', body })
    const set = answer.headers.get('Set-Cookie') as string
    expect(set).toMatch(/^__Host-schoolgate=[\w-]{43}\.\d+; /)
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict', 'Max-Age=43200'])
      expect(set).toContain(part)
    expect(set).not.toContain('Domain')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({ officer: { name: 'dulam' }, sites: [{ id: school.site }] })
  })

  test('ends for good', async () => {
    const mine = await hub.signIn(school)
    expect((await hub.fetch('/api/session', { method: 'DELETE', cookie: mine })).status).toBe(204)
    expect((await hub.fetch('/api/session', { cookie: mine })).status).toBe(401)
  })

  test('the end in the token cannot be moved', async () => {
    const longer = cookie.replace(/\.\d+$/, '.99999999999999')
    expect((await hub.fetch('/api/session', { cookie: longer })).status).toBe(401)
  })

  test('an unknown user and a wrong password get one answer, then both wait', async () => {
    const attempt = (user: string) =>
      hub.fetch('/api/session', { method: 'POST', body: JSON.stringify({ user, password: 'wrong' }) })
    for (const user of ['nobody', 'saran']) {
      const first = await attempt(user)
      expect([first.status, await first.json()]).toMatchObject([401, { code: 'wrong-password' }])
      await attempt(user)
      await attempt(user)
      const fourth = await attempt(user.toUpperCase())
      expect(fourth.status).toBe(429)
      expect(Number(fourth.headers.get('Retry-After'))).toBeGreaterThan(0)
      expect(await fourth.json()).toMatchObject({ code: 'too-many-tries' })
    }
  })
})

describe('bad requests are told what is wrong', () => {
  const post = (path: string, body: string, headers = {}) =>
    hub.fetch(path, { method: 'POST', body, cookie, headers })

  test.each([
    ['not JSON', '{', 400, { code: 'bad-input', where: '(body)' }],
    ['a missing field', '{"user":"x"}', 400, { code: 'bad-input', where: 'json:password' }],
    ['too much', JSON.stringify({ user: 'x', password: 'y'.repeat(70_000) }), 413, { code: 'too-large' }],
  ])('%s', async (_, body, status, problem) => {
    const answer = await post('/api/session', body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status, ...problem })
  })

  test('another content type, an unknown route, a bad day', async () => {
    const plain = await post('/api/session', 'user=x', { 'Content-Type': 'text/plain' })
    expect([plain.status, ((await plain.json()) as { code: string }).code]).toEqual([400, 'bad-input'])
    expect((await hub.fetch('/api/nowhere')).headers.get('Content-Type')).toBe('application/problem+json')
    const day = await hub.fetch(`/api/sites/${school.site}/entries?day=tomorrow`, { cookie })
    expect([day.status, await day.json()]).toMatchObject([400, { where: 'query:day' }])
  })

  test('what may be large must say its length', async () => {
    const path = `/api/places/${school.jurisdiction}/changes`
    const chunk = new TextEncoder().encode(' '.repeat(50_000))
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 2; i++) controller.enqueue(chunk)
        controller.close()
      },
    })
    const answer = await hub.fetch(path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(413)
    const said = await hub.fetch(path, { method: 'POST', body: ' '.repeat(100_000) })
    expect(said.status).toBe(401)
  })

  test('a step an alarm cannot take is a conflict', async () => {
    const shelve = { step: 'shelve', alarms: [alarm], minutes: 15, reason: 'x' }
    expect((await post('/api/alarms/step', JSON.stringify(shelve))).status).toBe(409)
    expect(
      (await post('/api/alarms/step', JSON.stringify({ step: 'going', alarms: ['unknown'] }))).status,
    ).toBe(404)
  })
})

describe('data', () => {
  test('entries come in pages', async () => {
    const seen: string[] = []
    let next: number | null | undefined
    do {
      const query = `day=${today()}&limit=2${next ? `&before=${next}` : ''}`
      const page = (await (
        await hub.fetch(`/api/sites/${school.site}/entries?${query}`, { cookie })
      ).json()) as {
        entries: { id: string }[]
        next: number | null
      }
      seen.push(...page.entries.map(e => e.id))
      next = page.next
    } while (next !== null)
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  test('the table is UTF-8 and runs no formula', async () => {
    const answer = await hub.fetch(`/api/sites/${school.site}/entries.csv?day=${today()}`, { cookie })
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines.at(-1)).toContain(`"'=HYPERLINK(""http://evil"")"`)
    expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,Front,in,/)
    expect(answer.headers.get('Content-Disposition')).toContain('attachment')
  })

  test('public keys are public, kiosks and gaps are listed, a gate gives a pairing code', async () => {
    const keys = (await (await hub.fetch(`/api/keys?site=${school.site}`)).json()) as { keys: unknown[] }
    expect(keys.keys).toHaveLength(1)
    expect(JSON.stringify(keys)).not.toContain('"d"')
    const kiosks = await (await hub.fetch('/api/kiosks', { cookie })).json()
    expect(kiosks).toMatchObject({
      kiosks: [{ site: school.site, gate: { name: 'Front' }, online: true, status: 'active' }],
    })
    expect(await (await hub.fetch(`/api/sites/${school.site}/gaps`, { cookie })).json()).toEqual({ gaps: [] })
    const code = await hub.fetch(`/api/gates/${school.gates[0]?.id}/pairing-codes`, {
      method: 'POST',
      cookie,
    })
    expect([code.status, await code.json()]).toMatchObject([
      201,
      { code: expect.stringMatching(/^(\d{3}-){3}\d{3}$/) },
    ])
  })

  test('alive, and measured from this machine', async () => {
    expect(await (await hub.fetch('/healthz')).json()).toEqual({ ok: true })
    const text = await (await hub.fetch('/metrics')).text()
    expect(text).toContain('schoolgate_entries_committed_total 5')
    expect(text).toContain('schoolgate_kiosks_connected 1')
    expect(text).not.toMatch(/HYPERLINK|dulam/)
  })

  test('the reference page has every route and no script', async () => {
    const page = await (await hub.fetch('/api/docs')).text()
    for (const { path } of await allRoutes(hub)) expect(page).toContain(path)
    expect(page).not.toMatch(/<script|style=|javascript:/)
    expect((await hub.fetch('/api/docs.css')).headers.get('Content-Type')).toContain('text/css')
  })

  test('a browser that comes before the build is told so', async () => {
    const bare = await RunningHub.start({ dashboard: '/nowhere' })
    try {
      const page = await bare.fetch('/')
      expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run build')])
    } finally {
      await bare.stop()
    }
  })
})
