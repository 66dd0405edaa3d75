import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type {
  AttendanceDays,
  AttendanceSheet,
  DayAttendance,
  LessonAttendance,
} from '@schoolgate/protocol/http/attendance'
import type { Job } from '@schoolgate/protocol/http/job'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { put, type SmallSchool, seedDirectory } from '../helpers/directory.ts'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'
import { appendOf } from '../store/rows.ts'

// A Monday; the first lesson began ten minutes ago, the second bell has not rung.
const MONDAY = '2026-11-23'
const NOW = Date.parse(`${MONDAY}T08:10:00+08:00`)

let hub: RunningHub
let school: School
let small: SmallSchool
let teacher: string
let district: string

beforeAll(async () => {
  hub = await RunningHub.start({ clock: { startWall: NOW, realWall: Date.now(), speed: 1 } })
  school = await hub.school('School 3', 'dulam')
  const { records, ingest } = hub.hub.store
  small = await seedDirectory(records, { place: school.jurisdiction, site: school.site }, 'p')
  const { place, cls, teacher: who, pupils } = small
  const more = [put('lesson', { id: 'second', place, group: cls, teacher: who, number: 2 })]
  await records.apply(more, { officer: 'setup', name: 'setup', note: '', at: NOW })
  const gate = school.gates[0]?.id as string
  const at = (minute: number) => NOW - (10 - minute) * 60_000
  const entries = [
    { person: pupils[0], at: at(-20) },
    { person: pupils[1], at: at(9) },
  ]
  await ingest.append([appendOf(0, entries, { site: school.site, gate })])
  teacher = await hub.signIn(school)
  district = await hub.signInNew('boss', school.district)
  await until(async () => (await day()).totals.student.late === 1, 'the keeper counts')
})
afterAll(() => hub.stop())

const get = async <T>(path: string, cookie = teacher): Promise<T> =>
  (await hub.fetch(path, { cookie })).json() as Promise<T>
const day = (place = small.place, cookie = teacher) =>
  get<DayAttendance>(`/api/places/${place}/attendance?day=${MONDAY}`, cookie)
