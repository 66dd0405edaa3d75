import type { Change } from '@schoolgate/protocol/directory/records'
import type {
  GroupPage,
  HistoryLine,
  PersonPage,
  SchoolBook,
  Timetable,
  Tree,
} from '@schoolgate/protocol/http/directory'
import {
  groupPageSchema,
  peoplePageSchema,
  personPageSchema,
  schoolBookSchema,
  timetableSchema,
  treeSchema,
} from '@schoolgate/protocol/http/directory'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { put, type SmallSchool, seedDirectory } from '../helpers/directory.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { RunningHub, type School } from '../helpers/running-hub.ts'

let hub: RunningHub
let school: School
let here: SmallSchool
let there: SmallSchool
let cookie: string
beforeAll(async () => {
  hub = await RunningHub.start()
  school = await hub.school('School 3', 'dulam')
  const sibling = await hub.school('School 4', 'saran')
  const { records } = hub.hub.store
  here = await seedDirectory(records, { place: school.jurisdiction, site: school.site }, 'here')
  there = await seedDirectory(records, { place: sibling.jurisdiction, site: sibling.site }, 'there')
  cookie = await hub.signIn(school)
})
afterAll(() => hub.stop())

async function get<T>(path: string): Promise<T> {
  const answer = await hub.fetch(path, { cookie })
  expect([path, answer.status]).toEqual([path, 200])
  return (await answer.json()) as T
}
const post = (path: string, body: unknown) =>
  hub.fetch(path, { method: 'POST', cookie, body: JSON.stringify(body) })
const change = (changes: Change[], place = here.place) => post(`/api/places/${place}/changes`, { changes })

describe('pages', () => {
  test('the tree has the way up, and counts only those who go to school', async () => {
    const tree = treeSchema.parse(await get<Tree>('/api/tree'))
    expect(tree.jurisdictions.map(j => [j.kind, j.people])).toEqual([
      ['district', 0],
      ['school', 4],
    ])
    expect(tree.sites.map(site => site.id)).toEqual([here.site])
    expect(JSON.stringify(tree)).not.toContain(there.place)
  })

  test('the book knows today’s members and class teachers', async () => {
    const book = schoolBookSchema.parse(await get<SchoolBook>(`/api/places/${here.place}/book`))
    const cls = book.groups.find(group => group.id === here.cls)
    expect([cls?.members, cls?.teachers]).toEqual([3, ['here Teacher']])
    expect(book.staff).toEqual([{ id: here.teacher, name: 'here Teacher', role: 'teacher' }])
    expect(book.today).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ulaanbaatar' }).format())
  })

  test('people are found in any spelling, page by page', async () => {
    const path = `/api/places/${here.place}/people`
    const found = peoplePageSchema.parse(await get(`${path}?text=PUPIL%201`))
    expect(found.people.map(p => [p.id, p.group, p.card])).toEqual([[here.pupils[1], 'here 3A', 'none']])
    const first = peoplePageSchema.parse(await get(`${path}?role=student&limit=2`))
    const second = peoplePageSchema.parse(
      await get(`${path}?role=student&limit=2&after=${encodeURIComponent(first.next as string)}`),
    )
    expect([...first.people, ...second.people].map(p => p.id).sort()).toEqual([...here.pupils].sort())
    expect([first.total, second.next]).toEqual([3, null])
  })

  test('somebody with class, family and half', async () => {
    const page = personPageSchema.parse(await get<PersonPage>(`/api/people/${here.pupils[0]}`))
    expect(page.enrolments.map(e => e.groupKind).sort()).toEqual(['class', 'half'])
    expect(page.guardians).toMatchObject([{ id: here.guardian, relation: 'mother' }])
    const guardian = personPageSchema.parse(await get<PersonPage>(`/api/people/${here.guardian}`))
    expect(guardian.children).toMatchObject([{ id: here.pupils[0] }])
  })

  test('a class on a day: teacher first, halves, who sits where', async () => {
    const page = groupPageSchema.parse(await get<GroupPage>(`/api/groups/${here.cls}?day=2026-11-23`))
    expect(page.members.map(m => m.enrolment.role)).toEqual(['teacher', 'student', 'student', 'student'])
    expect(page.parts.map(p => [p.kind, p.members])).toEqual([
      ['half', 1],
      ['half', 0],
    ])
    expect(page.seatPlan?.seats).toHaveLength(3)
    expect(page.seatPlans).toMatchObject([{ id: here.plan }])
    expect(page.seatPlans[0]).not.toHaveProperty('seats')
  })

  test('a timetable of a week, and no more than it may be asked for', async () => {
    const path = `/api/places/${here.place}/timetable?from=2026-11-23&to=2026-11-29`
    const page = timetableSchema.parse(await get<Timetable>(`${path}&group=${here.cls}`))
    expect(page.days.map(day => day.taught)).toEqual([true, true, true, true, true, false, false])
    expect(page.lessons.map(h => [h.day, h.begins, h.ends])).toEqual([['2026-11-23', '08:00', '08:40']])
    expect((await get<Timetable>(`${path}&teacher=${here.teacher}`)).lessons).toHaveLength(1)
    expect((await get<Timetable>(`${path}&room=elsewhere`)).lessons).toHaveLength(0)
    for (const to of ['2026-11-22', '2026-12-31']) {
      const answer = await hub.fetch(`/api/places/${here.place}/timetable?from=2026-11-23&to=${to}`, {
        cookie,
      })
      expect([answer.status, await answer.json()]).toMatchObject([400, { where: 'query:to' }])
    }
  })
})

