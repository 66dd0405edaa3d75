import type { Job } from '@schoolgate/protocol/http/job'
import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import {
  type CaseLine,
  caseLineSchema,
  casePageSchema,
  casesSchema,
  type FollowUpLine,
  followUpReplySchema,
  interviewSchema,
} from '@schoolgate/protocol/http/trace-case'
import { packsSchema } from '@schoolgate/protocol/http/trace-pack'
import {
  type QuestionInput,
  type QuestionReply,
  questionReplySchema,
  questionsPageSchema,
} from '@schoolgate/protocol/http/trace-question'
import { contactPackSchema } from '@schoolgate/protocol/trace/contact-pack'
import { EXPORT_FORMATS } from '@schoolgate/protocol/trace/words'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { put } from '../helpers/directory.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'
import { seedTraced, type TracedSchool } from '../helpers/traced-school.ts'

// A Monday at noon; the case fell ill the day before.
const TODAY = '2026-11-23'
const NOW = Date.parse(`${TODAY}T12:00:00+08:00`)
const DAYS = ['2026-11-19', '2026-11-20', TODAY]

let hub: RunningHub
let school: School
let small: TracedSchool
let teacher: string
let district: string
let first: CaseLine

beforeAll(async () => {
  hub = await RunningHub.start({ clock: { startWall: NOW, realWall: Date.now(), speed: 1 } })
  school = await hub.school('School 3', 'dulam')
  small = await seedTraced(hub, school, { prefix: 'p', size: 45, days: DAYS })
  teacher = await hub.signIn(school)
  district = await hub.signInNew('boss', school.district)
  const opened = await send('POST', `/api/places/${small.place}/cases`, draft(small.all[0] as string))
  expect(opened.status).toBe(201)
  first = caseLineSchema.parse(await opened.json())
})
afterAll(() => hub.stop())

