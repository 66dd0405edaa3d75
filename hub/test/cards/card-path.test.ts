import { readCard } from '@schoolgate/protocol/card/card'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { CardState } from '@schoolgate/protocol/http/cards'
import type { Job } from '@schoolgate/protocol/http/job'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'
import { seePdf } from './see-pdf.ts'

let hub: RunningHub
let school: School
let other: School
let cookie: string
let foreign: string
let people: string[]

beforeAll(async () => {
  hub = await RunningHub.start()
  school = await hub.school('11-р сургууль', 'bat')
  other = await hub.school('Trường THCS', 'lan')
  people = await hub.people(school.site, ['Мөнхбаатар Өнөрцэцэг Үүрийнтуяа', 'Nguyễn Thị Ngọc Ánh', 'Анна'])
  cookie = await hub.signIn(school)
  foreign = await hub.signIn(other)
})
afterAll(() => hub.stop())

const ask = (path: string, body?: unknown, as = cookie) =>
  hub.fetch(path, {
    cookie: as,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
const place = () => `/api/places/${school.jurisdiction}`
const cardsOf = async (person: string) => hub.hub.store.cards.cardsOf([person])
const activeOf = async (person: string) => (await cardsOf(person)).filter(card => card.revokedAt === null)
const state = async () => (await (await ask(`${place()}/cards`)).json()) as CardState

async function printed(order: object): Promise<Uint8Array> {
  const answer = await ask(`${place()}/cards/print`, { layout: 'single', locale: 'mn', ...order })
  expect(answer.status).toBe(202)
  let job = (await answer.json()) as Job
  await until(
    async () => {
      job = (await (await ask(`/api/jobs/${job.id}`)).json()) as Job
      return job.state !== 'running'
    },
    'the job ends',
    20_000,
  )
  expect(job).toMatchObject({ state: 'done', fault: null })
  const file = await ask(`/api/jobs/${job.id}/file`)
  expect(file.headers.get('Content-Type')).toBe('application/pdf')
  return new Uint8Array(await file.arrayBuffer())
}

/** What each page's code says to a gate of the school, today. */
async function readAtGate(pdf: Uint8Array) {
  const keys = (await (await hub.fetch(`/api/keys?site=${school.site}`)).json()) as PublicKeySet
  return (await seePdf(pdf)).map(page => readCard(page.code() ?? '', keys, Date.now()))
}

test('a printed card’s own code, read from pixels by another library, is the holder’s card', async () => {
  const [first = ''] = people
  await hub.hub.store.cards.end(
    (await cardsOf(first)).map(card => card.id),
    'revoked',
    1,
  )
  const cards = await readAtGate(await printed({ people }))
  expect(cards.map(card => card.ok)).toEqual([true, true, true])
  const shown = cards.map(card => (card.ok ? card.value.claims : undefined))
  const held = (await Promise.all(people.map(activeOf))).map(own => own.map(({ id }) => id))
  expect(held.map(own => own.length)).toEqual([1, 1, 1])
  expect(shown.map(claims => claims?.card).sort()).toEqual(held.flat().sort())

  // Printed again, they are the same cards; for low sight and on A4 too.
  const again = await readAtGate(await printed({ people, large: true }))
  expect(again).toEqual(cards)
})

test('a lost card is replaced, a revoked one comes back unless there is another', async () => {
  const person = people[1] as string
  const [lost] = await activeOf(person)
  const made = await ask(`/api/people/${person}/cards`, {})
  expect(made.status).toBe(201)
  const { card } = (await made.json()) as { card: string }
  expect((await cardsOf(person)).find(c => c.id === lost?.id)?.end).toBe('reissued')
  expect((await activeOf(person)).map(c => c.id)).toEqual([card])

  const status = async (path: string, as = cookie) => (await ask(path, {}, as)).status
  expect(await status(`/api/cards/${lost?.id}/restore`)).toBe(409)
  expect(await status(`/api/cards/${lost?.id}/revoke`)).toBe(409)
  expect(await status(`/api/cards/${card}/revoke`)).toBe(204)
  expect(await activeOf(person)).toEqual([])
  expect((await state()).without).toBe(1)
  expect(await status(`/api/cards/${card}/restore`)).toBe(204)
  expect((await activeOf(person)).map(c => c.id)).toEqual([card])
  for (const path of [`/api/cards/${card}/revoke`, `/api/people/${person}/cards`])
    expect(await status(path, foreign)).toBe(404)
})

test('online kiosks hear of keys, days of issue and gates; printing then signs with the newest key', async () => {
  const gate = school.gates[0]?.id as string
  const kiosk = await hub.kiosk(gate)
  const first = await kiosk.nextOf('config')
  const [old = ''] = first.keys.keys.map(key => key.kid)

  const rotated = await ask(`${place()}/keys/rotate`, { overlapDays: 30 })
  expect(rotated.status).toBe(201)
  const { kid } = (await rotated.json()) as { kid: string }
  const second = await kiosk.nextOf('config', 30_000)
  expect(second.keys.keys.map(key => key.kid).sort()).toEqual([old, kid].sort())
  const [card] = await readAtGate(await printed({ people: people.slice(0, 1) }))
  expect(card).toMatchObject({ ok: true, value: { kid } })

  // The school's own key replaces none of its district's, and only whoever answers for a key may retire it.
  expect((await ask(`${place()}/keys/${old}/retire`, {})).status).toBe(404)
  expect((await ask(`${place()}/keys/${kid}/retire`, {})).status).toBe(204)
  const third = await kiosk.nextOf('config', 30_000)
  expect(third.keys.keys.find(key => key.kid === kid)?.until).toBe('1970-01-01')
  expect((await state()).keys.find(key => key.kid === kid)).toMatchObject({
    held: true,
    placeName: '11-р сургууль',
  })

  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  expect((await ask(`${place()}/cards/issued-before`, { day: '2999-01-01' })).status).toBe(400)
  expect((await ask(`${place()}/cards/issued-before`, { day: today })).status).toBe(204)
  expect((await kiosk.nextOf('config', 30_000)).cardsIssuedBefore).toBe(today)
  expect((await state()).issuedBefore).toBe(today)
  expect((await ask(`${place()}/cards/issued-before`, { day: null })).status).toBe(204)
  await hub.hub.store.directory.putGate({ id: gate, site: school.site, name: 'Ар хаалга', lane: 'out' })
  await until(async () => (await kiosk.nextOf('config', 30_000)).gate.name === 'Ар хаалга', 'the new name')
})

test('what is not the officer’s, or not there, is not printed', async () => {
  const order = { layout: 'a4', locale: 'en' }
  const status = async (body: object, as = cookie, at = place()) =>
    (await ask(`${at}/cards/print`, body, as)).status
  expect(await status({ ...order, people }, foreign)).toBe(404)
  expect(await status({ ...order, people }, foreign, `/api/places/${other.jurisdiction}`)).toBe(404)
  expect(await status({ ...order, people: ['0000000000000000'] })).toBe(404)
  expect(await status({ ...order, group: 'nowhere' })).toBe(404)
  expect(await status({ ...order, people: [] })).toBe(409)
  expect(await status({ ...order, layout: 'poster' })).toBe(400)
  expect((await ask(`${place()}/cards`, undefined, foreign)).status).toBe(404)
  expect((await ask(`${place()}/keys/rotate`, { overlapDays: 0 }, foreign)).status).toBe(404)
})