describe('changes', () => {
  const pupil = (more = {}) =>
    put('person', {
      id: here.pupils[2],
      place: here.place,
      site: here.site,
      given: 'here Pupil 2',
      name: 'here Pupil 2',
      ...more,
    })

  test('are kept with who, why and what it was before; taken back they leave what was there', async () => {
    const path = `/api/places/${here.place}/changes`
    const made = await post(path, { changes: [pupil({ phone: '99' })], note: 'new number' })
    const { batch, ...counts } = (await made.json()) as { batch: string }
    expect(counts).toEqual({ put: 1, removed: 0, unchanged: 0 })

    const { lines } = await get<{ lines: HistoryLine[] }>(`/api/people/${here.pupils[2]}/history`)
    expect(lines[0]).toMatchObject({
      batch,
      by: 'dulam',
      note: 'new number',
      before: { phone: null },
      after: { phone: '99' },
    })
    const { batches } = await get<{ batches: object[] }>(`/api/places/${here.place}/history`)
    expect(batches[0]).toMatchObject({ batch, by: 'dulam', size: 1, undoneAt: null })

    expect((await post(`/api/changes/${batch}/undo`, {})).status).toBe(200)
    expect((await get<PersonPage>(`/api/people/${here.pupils[2]}`)).person.phone).toBeNull()
  })

  test('cannot be taken back once somebody changed the same record', async () => {
    const first = (await (await change([pupil({ phone: '1' })])).json()) as { batch: string }
    await change([pupil({ phone: '2' })])
    const answer = await post(`/api/changes/${first.batch}/undo`, {})
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { code: 'conflict', where: `person ${here.pupils[2]}` },
    ])
    expect((await get<PersonPage>(`/api/people/${here.pupils[2]}`)).person.phone).toBe('2')
  })

  test('what is still referred to stays', async () => {
    const answer = await change([{ op: 'remove', kind: 'room', id: here.room }])
    expect([answer.status, await answer.json()]).toMatchObject([409, { where: 'changes.0', detail: 'used' }])
  })

  const seat = (person: string, row: number, column: number) => ({ person, row, column })
  const plan = (seats: object[]) => () =>
    put('seatPlan', { id: here.plan, place: here.place, group: here.cls, seats: seats as never })
  test.each<[string, () => Change, string, string]>([
    ['a field by the schema', () => pupil({ given: 7 }), 'json:changes.1.record.given', ''],
    [
      'a seat outside the grid',
      plan([seat(testId('here pupil 0'), 2, 0)]),
      'changes.1.record.seats.0',
      'beyond',
    ],
    [
      'two on one chair',
      plan([seat(testId('here pupil 0'), 0, 0), seat(testId('here pupil 1'), 0, 0)]),
      'changes.1.record.seats.1',
      'overlap',
    ],
    [
      'days in the wrong order',
      () =>
        put('absence', {
          id: 'a',
          place: here.place,
          person: here.pupils[0],
          from: '2026-11-24',
          to: '2026-11-23',
        }),
      'changes.1.record.to',
      'order',
    ],
    [
      'a half of no class',
      () =>
        put('group', {
          id: 'h',
          place: here.place,
          kind: 'half',
          parent: here.halves[0],
        }),
      'changes.1.record.parent',
      'kind',
    ],
    [
      'a lesson after the last bell',
      () =>
        put('lesson', {
          id: here.lesson,
          place: here.place,
          group: here.cls,
          number: 3,
        }),
      'changes.1.record.number',
      'beyond',
    ],
    [
      'a class of another school',
      () =>
        put('enrolment', {
          id: 'x',
          place: here.place,
          group: there.cls,
          person: here.pupils[0],
        }),
      'changes.1.record.group',
      'unknown',
    ],
    [
      'a zone that does not exist',
      () =>
        put('site', {
          id: here.site,
          place: here.place,
          timeZone: 'Mars/Olympus',
        }),
      'changes.1.record.timeZone',
      'unknown',
    ],
    [
      'an archived person without a day',
      () => pupil({ status: 'archived' }),
      'changes.1.record.archivedOn',
      'unfit',
    ],
    [
      'the same record twice',
      () => put('room', { id: 'new-room', place: here.place, site: here.site }),
      'changes.1.record.id',
      'twice',
    ],
  ])('%s is named, and nothing of the batch is made', async (_, bad, where, detail) => {
    const good = put('room', { id: 'new-room', place: here.place, site: here.site })
    const answer = await change([good, bad()])
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { code: 'bad-input', where, ...(detail ? { detail } : {}) },
    ])
    expect(JSON.stringify(await get(`/api/places/${here.place}/book`))).not.toContain('new-room')
  })

  test.each<[string, () => Change[]]>([
    ['into another school', () => [put('room', { id: 'r', place: there.place, site: there.site })]],
    [
      'of a record that lies there',
      () => [put('person', { id: there.pupils[0], place: here.place, site: here.site })],
    ],
    ['that removes there', () => [{ op: 'remove', kind: 'seatPlan', id: there.plan }]],
    [
      'that makes a school elsewhere',
      () => [put('jurisdiction', { id: 'new', place: 'new', parent: there.place })],
    ],
    [
      'that moves their own school',
      () => [put('jurisdiction', { id: here.place, place: here.place, parent: there.place })],
    ],
    ['that removes their own school', () => [{ op: 'remove', kind: 'jurisdiction', id: here.place }]],
    [
      'that makes a stranger a teacher here',
      () => [put('post', { id: 'post', place: here.place, person: there.teacher })],
    ],
  ])('a change %s is as if it were not there', async (_, changes) => {
    const before = await hub.hub.store.records.batches('/', 100)
    const answer = await change(changes())
    expect([404, 400]).toContain(answer.status)
    expect(JSON.stringify(await answer.json())).not.toContain('there ')
    expect(await hub.hub.store.records.batches('/', 100)).toEqual(before)
  })

  test('a teacher posted here may teach here, and is named', async () => {
    const { records } = hub.hub.store
    await records.apply([put('post', { id: 'guest', place: here.place, person: there.teacher })], {
      ...{ officer: 'district', name: 'district', note: '', at: 2 },
    })
    const lesson = put('lesson', {
      ...{ id: 'guest-lesson', place: here.place, group: here.cls, number: 2 },
      teacher: there.teacher,
    })
    expect((await change([lesson])).status).toBe(200)
    const book = await get<SchoolBook>(`/api/places/${here.place}/book`)
    expect(book.staff.map(person => person.name)).toEqual(['here Teacher', 'there Teacher'])
    expect((await hub.fetch(`/api/people/${there.teacher}`, { cookie })).status).toBe(404)
  })
})

