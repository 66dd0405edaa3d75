import { readCard } from '@schoolgate/protocol/card/card'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import { DECLARATION_QUESTIONS } from '@schoolgate/protocol/directory/words'
import type { VisitorList, VisitorPass, VisitPlace } from '@schoolgate/protocol/http/cards'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningHub, type School } from '../helpers/running-hub.ts'
import { seePdf } from './see-pdf.ts'

let hub: RunningHub
let school: School
let cookie: string
let foreign: string
let gate: string
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

beforeAll(async () => {
  hub = await RunningHub.start()
  school = await hub.school('11-р сургууль', 'bat')
  gate = school.gates[0]?.id as string
  cookie = await hub.signIn(school)
  foreign = await hub.signIn(await hub.school('Trường THCS', 'lan'))
})
afterAll(() => hub.stop())

const visitor = (given: string, yes: readonly string[] = []) => ({
  family: 'Ким',
  given,
  phone: '+976 9911',
  purpose: 'Эцэг эхийн хурал',
  declaration: {
    answers: Object.fromEntries(DECLARATION_QUESTIONS.map(q => [q, yes.includes(q)])),
    consent: true,
  },
})
const post = (path: string, body?: unknown, as: string | undefined = cookie) =>
  hub.fetch(path, {
    method: 'POST',
    ...(as ? { cookie: as } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const desk = () => `/api/sites/${school.site}/visitors`
const list = async () =>
  ((await (await hub.fetch(`${desk()}?day=${today()}`, { cookie })).json()) as VisitorList).visitors
const passed = async (answer: Response) => (await answer.json()) as VisitorPass
async function claims(pass: VisitorPass) {
  const keys = (await (await hub.fetch(`/api/keys?site=${school.site}`)).json()) as PublicKeySet
  const read = readCard(pass.text ?? '', keys, Date.now())
  return read.ok ? read.value.claims : read.error
}
/** The token of a new poster, as a phone's camera reads it off the paper. */
async function poster(): Promise<string> {
  const answer = await hub.fetch(`/api/gates/${gate}/poster`, { method: 'POST', cookie })
  const [page] = await seePdf(new Uint8Array(await answer.arrayBuffer()), 60)
  const address = page?.code() ?? ''
  expect(address.slice(0, hub.origin.length + 7)).toBe(`${hub.origin}/visit/`)
  return address.slice(`${hub.origin}/visit/`.length)
}
test('a phone that reads the poster learns the school and the questions, and makes a pass for today', async () => {
  const token = await poster()
  const at = (await (await hub.fetch(`/api/visit/${token}`)).json()) as VisitPlace
  expect(at).toEqual({
    siteName: '11-р сургууль',
    gateName: 'Front',
    locale: 'mn',
    questions: [...DECLARATION_QUESTIONS],
  })
  const pass = await passed(await post(`/api/visit/${token}`, visitor('Ольга'), ''))
  expect(pass).toMatchObject({ name: 'Ким Ольга', day: today(), siteName: '11-р сургууль' })
  expect(await claims(pass)).toMatchObject({ issued: today(), expires: today() })
  expect((await list()).find(v => v.person === pass.person)).toMatchObject({
    ...{ name: 'Ким Ольга', phone: '+976 9911', by: 'phone', state: 'issued', yes: [] },
    ...{ firstIn: null, lastOut: null },
  })

  const newer = await poster()
  expect((await hub.fetch(`/api/visit/${token}`)).status).toBe(404)
  expect((await post(`/api/visit/${token}`, visitor('Ольга'), '')).status).toBe(404)
  expect((await hub.fetch(`/api/visit/${newer}`)).status).toBe(200)
})

test('a yes is for the desk to decide', async () => {
  const token = await poster()
  const waiting = await passed(await post(`/api/visit/${token}`, visitor('Иван', ['cough']), ''))
  expect(waiting.text).toBeNull()
  expect((await list()).find(v => v.person === waiting.person)).toMatchObject({
    state: 'waiting',
    yes: ['cough'],
  })
  expect((await post(`${desk()}/${waiting.person}/revoke`)).status).toBe(409)

  const issued = await passed(await post(`${desk()}/${waiting.person}/issue`))
  expect(await claims(issued)).toMatchObject({ expires: today() })
  // Asked again, it is the same pass: somebody closed the window too soon.
  expect(await passed(await post(`${desk()}/${waiting.person}/issue`))).toEqual(issued)
  expect((await post(`${desk()}/${waiting.person}/refuse`)).status).toBe(409)
  expect((await post(`${desk()}/${waiting.person}/revoke`)).status).toBe(204)
  const [card] = await hub.hub.store.cards.cardsOf([waiting.person])
  expect(card?.end).toBe('revoked')

  const other = await passed(await post(desk(), visitor('Пётр', ['fever', 'travel'])))
  expect((await post(`${desk()}/${other.person}/refuse`)).status).toBe(204)
  const row = (await list()).find(v => v.person === other.person)
  expect(row).toMatchObject({ by: 'desk', state: 'refused', yes: ['fever', 'travel'] })
})

test('a day and a site away there is no such visitor', async () => {
  const pass = await passed(await post(desk(), visitor('Анна')))
  for (const path of [desk(), `${desk()}/${pass.person}/revoke`, `${desk()}/${pass.person}/issue`])
    expect((await post(path, path === desk() ? visitor('X') : undefined, foreign)).status).toBe(404)
  expect((await hub.fetch(`/api/gates/${gate}/poster.pdf`, { cookie: foreign })).status).toBe(404)
  expect((await hub.fetch(`${desk()}?day=${today()}`, { cookie: foreign })).status).toBe(404)
  expect((await post(`${desk()}/${'0'.repeat(16)}/issue`)).status).toBe(404)
})

test('half a declaration, a stranger’s page and a wrong poster get nowhere', async () => {
  const token = await poster()
  const path = `/api/visit/${token}`
  const half = visitor('Ann')
  delete half.declaration.answers.fever
  expect((await post(path, half, '')).status).toBe(400)
  expect(
    (await post(path, { ...visitor('Ann'), declaration: { answers: {}, consent: false } }, '')).status,
  ).toBe(400)
  expect((await post(path, { ...visitor('Ann'), given: ' ' }, '')).status).toBe(400)
  expect((await post(`/api/visit/${'A'.repeat(43)}`, visitor('Ann'), '')).status).toBe(404)
  const evil = await hub.fetch(path, {
    method: 'POST',
    body: JSON.stringify(visitor('Ann')),
    headers: { Origin: 'https://evil.example' },
  })
  expect(evil.status).toBe(403)
  const strange = { method: 'POST', cookie, headers: { Origin: 'https://evil.example' } }
  expect((await hub.fetch(`/api/gates/${gate}/poster`, strange)).status).toBe(403)
  expect((await hub.fetch(path)).status).toBe(200)
})
