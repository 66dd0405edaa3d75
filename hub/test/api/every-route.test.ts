import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDirectory } from '../helpers/directory.ts'
import { testBody, testId } from '../helpers/kiosk-client.ts'
import { RunningHub } from '../helpers/running-hub.ts'
import { allRoutes, CASE, filled, type Operation, type RouteIds, upload } from './route-inputs.ts'

let hub: RunningHub
let routes: Operation[]
let ids: RouteIds
let inside: string
let outside: string

beforeAll(async () => {
  hub = await RunningHub.start()
  const school = await hub.school('School 3', 'dulam')
  const sibling = await hub.school('School 4', 'saran')
  const { records, directory } = hub.hub.store
  const small = await seedDirectory(records, { place: school.jurisdiction, site: school.site }, 'SECRET')
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar' }).format(Date.now())
  const card = testId('card of the first')
  await directory.putCards([
    { id: card, person: small.pupils[0], issued: '2026-09-01', expires: '2099-06-30', revokedAt: null },
  ])
  const [batch] = await records.batches('/', 1)
  const gate = school.gates[0]?.id as string
  const kiosk = await hub.kiosk(gate)
  const clocks = { bootId: testId('b'), monoMs: Date.now(), wallMs: Date.now() }
  kiosk.journal.add(
    testBody({ card, person: small.pupils[0], verdict: 'isolate', reasons: ['warm'] }),
    clocks,
  )
  kiosk.sendEntries(1, 1)
  await kiosk.nextOf('ack')
  const alarm = `entry:${kiosk.identity.id}:${kiosk.journal.id}:1`
  inside = await hub.signIn(school)
  outside = await hub.signIn(sibling)
  const init = { method: 'POST', cookie: inside, body: upload() }
  const begun = await hub.fetch(`/api/places/${small.place}/imports`, init)
  const { id } = (await begun.json()) as { id: string }
  const ask = async (path: string, body: unknown) => {
    const answer = await hub.fetch(path, { method: 'POST', cookie: inside, body: JSON.stringify(body) })
    return (await answer.json()) as { id: string; question: { id: string } }
  }
  const opened = await ask(`/api/places/${small.place}/cases`, { ...CASE, person: small.pupils[0] })
  const why = { kind: 'contacts', purpose: 'audit', case: opened.id }
  const { question } = await ask(`/api/places/${small.place}/questions`, why)
  ids = {
    ...small,
    case: opened.id,
    question: question.id,
    gate,
    alarm,
    batch: batch?.id as string,
    card,
    day,
    import: id,
  }
  routes = await allRoutes(hub)
})
afterAll(() => hub.stop())

/** Lists of what one answers for: everybody has one. */
const OWN_LISTS = ['/api/sites', '/api/kiosks', '/api/tree']

test('every route declares a right', () => {
  expect(routes.length).toBeGreaterThan(25)
  expect(routes.filter(route => route.right === '')).toEqual([])
})

test('every route that is not public asks for a session', async () => {
  for (const route of routes) {
    if (route.right === 'public') continue
    const answer = await hub.fetch(...filled(route, ids))
    expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 401])
    expect(await answer.json()).toMatchObject({ code: 'unauthorized' })
  }
})

test('every route hides everything of the school from an officer of a sibling district', async () => {
  for (const route of routes) {
    if (route.right === 'public' || route.right === 'session') continue
    const [url, init] = filled(route, ids)
    const answer = await hub.fetch(url, { ...init, cookie: outside })
    const text = await answer.text()
    for (const secret of ['SECRET', ids.site, ids.gate, ids.place, ids.pupils[0], ids.case, ids.question])
      expect([route.method, route.path, text.includes(secret)]).toEqual([route.method, route.path, false])
    const status = OWN_LISTS.includes(route.path) ? 200 : 404
    expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, status])
  }
})

test('the same questions are answered to an officer of the school', async () => {
  for (const route of routes) {
    const [url, init] = filled(route, ids)
    if (route.method !== 'GET' || /none/.test(url)) continue
    const answer = await hub.fetch(url, { ...init, cookie: inside })
    const photo = route.path.endsWith('/photo')
    expect([route.path, answer.status]).toEqual([route.path, photo ? 404 : 200])
  }
})

test('every route that changes something refuses another origin, or none', async () => {
  for (const route of routes.filter(r => r.method !== 'GET')) {
    const [url, init] = filled(route, ids)
    for (const Origin of ['https://evil.example', 'null']) {
      const answer = await hub.fetch(url, { ...init, cookie: inside, headers: { Origin } })
      expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 403])
    }
    const bare = await fetch(`${hub.origin}${url}`, { ...init, headers: { Cookie: inside } })
    expect(bare.status).toBe(403)
  }
})