describe('a photo', () => {
  const path = () => `/api/people/${here.pupils[0]}/photo`
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const send = (body: Uint8Array<ArrayBuffer>, headers = {}) =>
    hub.fetch(path(), { method: 'PUT', cookie, body, headers: { 'Content-Type': 'image/png', ...headers } })
  beforeEach(async () => void (await hub.fetch(path(), { method: 'DELETE', cookie })))

  test('is kept as a picture alone and handed out to nobody’s cache', async () => {
    expect((await hub.fetch(path(), { cookie })).status).toBe(404)
    const text = Buffer.from('\0\0\0\x04tEXtGPS1\0\0\0\0', 'latin1')
    const told = Buffer.concat([PNG.subarray(0, 33), text, PNG.subarray(33), Buffer.from('trailer')])
    expect((await send(new Uint8Array(told))).status).toBe(204)
    const answer = await hub.fetch(path(), { cookie })
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true)
    expect(answer.headers.get('Content-Type')).toBe('image/png')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(answer.headers.get('Cache-Control')).toMatch(/^private/)
    expect((await get<PersonPage>(`/api/people/${here.pupils[0]}`)).hasPhoto).toBe(true)
  })

  test('is what its bytes say, not what it is called, and not too large', async () => {
    const html = new TextEncoder().encode('<html><script>alert(1)</script>')
    expect((await send(html)).status).toBe(400)
    expect((await send(new Uint8Array(PNG.subarray(0, 40)))).status).toBe(400)
    const large = new Uint8Array(2 * 1024 * 1024 + 1)
    large.set(PNG)
    expect((await send(large)).status).toBe(413)
  })
})