const send = (method: string, path: string, body?: unknown) =>
  hub.fetch(path, { method, cookie: teacher, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
const sheet = (from = MONDAY, to = MONDAY) =>
  get<AttendanceSheet>(`/api/groups/${small.cls}/attendance?from=${from}&to=${to}`)

test('a school’s day counts its classes, a district’s its schools', async () => {
  const pupils = { expected: 3, present: 1, late: 1, awaited: 1, absent: 0, excused: 0, leftEarly: 0 }
  const own = await day()
  expect(own).toMatchObject({
    day: MONDAY,
    taught: true,
    totals: { student: pupils, teacher: { awaited: 1 } },
  })
  expect(own.lines).toEqual([{ id: small.cls, name: 'p 3A', counts: pupils }])
  const above = await day(school.district, district)
  expect(above.totals).toEqual(own.totals)
  expect(above.lines).toEqual([{ id: small.place, name: 'School 3', counts: pupils }])
  const sunday = await get<DayAttendance>(`/api/places/${small.place}/attendance?day=2026-11-22`)
  expect(sunday).toMatchObject({ taught: false, totals: { student: { expected: 0 } } })
  const days = `/api/places/${school.district}/attendance/days?from=2026-11-01&to=${MONDAY}`
  expect((await get<AttendanceDays>(days, district)).days).toEqual([{ day: MONDAY, totals: own.totals }])
})

test('the sheet holds everybody of the class and every taught day', async () => {
  const found = await sheet('2026-11-20', '2026-11-24')
  expect(found.days).toEqual(['2026-11-20', MONDAY, '2026-11-24'])
  expect(found.people.map(p => p.name)).toEqual(['p Pupil 0', 'p Pupil 1', 'p Pupil 2'])
  expect(found.rows.find(row => row.person === small.pupils[1])).toMatchObject({
    ...{ computed: 'late', lateMin: 9, firstIn: NOW - 60_000, lastOut: null, group: small.cls },
  })
  const staff = await get<AttendanceSheet>(
    `/api/places/${small.place}/attendance/staff?from=${MONDAY}&to=${MONDAY}`,
  )
  expect(staff.rows.map(row => [row.person, row.role, row.computed])).toEqual([
    [small.teacher, 'teacher', 'awaited'],
  ])
})

test('a correction stands beside the computed mark, counts, and can be taken back', async () => {
  const path = `/api/people/${small.pupils[2]}/attendance/${MONDAY}`
  const word = { mark: 'excused', reason: 'illness', note: 'called' }
  expect((await send('PUT', path, word)).status).toBe(204)
  const [row] = await get<AttendanceRow[]>(
    `/api/people/${small.pupils[2]}/attendance?from=${MONDAY}&to=${MONDAY}`,
  )
  expect(row).toMatchObject({ computed: 'awaited', correction: { ...word, by: 'dulam' } })
  expect((await day()).totals.student).toMatchObject({ awaited: 0, excused: 1 })
  expect((await send('DELETE', path)).status).toBe(204)
  expect((await day()).totals.student).toMatchObject({ awaited: 1, excused: 0 })
})

test('what cannot be corrected is refused by name', async () => {
  const [pupil] = small.pupils
  const refused = async (path: string, body: unknown) => {
    const answer = await send('PUT', `/api/people/${pupil}/attendance/${path}`, body)
    const { code, where } = (await answer.json()) as { code: string; where?: string }
    return [code, where]
  }
  const word = { mark: 'present', reason: null, note: '' }
  expect(await refused('2026-11-22', word)).toEqual(['conflict', 'path:day'])
  expect(await refused(MONDAY, { ...word, reason: 'illness' })).toEqual(['bad-input', 'json:reason'])
  expect(await refused(MONDAY, { ...word, mark: 'awaited' })).toEqual(['bad-input', 'json:mark'])
  expect(await refused(`${MONDAY}?lesson=nobodys`, word)).toEqual(['not-found', undefined])
  expect(await refused(`2026-11-22?lesson=${small.lesson}`, word)).toEqual(['conflict', 'path:day'])
  expect(
    (await hub.fetch(`/api/groups/${small.cls}/attendance?from=2020-01-01&to=${MONDAY}`, { cookie: teacher }))
      .status,
  ).toBe(400)
})

test('each lesson has its own marks and corrections', async () => {
  const path = `/api/groups/${small.cls}/attendance/lessons?day=${MONDAY}`
  const marks = async () =>
    (await get<LessonAttendance>(path)).lessons.map(({ lesson, number, begins, marks: all }) => [
      ...[lesson, number, begins],
      Object.fromEntries(
        all.map(({ person, computed, correction }) => [person, correction?.mark ?? computed]),
      ),
    ])
  const [a, b, c] = small.pupils
  expect(await marks()).toEqual([
    [small.lesson, 1, '08:00', { [a]: 'present', [b]: 'late', [c]: 'awaited' }],
    ['second', 2, '08:45', { [a]: 'awaited', [b]: 'awaited', [c]: 'awaited' }],
  ])
  const word = { mark: 'present', reason: null, note: 'in the hall' }
  const at = `/api/people/${b}/attendance/${MONDAY}?lesson=${small.lesson}`
  expect((await send('PUT', at, word)).status).toBe(204)
  expect((await marks())[0]?.[3]).toMatchObject({ [b]: 'present' })
  expect((await send('DELETE', at)).status).toBe(204)
  expect((await marks())[0]?.[3]).toMatchObject({ [b]: 'late' })
})

test('registers are made as jobs and fetched', async () => {
  const made = async (path: string) => {
    let job = (await (await send('POST', path)).json()) as Job
    await until(
      async () => {
        job = await get<Job>(`/api/jobs/${job.id}`)
        return job.state !== 'running'
      },
      path,
      20_000,
    )
    expect([path, job.state]).toEqual([path, 'done'])
    const file = await hub.fetch(job.file as string, { cookie: teacher })
    return new Uint8Array(await file.arrayBuffer())
  }
  const range = `from=2026-11-16&to=${MONDAY}&locale=en`
  const pdf = await made(`/api/groups/${small.cls}/register?${range}&format=pdf`)
  expect(new TextDecoder().decode(pdf.slice(0, 5))).toBe('%PDF-')
  const everybody = await made(`/api/places/${small.place}/register?${range}`)
  const people = await readSheet(Buffer.from(everybody), 'People')
  expect(people[0]?.slice(0, 7)).toEqual(['Class', 'Name', 'Number', 'Role', 'Expected', 'Here', 'Late'])
  expect(people.slice(1).map(line => [line[0], line[1], line[4], line[5]])).toEqual([
    [null, 'p Teacher', 1, 0],
    ['p 3A', 'p Pupil 0', 1, 1],
    ['p 3A', 'p Pupil 1', 1, 1],
    ['p 3A', 'p Pupil 2', 1, 0],
  ])
  const one = await made(`/api/places/${small.place}/register?from=${MONDAY}&to=${MONDAY}&locale=en`)
  const rows = await readSheet(Buffer.from(one), MONDAY)
  expect(rows[3]?.slice(0, 5)).toEqual(['p 3A', 'p Pupil 1', null, 'Student', 'Late'])
})
