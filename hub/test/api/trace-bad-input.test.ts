import type { Job } from '@schoolgate/protocol/http/job'
import type { Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'
import {
  type QuestionInput,
  type QuestionReply,
  questionReplySchema,
} from '@schoolgate/protocol/http/trace-question'
import { EXPORT_FORMATS } from '@schoolgate/protocol/trace/words'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { put } from '../helpers/directory.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'
import { seedTraced, type TracedSchool } from '../helpers/traced-school.ts'
import { appendOf, type EntryWish } from '../store/rows.ts'

// A Monday at noon. Wednesday before it was a holiday.
const TODAY = '2026-11-23'
const NOW = Date.parse(`${TODAY}T12:00:00+08:00`)
const DAYS = ['2026-11-16', '2026-11-17', '2026-11-19', '2026-11-20', TODAY]
const HOLIDAY = '2026-11-18'
const BY = { officer: 'setup', name: 'setup', note: '', at: NOW }
const WEEK = { from: '2026-11-16', to: TODAY }

let hub: RunningHub
let first: School
let second: School
let small: TracedSchool
let next: TracedSchool
let teacher: string
let neighbour: string
let district: string

beforeAll(async () => {
  hub = await RunningHub.start({ clock: { startWall: NOW, realWall: Date.now(), speed: 1 } })
  first = await hub.school('School 3', 'dulam')
  second = await hub.school('School 9', 'saran', first.district)
  small = await seedTraced(hub, first, { prefix: 'a', size: 14, days: DAYS })
  next = await seedTraced(hub, second, { prefix: 'b', size: 8, days: DAYS })
  teacher = await hub.signIn(first)
  neighbour = await hub.signIn(second)
  district = await hub.signInNew('boss', first.district)
  await apply([put('calendarDay', { id: 'a-holiday', place: small.place, day: HOLIDAY, name: 'Баяр' })])
})
afterAll(() => hub.stop())

const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`)
async function apply(changes: Parameters<typeof hub.hub.store.records.apply>[0]): Promise<void> {
  expect(await hub.hub.store.records.apply(changes, BY)).toMatchObject({ ok: true })
}
/** A kiosk's whole journal, merged. */
async function entries(kiosk: string, where: { site: string; gate: string }, wishes: EntryWish[]) {
  const who = { ...where, kiosk: testId(`${kiosk} kiosk`), journal: testId(`${kiosk} journal`) }
  await hub.hub.store.ingest.append([appendOf(0, wishes, who)])
  while ((await hub.hub.store.presence.merge()) > 0);
}
const pupil = (id: string, place: string, site: string, name: string) =>
  put('person', { id, place, site, family: 'Овог', given: name, name: `Овог ${name}` })
const send = (path: string, body?: unknown, cookie = teacher) =>
  hub.fetch(path, {
    ...{ method: 'POST', cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
async function ask(request: QuestionInput, cookie = teacher, place = small.place): Promise<QuestionReply> {
  const answer = await send(`/api/places/${place}/questions`, request, cookie)
  const body = await answer.json()
  expect([answer.status, body]).toEqual([200, body])
  return questionReplySchema.parse(body)
}
const contacts = (persons: string[], days = WEEK): QuestionInput => ({
  ...{ kind: 'contacts', purpose: 'exercise', persons, ...days },
})
const listOf = (reply: QuestionReply): ContactList => reply.answer as ContactList
const causes = ({ grade }: ContactList) => new Map(grade.causes.map(cause => [cause.code, cause]))
const lessonsOf = (list: ContactList, day: string) =>
  list.contacts.flatMap(contact =>
    contact.exposures.filter(of => of.day === day && (of.setting === 'seat' || of.setting === 'lesson')),
  )
const qualities = (list: ContactList) => new Set(list.contacts.flatMap(contact => contact.quality))

test('somebody no gate ever saw: the timetable’s guess, graded as one', async () => {
  const unseen = testId('never seen')
  await apply([
    pupil(unseen, small.place, small.site, 'Харагдаагүй'),
    put('enrolment', { id: 'a-unseen', place: small.place, group: 'a-7b', person: unseen }),
  ])
  const list = listOf(await ask(contacts([unseen])))
  expect(list.grade.grade).toBe('D')
  expect(causes(list).get('no-entries')).toMatchObject({ n: 1, of: 1 })
  expect(list.days.map(day => day.seen)).toEqual(list.days.map(() => false))
  expect(list.contacts.length).toBeGreaterThanOrEqual(14)
  expect([...qualities(list)]).toContain('presence-inferred')
  expect(list.rest).toEqual({ people: 0, expected: 0 })
})

test('in two places at once: both are told, marked, and no minute counts twice', async () => {
  const { place } = small
  const twin = testId('in two places')
  await apply([
    put('site', { id: 'a-annex', place, name: 'Annex' }),
    put('gate', { id: 'a-annex-gate', place, site: 'a-annex', name: 'Annex gate' }),
    pupil(twin, place, small.site, 'Хоёр'),
    put('enrolment', { id: 'a-twin', place, group: 'a-7b', person: twin }),
  ])
  const gate = first.gates[0]?.id as string
  // At two sites on Friday; at two gates of one on Thursday, never seen leaving in between.
  const [thursday, friday] = ['2026-11-19', '2026-11-20']
  await entries('twin main', { site: small.site, gate }, [
    { person: twin, at: at(thursday, '07:45') },
    { person: twin, at: at(friday, '07:45') },
    { person: twin, at: at(friday, '10:00'), direction: 'out' },
  ])
  await entries('twin side', { site: small.site, gate: 'a-side-gate' }, [
    { person: twin, at: at(thursday, '07:47') },
    { person: twin, at: at(thursday, '10:01'), direction: 'out' },
  ])
  await entries('twin annex', { site: 'a-annex', gate: 'a-annex-gate' }, [
    { person: twin, at: at(friday, '08:20') },
    { person: twin, at: at(friday, '09:50'), direction: 'out' },
  ])
  const list = listOf(await ask(contacts([twin], { from: thursday, to: friday })))
  expect(causes(list).get('two-places')).toMatchObject({ n: 1, of: 2, days: [friday] })
  const mate = list.contacts.find(contact => contact.person.ref === small.all[0]) as Contact
  expect(mate.quality).toContain('two-places')
  // Two lessons of forty minutes a day.
  expect(mate.minutes.room).toBeLessThanOrEqual(160)
  expect(mate.minutes.room).toBeGreaterThanOrEqual(150)
})

test('entries with an unsure clock are marked, and what comes in later moves the list, which says so', async () => {
  const late = testId('late kiosk')
  const { place } = small
  await apply([pupil(late, place, small.site, 'Цаг')])
  const gate = first.gates[0]?.id as string
  const [, tuesday] = DAYS as [string, string]
  const unsure = (time: string): EntryWish => {
    const when = at(tuesday, time)
    return {
      person: late,
      at: when,
      lo: when - 1_800_000,
      hi: when + 1_800_000,
      quality: 'bracketed',
    }
  }
  await entries('late first', { site: small.site, gate }, [unsure('10:03')])
  const asked = await ask(contacts([late], { from: tuesday, to: tuesday }))
  const before = listOf(asked)
  expect(causes(before).get('clock')).toMatchObject({ days: [tuesday] })
  const again = async () => {
    const answer = await send(`/api/questions/${asked.question.id}/answer`)
    return questionReplySchema.parse(await answer.json())
  }
  expect((await again()).changed).toBe(false)
  // The kiosk's clock was two hours behind; what it kept comes in with the right times.
  await entries('late second', { site: small.site, gate }, [
    { person: late, at: at(tuesday, '07:41') },
    { person: late, at: at(tuesday, '10:02'), direction: 'out' },
  ])
  const moved = await again()
  expect(moved.changed).toBe(true)
  expect(listOf(moved).contacts.map(contact => contact.minutes)).not.toEqual(
    before.contacts.map(contact => contact.minutes),
  )
})

test('a holiday in the window is said, and brings nobody near', async () => {
  const list = listOf(await ask(contacts([small.all[0] as string])))
  expect(list.days.filter(day => !day.taught).map(day => day.day)).toEqual([
    HOLIDAY,
    '2026-11-21',
    '2026-11-22',
  ])
  expect(list.days.find(day => day.day === HOLIDAY)).toMatchObject({ why: 'Баяр', seen: false })
  expect(causes(list).get('holiday')?.days).toContain(HOLIDAY)
  expect(list.contacts.some(contact => contact.days.includes(HOLIDAY))).toBe(false)
  const dark = listOf(await ask(contacts([small.all[0] as string], { from: HOLIDAY, to: HOLIDAY })))
  expect(dark).toMatchObject({ contacts: [], rest: { people: 0 } })
  expect(['C', 'D']).toContain(dark.grade.grade)
  expect(causes(dark).get('holiday')).toMatchObject({ n: 1, of: 1 })
})

test('a timetable changed last week: every day by what held on it, and that it was changed since', async () => {
  const { place, room, teacher: staff } = small
  const lesson = { place, group: 'a-7b', room, teacher: staff }
  await apply(
    ([1, 2, 3, 4, 5] as const).flatMap(weekday => [
      put('lesson', { id: `a-7b-${weekday}-2`, ...lesson, weekday, number: 2, to: HOLIDAY }),
      put('lesson', {
        ...{ id: `a-new-${weekday}`, ...lesson, weekday, number: 2 },
        ...{ subject: 'Хими', from: '2026-11-19' },
      }),
    ]),
  )
  const list = listOf(await ask(contacts([small.all[0] as string])))
  const subjects = DAYS.map(day =>
    lessonsOf(list, day).flatMap(of => (of.source.id.startsWith('a-7b-') ? [] : [of.label])),
  )
  expect(subjects.map(labels => [...new Set(labels)])).toEqual([[], [], ['Хими'], ['Хими'], ['Хими']])
  const marked = DAYS.map(day => lessonsOf(list, day).some(of => of.quality.includes('changed-since')))
  // What is to be today could be changed before it was over.
  expect(marked).toEqual([true, true, true, true, false])
})

test('somebody who changed schools: the district sees both, each school its own, and all are told', async () => {
  const mover = testId('changed schools')
  await apply([
    pupil(mover, next.place, next.site, 'Шилжсэн'),
    put('enrolment', { id: 'a-mover', place: small.place, group: 'a-7b', person: mover, to: '2026-11-17' }),
    put('enrolment', { id: 'b-mover', place: next.place, group: 'b-7b', person: mover, from: '2026-11-18' }),
  ])
  const days = (list: readonly string[]) =>
    list.flatMap(day => [
      { person: mover, at: at(day, '07:43') },
      { person: mover, at: at(day, '10:04'), direction: 'out' as const },
    ])
  const gateOf = (school: School) => school.gates[0]?.id as string
  await entries('mover a', { site: small.site, gate: gateOf(first) }, days(DAYS.slice(0, 2)))
  await entries('mover b', { site: next.site, gate: gateOf(second) }, days(DAYS.slice(2)))

  const all = listOf(await ask(contacts([mover]), district, first.district))
  const near = (list: ContactList, ids: readonly string[]) =>
    list.contacts.filter(contact => ids.includes(contact.person.ref))
  expect(near(all, small.all)).toHaveLength(small.all.length)
  expect(near(all, next.all)).toHaveLength(next.all.length)
  expect(near(all, small.all).every(contact => contact.lastDay <= '2026-11-17')).toBe(true)
  // On the holiday the other school taught, and nobody was scanned: what the timetable says is marked as that.
  expect(near(all, next.all).every(contact => (contact.days[0] as string) >= HOLIDAY)).toBe(true)
  const guessed = near(all, next.all).flatMap(of => of.exposures.filter(({ day }) => day === HOLIDAY))
  expect(guessed.every(({ quality }) => quality.includes('presence-inferred'))).toBe(true)
  expect(causes(all).get('moved')).toMatchObject({ n: 1, of: 1 })

  const told = await ask(contacts([mover]), neighbour, next.place)
  expect(near(listOf(told), next.all)).toHaveLength(next.all.length)
  expect(causes(listOf(told)).has('moved')).toBe(true)
  const text = JSON.stringify(told)
  for (const secret of [...small.all, 'a Овог']) expect(text).not.toContain(secret)
  // Where they were before, they are nobody by now; as a contact of others they are a mark.
  const gone = await send(`/api/places/${small.place}/questions`, contacts([mover]))
  expect([gone.status, await gone.json()]).toMatchObject([
    404,
    { code: 'not-found', where: 'json:persons.0' },
  ])
  const old = await ask(contacts([small.all[3] as string], { from: '2026-11-16', to: '2026-11-17' }))
  expect(JSON.stringify(old)).not.toContain(mover)
  const marks = listOf(old).contacts.filter(contact => contact.person.outside)
  expect(marks).toMatchObject([{ person: { ref: 'outside-1', name: '', school: '' } }])
  expect(causes(listOf(old)).get('outside')).toMatchObject({ n: 1 })
})

test('a class of 400: everybody is on the list, a screen names few and counts the rest', async () => {
  const big = await seedTraced(hub, first, {
    prefix: 'big',
    size: 400,
    days: [TODAY],
    rowMs: 1000,
    gapMs: 10,
  })
  const [person] = big.all as [string]
  const days = { from: TODAY, to: TODAY }
  const list = listOf(await ask(contacts([person], days)))
  const mates = list.contacts.filter(contact => big.all.includes(contact.person.ref))
  expect(mates).toHaveLength(399)
  // At the first desk, in a corner: three sit around it, and stand above everybody else of the class.
  const around = mates.filter(contact => contact.reasons.some(({ setting }) => setting === 'seat'))
  expect(around).toHaveLength(3)
  expect(new Set(mates.slice(0, 3))).toEqual(new Set(around))
  const { answer } = await ask({ kind: 'timeline', purpose: 'exercise', person, ...days })
  if (answer?.kind !== 'timeline') throw new Error('no timeline')
  const blocks = answer.days.flatMap(day => day.blocks)
  expect(Math.max(...blocks.map(block => block.people))).toBeGreaterThanOrEqual(399)
  expect(Math.max(...blocks.map(block => block.near.length))).toBeLessThanOrEqual(12)
})

test('one unknown among a thousand is named, and nobody of the thousand is', async () => {
  const ids = Array.from({ length: 1000 }, (_, i) => testId(`crowd ${i}`))
  await apply(ids.map((id, i) => pupil(id, small.place, small.site, `Олон${i}`)))
  const unknown = testId('nobody at all')
  const answer = await send(
    `/api/places/${small.place}/questions`,
    contacts(ids.map((id, i) => (i === 637 ? unknown : id))),
  )
  expect(answer.headers.get('Content-Type')).toContain('application/problem+json')
  const problem = await answer.json()
  expect(problem).toMatchObject({
    ...{ status: 404, code: 'not-found', where: 'json:persons.637', detail: `not here: ${unknown}` },
  })
  expect(JSON.stringify(problem)).not.toContain('Овог')
})

test('a list of nobody is a file of nobody in every format', async () => {
  const lonely = testId('met nobody')
  await apply([pupil(lonely, small.place, small.site, 'Ганцаараа')])
  const { question, answer } = await ask(contacts([lonely]))
  const list = answer as ContactList
  expect(list).toMatchObject({ contacts: [], rest: { people: 0, expected: 0 }, grade: { grade: 'D' } })
  expect(causes(list).has('no-entries')).toBe(true)
  for (const format of EXPORT_FORMATS) {
    const begun = await send(`/api/questions/${question.id}/export?format=${format}&locale=mn`)
    let job = (await begun.json()) as Job
    await until(async () => {
      job = (await (await hub.fetch(`/api/jobs/${job.id}`, { cookie: teacher })).json()) as Job
      return job.state !== 'running'
    }, `the ${format} is written`)
    expect([format, job.state, job.fault]).toEqual([format, 'done', null])
    const file = await hub.fetch(job.file as string, { cookie: teacher })
    const bytes = Buffer.from(await file.arrayBuffer())
    const text = bytes.toString()
    if (format === 'pdf') expect(text.slice(0, 5)).toBe('%PDF-')
    else if (format === 'xlsx') expect(Object.keys(unzipSync(bytes))).toContain('xl/workbook.xml')
    else if (format === 'fhir') expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle' })
    // The columns' names and nobody.
    else expect(text.trim().split('\n').length).toBeLessThanOrEqual(2)
  }
})