const send = (method: string, path: string, body?: unknown, cookie = teacher) =>
  hub.fetch(path, { method, cookie, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
const get = async (path: string, cookie = teacher) => (await hub.fetch(path, { cookie })).json()
const draft = (person: string, more: object = {}) => ({
  ...{ person, status: 'confirmed', asymptomatic: false, onset: '2026-11-22', tested: null },
  ...{ isolated: null, symptomFree: null, from: null, note: 'coughs at night' },
  ...more,
})
const ask = async (request: QuestionInput, cookie = teacher): Promise<QuestionReply> => {
  const answer = await send('POST', `/api/places/${small.place}/questions`, request, cookie)
  const body = await answer.json()
  expect([answer.status, body]).toEqual([200, body])
  return questionReplySchema.parse(body)
}
const contacts = (more: Partial<Extract<QuestionInput, { kind: 'contacts' }>> = {}): QuestionInput => ({
  ...{ kind: 'contacts', purpose: 'case-contacts', case: first.id },
  ...more,
})
const listOf = (reply: QuestionReply): ContactList => reply.answer as ContactList
const log = async (cookie = teacher) =>
  questionsPageSchema.parse(await get(`/api/places/${small.place}/questions`, cookie)).questions
const fileOf = async (question: string, format: string): Promise<Buffer> => {
  const begun = await send('POST', `/api/questions/${question}/export?format=${format}&locale=vi`)
  expect(begun.status).toBe(202)
  let job = (await begun.json()) as Job
  const running = async () => {
    job = (await get(`/api/jobs/${job.id}`)) as Job
    return job.state !== 'running'
  }
  await until(running, `the ${format} is written`, 30_000)
  expect([format, job.state, job.fault]).toEqual([format, 'done', null])
  const file = await hub.fetch(job.file as string, { cookie: teacher })
  return Buffer.from(await file.arrayBuffer())
}
const followUps = async () => (await get(`/api/cases/${first.id}/follow-up`)) as FollowUpLine[]

test('a case becomes a ranked list with reasons, and the question is in the log', async () => {
  const reply = await ask(contacts())
  const list = listOf(reply)
  expect(list.persons.map(person => person.ref)).toEqual([small.all[0]])
  expect(list.days.map(day => day.day)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', TODAY])
  expect(list.contacts.length).toBeGreaterThanOrEqual(44)
  const [top] = list.contacts
  // Beside, behind, or behind and beside.
  expect([1, 6, 7].map(i => small.all[i])).toContain(top?.person.ref)
  expect(top?.reasons[0]).toMatchObject({ setting: 'seat', distance: 'near' })
  expect(top?.exposures.map(e => e.setting)).toContain('seat')
  expect(top?.weights.length).toBeGreaterThan(0)
  expect(list.contacts.map(c => c.probability)).toEqual(
    list.contacts.map(c => c.probability).toSorted((a, b) => b - a),
  )
  expect(reply).toMatchObject({ changed: false, question: { state: 'answered', answers: 1, by: 'dulam' } })
  const [line] = await log()
  expect(line).toMatchObject({
    ...{ id: reply.question.id, kind: 'contacts', purpose: 'case-contacts', case: first.id, asked: 1 },
    ...{ size: list.contacts.length, grade: list.grade.grade, pack: reply.question.pack },
  })
  const text = JSON.stringify(await log())
  expect(text).not.toContain('Овог')
  const cases = casesSchema.parse(await get(`/api/places/${small.place}/cases`))
  expect(cases.cases).toMatchObject([{ id: first.id, name: 'p Овог Нэр0', tracedAt: line?.at }])
})

test('forty contacts are taken into follow-up in one request, and taken back in one', async () => {
  const reply = await ask(contacts())
  const persons = listOf(reply)
    .contacts.slice(0, 40)
    .map(contact => contact.person.ref)
  const path = `/api/cases/${first.id}/follow-up`
  const taken = await send('POST', path, { question: reply.question.id, persons })
  const { batch, ...counts } = followUpReplySchema.parse(await taken.json())
  expect(counts).toEqual({ added: 40, extended: 0, unchanged: 0 })
  const rows = await followUps()
  expect(rows).toHaveLength(40)
  expect(rows[0]).toMatchObject({ state: 'following', lastDay: TODAY, batch, addedBy: 'dulam' })
  expect(rows.every(row => row.until > TODAY && row.name.startsWith('p Овог'))).toBe(true)

  const again = await send('POST', path, { question: reply.question.id, persons })
  expect(await again.json()).toMatchObject({ added: 0, extended: 0, unchanged: 40 })
  expect(listOf(await ask(contacts())).contacts.filter(c => c.followUp === 'following')).toHaveLength(40)

  expect((await send('POST', `${path}/undo`, { batch })).status).toBe(204)
  expect(await followUps()).toEqual([])
  expect((await send('POST', `${path}/undo`, { batch })).status).toBe(409)
})

test('several people’s follow-up is set in one batch, and taken back to what each was', async () => {
  const reply = await ask(contacts())
  const refs = listOf(reply).contacts.map(contact => contact.person.ref)
  const [a, b, c, d] = refs as [string, string, string, string]
  const path = `/api/cases/${first.id}/follow-up`
  const taken = await send('POST', path, { question: reply.question.id, persons: [a, b, c] })
  const { batch: all } = followUpReplySchema.parse(await taken.json())
  const one = await send('PUT', path, { persons: [b], state: 'lost' })
  const { batch: lost } = followUpReplySchema.parse(await one.json())
  const states = async () => Object.fromEntries((await followUps()).map(row => [row.person, row.state]))
  const before = await states()

  const stranger = await send('PUT', path, { persons: [a, d, b], state: 'released' })
  expect(await stranger.json()).toMatchObject({
    ...{ status: 400, code: 'bad-input', where: 'json:persons.1' },
    detail: `not in follow-up: ${d}`,
  })
  expect(await states()).toEqual(before)

  const set = await send('PUT', path, { persons: [a, b, c, a], state: 'lost' })
  const { batch, ...counts } = followUpReplySchema.parse(await set.json())
  expect(counts).toEqual({ added: 0, extended: 2, unchanged: 1 })
  expect(await states()).toEqual({ [a]: 'lost', [b]: 'lost', [c]: 'lost' })
  expect((await send('POST', `${path}/undo`, { batch }, district)).status).toBe(204)
  expect(await states()).toEqual(before)
  expect((await send('POST', `${path}/undo`, { batch })).status).toBe(409)

  // In order, what came before can be taken back too.
  expect((await send('POST', `${path}/undo`, { batch: all })).status).toBe(409)
  for (const each of [lost, all])
    expect((await send('POST', `${path}/undo`, { batch: each })).status).toBe(204)
  expect(await followUps()).toEqual([])
})

test('a contact who was near again later gets the later clock', async () => {
  const early = await ask(contacts({ from: '2026-11-19', to: '2026-11-19' }))
  const late = await ask(contacts())
  const path = `/api/cases/${first.id}/follow-up`
  const persons = [small.all[1]]
  await send('POST', path, { question: early.question.id, persons })
  const [before] = await followUps()
  expect(before).toMatchObject({ lastDay: '2026-11-19' })
  expect(await (await send('POST', path, { question: late.question.id, persons })).json()).toMatchObject({
    ...{ added: 0, extended: 1, unchanged: 0 },
  })
  const [after] = await followUps()
  expect(after).toMatchObject({ lastDay: TODAY, addedAt: before?.addedAt })
  expect((after?.until ?? '') > (before?.until ?? '')).toBe(true)
  expect((await send('PUT', `${path}/${small.all[1]}`, { state: 'lost' })).status).toBe(204)
  expect(await followUps()).toMatchObject([{ state: 'lost' }])
  const stranger = await send('POST', path, { question: late.question.id, persons: [small.all[0]] })
  expect(await stranger.json()).toMatchObject({ code: 'bad-input', where: 'json:persons.0' })
})

test('an answer is told again with what is known now, and says whether it changed', async () => {
  const asked = await ask(contacts())
  const path = `/api/questions/${asked.question.id}/answer`
  const same = questionReplySchema.parse(await (await send('POST', path)).json())
  expect(same).toMatchObject({ changed: false, question: { answers: 2 } })
  const named = {
    person: small.all[44],
    who: '',
    day: TODAY,
    setting: 'named',
    minutes: 60,
    distance: 'touch',
  }
  const added = await send('POST', `/api/cases/${first.id}/named`, { ...named, note: '' })
  expect(added.status).toBe(201)
  const { id, name } = (await added.json()) as { id: string; name: string }
  expect(name).toBe('p Овог Нэр44')
  const moved = questionReplySchema.parse(await (await send('POST', path)).json())
  expect(moved).toMatchObject({ changed: true, question: { answers: 3 } })
  const page = casePageSchema.parse(await get(`/api/cases/${first.id}`))
  expect(page).toMatchObject({ window: { from: '2026-11-20', to: TODAY }, named: [{ id, name }] })
  expect((await send('DELETE', `/api/cases/${first.id}/named/${id}`)).status).toBe(204)
  expect((await send('DELETE', `/api/cases/${first.id}/named/${id}`)).status).toBe(404)
})

test('every format of a list is made as a job, and each is kept as told', async () => {
  const { question } = await ask(contacts())
  for (const format of EXPORT_FORMATS) {
    const bytes = await fileOf(question.id, format)
    expect(bytes.length).toBeGreaterThan(1000)
    if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    if (format === 'fhir') expect(JSON.parse(bytes.toString())).toMatchObject({ resourceType: 'Bundle' })
    if (format === 'sormas' || format === 'godata') expect(bytes.toString()).toContain('Нэр1,p Овог')
  }
  const told = await hub.hub.store.trace.answers(question.id)
  expect(told.map(answer => answer.how)).toEqual(['shown', ...EXPORT_FORMATS])
  expect(new Set(told.map(answer => answer.digest)).size).toBe(1)
}, 90_000)

test('where the rules want it a question waits for another officer, then its asker is told', async () => {
  const packs = packsSchema.parse(await get(`/api/places/${small.place}/packs`))
  const own = packs.packs.find(pack => pack.id === packs.current.id)
  const rules = contactPackSchema.omit({ version: true }).parse(own)
  const strict = {
    ...{ ...rules, id: 'strict', name: 'Strict', from: TODAY },
    approval: { over: null, generations: 1, kinds: ['backward'], purposes: [] },
  }
  const made = await send('POST', `/api/places/${small.place}/packs`, strict)
  expect(await made.json()).toMatchObject({ id: 'strict', version: 1, signed: null })
  const pack = { id: 'strict', version: 1 }
  const unsigned = await send('POST', `/api/places/${small.place}/questions`, contacts({ pack }))
  expect(await unsigned.json()).toMatchObject({ code: 'bad-input', where: 'json:pack' })
  const signed = await send('POST', `/api/places/${small.place}/packs/strict/1/sign`, { current: true })
  expect(packsSchema.parse(await signed.json()).current).toEqual(pack)

  // A laxer pack does not get round the one in force.
  const asked = await ask({ kind: 'backward', purpose: 'source', case: first.id, pack: packs.current })
  expect(asked).toMatchObject({
    answer: null,
    question: { state: 'waiting', approval: { why: 'kind', by: null } },
  })
  const at = `/api/questions/${asked.question.id}`
  expect((await send('POST', `${at}/answer`)).status).toBe(409)
  expect((await send('POST', `${at}/export?format=pdf`)).status).toBe(409)
  expect((await send('POST', `${at}/approve`)).status).toBe(403)
  const approved = await send('POST', `${at}/approve`, undefined, district)
  expect(await approved.json()).toMatchObject({ state: 'approved', approval: { by: 'boss' }, answers: 0 })
  expect((await send('POST', `${at}/approve`, undefined, district)).status).toBe(409)
  expect((await send('POST', `${at}/answer`, undefined, district)).status).toBe(403)
  const told = questionReplySchema.parse(await (await send('POST', `${at}/answer`)).json())
  expect(told.answer).toMatchObject({ kind: 'backward' })
  expect(told.question).toMatchObject({ state: 'answered', approval: { by: 'boss' }, answers: 1 })
  expect((await ask(contacts())).question.state).toBe('answered')

  const again = await ask({ kind: 'forward', purpose: 'outbreak', case: first.id, generations: 2 })
  expect(again.question.approval).toMatchObject({ why: 'generations' })
  const refused = await send('POST', `/api/questions/${again.question.id}/refuse`, undefined, district)
  expect(await refused.json()).toMatchObject({ state: 'refused', approval: { by: 'boss' } })
  expect((await send('POST', `/api/questions/${again.question.id}/answer`)).status).toBe(409)

  const next = await send('POST', `/api/places/${small.place}/packs`, strict)
  expect(await next.json()).toMatchObject({ version: 2 })
  await send('POST', `/api/places/${small.place}/packs/${packs.current.id}/${packs.current.version}/sign`, {
    current: true,
  })
  expect(packsSchema.parse(await get(`/api/places/${small.place}/packs`)).current).toEqual(packs.current)
})

test('the other kinds of question are answered and kept alike', async () => {
  const second = await send(
    'POST',
    `/api/places/${school.district}/cases`,
    draft(small.all[1] as string, {
      ...{ status: 'suspected', from: first.id },
    }),
    district,
  )
  const other = caseLineSchema.parse(await second.json())
  // They were followed as a contact; a state somebody set is not overwritten.
  expect(await followUps()).toMatchObject([{ person: small.all[1], state: 'lost' }])
  const list = await ask(contacts())
  const taken = { question: list.question.id, persons: small.all.slice(1, 3) }
  await send('POST', `/api/cases/${first.id}/follow-up`, taken)
  await send(
    'POST',
    `/api/places/${small.place}/cases`,
    draft(small.all[2] as string, { status: 'suspected' }),
  )
  expect(await followUps()).toEqual(
    expect.arrayContaining([expect.objectContaining({ person: small.all[2], state: 'case' })]),
  )

  const shared = await ask({ kind: 'shared', purpose: 'outbreak', cases: [first.id, other.id] })
  expect(shared.answer).toMatchObject({ kind: 'shared', cases: [{}, {}] })
  const room = await ask({
    ...{ kind: 'room', purpose: 'outbreak', room: small.room, day: TODAY, from: '08:00', to: '10:00' },
  })
  expect(room.question.size).toBeGreaterThanOrEqual(45)
  const timeline = await ask({
    kind: 'timeline',
    purpose: 'case-contacts',
    person: first.person,
    case: first.id,
  })
  expect(timeline.answer).toMatchObject({ kind: 'timeline', person: { ref: first.person } })
  const { packs } = packsSchema.parse(await get(`/api/places/${small.place}/packs`))
  const [a, b] = packs.filter(pack => pack.place === null).map(({ id, version }) => ({ id, version }))
  const preview = { ...(packs[0] as (typeof packs)[number]), id: 'mine', minutes: 1 }
  for (const pair of [
    [a, b],
    [a, preview],
  ]) {
    const compare = await ask({
      kind: 'compare',
      purpose: 'exercise',
      case: first.id,
      packs: pair,
    } as QuestionInput)
    expect(compare.answer).toMatchObject({ kind: 'compare', packs: [{ ...a }, {}] })
  }
  const network = await ask({ kind: 'network', purpose: 'outbreak' })
  expect(network.answer).toMatchObject({
    edges: expect.arrayContaining([
      { from: first.person, to: other.person, probability: 1, said: true, day: '2026-11-22' },
    ]),
  })
  const forward = await ask({ kind: 'forward', purpose: 'outbreak', case: first.id, generations: 2 })
  expect(forward.answer).toMatchObject({ kind: 'forward' })
  expect((await log(district)).slice(0, 7).map(line => line.kind)).toEqual([
    ...['forward', 'network', 'compare', 'compare', 'timeline', 'room', 'shared'],
  ])

  const closed = await send('PATCH', `/api/cases/${other.id}`, { closed: true })
  expect(((await closed.json()) as CaseLine).closedAt).toBeGreaterThan(0)
})

test('many at once stand on one list, each once', async () => {
  const range = { from: '2026-11-20', to: TODAY }
  const both = listOf(await ask(contacts({ case: null, persons: small.all.slice(0, 2), ...range })))
  const many = listOf(await ask(contacts({ case: null, persons: small.all.slice(0, 12), ...range })))
  expect(both.persons).toHaveLength(2)
  expect(many.persons).toHaveLength(12)
  const refs = many.contacts.map(contact => contact.person.ref)
  expect(new Set(refs).size).toBe(refs.length)
  const neighbour = many.contacts.find(contact => contact.person.ref === small.all[1])
  expect(neighbour?.of).toEqual(expect.arrayContaining([small.all[0], small.all[2]]))
  const alone = both.contacts.find(contact => contact.person.ref === small.all[1])
  expect(neighbour?.probability).toBeGreaterThan(alone?.probability ?? 1)
})

test('an interview shows the days and stands in the log once', async () => {
  const before = (await log()).length
  for (let i = 0; i < 2; i++) {
    const page = interviewSchema.parse(await get(`/api/cases/${first.id}/interview`))
    expect(page.days.map(day => day.day)).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', TODAY])
    expect(page.days[0]?.blocks.some(block => block.near.length > 0)).toBe(true)
  }
  const after = await log()
  expect(after.length).toBe(before + 1)
  expect(after[0]).toMatchObject({ kind: 'timeline', note: 'interview', answers: 2, case: first.id })
})

test('a sibling at another school is a mark without a name; the district sees who it is', async () => {
  const { store } = hub.hub
  const other = await hub.school('School 9', 'saran', school.district)
  const sibling = testId('sibling elsewhere')
  const name = 'SECRET Sibling'
  const { place } = small
  const made = await store.records.apply(
    [
      put('person', {
        ...{ id: sibling, place: other.jurisdiction, site: other.site, given: 'Sibling', name },
      }),
      put('group', { id: 'home', place, kind: 'household', name: 'Home' }),
      put('enrolment', { id: 'home-1', place, group: 'home', person: first.person, role: 'member' }),
      put('enrolment', { id: 'home-2', place, group: 'home', person: sibling, role: 'member' }),
    ],
    { officer: 'setup', name: 'setup', note: '', at: NOW },
  )
  expect(made).toMatchObject({ ok: true })
  const own = await ask(contacts())
  expect(JSON.stringify(own)).not.toContain('SECRET')
  expect(JSON.stringify(own)).not.toContain(sibling)
  const [mark] = listOf(own).contacts.filter(contact => contact.person.outside)
  expect(mark).toMatchObject({
    person: { name: '', school: '', group: '' },
    reasons: [{ setting: 'household' }],
  })
  for (const format of ['sormas', 'fhir']) {
    const file = await fileOf(own.question.id, format)
    expect([format, file.includes('SECRET'), file.includes(sibling)]).toEqual([format, false, false])
  }
  const above = listOf(await ask(contacts(), district))
  expect(above.contacts.find(contact => contact.person.ref === sibling)?.person.name).toBe(name)
  // The district was told of the sibling by name: for the school nothing changed by that, in a new hub neither.
  const again = async (cookie?: string) => {
    const told = await send('POST', `/api/questions/${own.question.id}/answer`, undefined, cookie)
    return questionReplySchema.parse(await told.json()).changed
  }
  expect([await again(district), await again(), await again(district)]).toEqual([false, false, false])
  const there = await hub.signIn(other)
  for (const path of [`/api/cases/${first.id}`, `/api/places/${place}/cases`])
    expect((await hub.fetch(path, { cookie: there })).status).toBe(404)
  expect((await send('POST', `/api/questions/${own.question.id}/answer`, undefined, there)).status).toBe(404)
})

test('what is missing or contradicts itself is said by name', async () => {
  const fault = async (path: string, body: unknown, method = 'POST') => {
    const answer = await send(method, path, body)
    const { code, where } = (await answer.json()) as { code: string; where?: string }
    return [answer.status, code, where]
  }
  const questions = `/api/places/${small.place}/questions`
  const bad = (where: string) => [400, 'bad-input', `json:${where}`]
  const why = { kind: 'contacts', purpose: 'exercise' }
  const [person] = small.all
  expect(await fault(questions, why)).toEqual(bad('persons'))
  expect(await fault(questions, { ...why, persons: [small.all[9]] })).toEqual(bad('from'))
  expect(await fault(questions, { ...why, persons: [person], from: TODAY })).toEqual(bad('to'))
  expect(await fault(questions, { ...why, persons: [person], from: TODAY, to: '2026-11-01' })).toEqual(
    bad('to'),
  )
  expect(await fault(questions, { ...why, persons: [person], from: '2026-01-01', to: TODAY })).toEqual(
    bad('to'),
  )
  expect(await fault(questions, { ...why, persons: [person], from: '2026-12-01', to: '2026-12-02' })).toEqual(
    bad('from'),
  )
  expect(await fault(questions, { ...why, case: 'nobodys' })).toEqual([404, 'not-found', 'json:case'])
  const stranger = '00000000000000aa'
  const strange = await send('POST', questions, { ...why, persons: [person, stranger] })
  expect([strange.status, await strange.json()]).toMatchObject([
    404,
    { code: 'not-found', where: 'json:persons.1', detail: `not here: ${stranger}` },
  ])
  const shared = { kind: 'shared', purpose: 'outbreak', cases: [first.id, 'nobodys'] }
  expect(await fault(questions, shared)).toEqual([404, 'not-found', 'json:cases.1'])
  expect(await fault(questions, contacts({ pack: { id: 'who-knows', version: 1 } }))).toEqual(bad('pack'))
  expect(await fault(questions, contacts({ purpose: 'other' }))).toEqual(bad('note'))
  const room = { kind: 'room', purpose: 'audit', day: TODAY, from: '08:00', to: '09:00' }
  expect(await fault(questions, { ...room, room: 'nowhere' })).toEqual([404, 'not-found', 'json:room'])
  expect(await fault(questions, { ...room, room: small.room, to: '07:00' })).toEqual(bad('to'))

  const cases = `/api/places/${small.place}/cases`
  const other = small.all[20] as string
  expect(await fault(cases, draft(other, { onset: '2026-11-24' }))).toEqual(bad('onset'))
  expect(await fault(cases, draft(other, { asymptomatic: true }))).toEqual(bad('onset'))
  expect(await fault(cases, draft(other, { symptomFree: '2026-11-20' }))).toEqual(bad('symptomFree'))
  expect(await fault(cases, draft(other, { from: 'nobodys' }))).toEqual([404, 'not-found', 'json:from'])
  expect(await fault(cases, draft(small.guardian))).toEqual(bad('person'))
  expect(await fault(cases, draft(person as string))).toEqual([409, 'conflict', 'json:person'])
  expect(await fault(`/api/cases/${first.id}`, { onset: '2027-01-01' }, 'PATCH')).toEqual(bad('onset'))
  const named = {
    person: null,
    who: ' ',
    day: TODAY,
    setting: 'named',
    minutes: null,
    distance: 'near',
    note: '',
  }
  expect(await fault(`/api/cases/${first.id}/named`, named)).toEqual(bad('who'))
})
