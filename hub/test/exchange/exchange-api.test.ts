import type { Import } from '@schoolgate/protocol/http/import'
import type { Job } from '@schoolgate/protocol/http/job'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openZip } from '../../src/exchange/read/zip.ts'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'
import { SmallRoster } from '../helpers/small-roster.ts'

let hub: RunningHub
let school: School
let cookie: string
let district: string
let stranger: string
beforeAll(async () => {
  hub = await RunningHub.start()
  school = await hub.school('School One', 'dulam')
  cookie = await hub.signIn(school)
  const other = await hub.school('School Nine', 'saran')
  stranger = await hub.signIn(other)
  district = school.district
})
afterAll(() => hub.stop())

const get = async <T>(path: string, as = cookie): Promise<{ status: number; body: T }> => {
  const answer = await hub.fetch(path, { cookie: as })
  return { status: answer.status, body: (await answer.json()) as T }
}
const post = async <T>(path: string, body?: unknown, as = cookie): Promise<{ status: number; body: T }> => {
  const init = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
  const answer = await hub.fetch(path, { method: 'POST', cookie: as, ...init })
  return { status: answer.status, body: (await answer.json()) as T }
}

async function uploaded(
  files: { name: string; text: string | Uint8Array }[],
  place = school.jurisdiction,
): Promise<Import> {
  const form = new FormData()
  for (const { name, text } of files) form.append('file', new File([text as string], name))
  const { status, body } = await post<Import>(`/api/places/${place}/imports`, form)
  expect([status, body.state]).toEqual([202, 'reading'])
  return settled(body.id)
}

async function settled(id: string): Promise<Import> {
  let last: Import | undefined
  await until(
    async () => {
      last = (await get<Import>(`/api/imports/${id}`)).body
      return !['reading', 'applying', 'undoing'].includes(last.state)
    },
    `import ${id}`,
    15_000,
  )
  return last as Import
}

const onlySchoolOne = () => {
  const roster = new SmallRoster()
  roster.drop('orgs', 2).drop('orgs', 0).set('orgs', 0, 'parentSourcedId', '')
  roster.drop('courses', 1).drop('classes', 3).drop('users', 7).drop('users', 6)
  roster.drop('demographics', 3).drop('enrollments', 7).drop('enrollments', 6)
  return roster
}

test('a folder of files is uploaded, looked at, accepted, listed and taken back', async () => {
  const roster = onlySchoolOne().set('users', 1, 'email', 'not an address')
  const files = [...roster.texts()].map(([name, text]) => ({ name, text }))
  const ready = await uploaded(files)
  expect(ready).toMatchObject({
    ...{ state: 'ready', kind: 'oneroster-1.1', mode: 'bulk', errors: 0, warnings: 1, undoable: false },
    job: { state: 'done', kind: 'import', fault: null },
    schools: [{ name: 'School One', place: school.jurisdiction, state: 'ready', people: { added: 6 } }],
  })
  expect(ready.encodings).toContainEqual({ file: 'users.csv', encoding: 'utf-8' })

  const path = `/api/imports/${ready.id}`
  expect((await get(`${path}/faults`)).body).toMatchObject({
    faults: [{ code: 'bad-email', file: 'users.csv', line: 3, column: 'email', value: 'not an address' }],
    next: null,
  })
  const page = (await get<{ people: { name: string }[]; next: number }>(`${path}/people?kind=added&limit=4`))
    .body
  expect(page.people).toHaveLength(4)
  const rest = (
    await get<{ people: unknown[]; next: null }>(`${path}/people?kind=added&limit=4&after=${page.next}`)
  ).body
  expect([rest.people.length, rest.next]).toEqual([2, null])
  expect((await get(`${path}/people?kind=odd`)).status).toBe(400)

  // Nobody of another district sees any of it, or changes it.
  for (const question of ['', '/faults', '/people'])
    expect((await get(`${path}${question}`, stranger)).status).toBe(404)
  for (const step of ['accept', 'undo', 'cancel'])
    expect((await post(`${path}/${step}`, undefined, stranger)).status).toBe(404)
  expect(
    (await post(`/api/places/${school.jurisdiction}/export?kind=oneroster`, undefined, stranger)).status,
  ).toBe(404)

  const { status, body } = await post<Import>(`${path}/accept`)
  expect([status, body.state]).toEqual([202, 'applying'])
  expect(await settled(ready.id)).toMatchObject({
    state: 'applied',
    undoable: true,
    schools: [{ state: 'applied' }],
  })
  expect((await post(`${path}/accept`)).status).toBe(409)
  const people = await get<{ total: number }>(`/api/places/${school.jurisdiction}/people?role=student`)
  expect(people.body.total).toBe(3)
  expect(
    (await get<{ imports: Import[] }>(`/api/places/${school.jurisdiction}/imports`)).body.imports,
  ).toMatchObject([{ id: ready.id, state: 'applied', by: school.user }])

  // After a restart the store alone remembers it, and it can be taken back all the same.
  await hub.restart()
  const list = await get<{ imports: Import[] }>(`/api/places/${school.jurisdiction}/imports`)
  expect(list.body.imports).toMatchObject([{ id: ready.id, state: 'applied', undoable: true, schools: [] }])
  const undone = await post<Import>(`${path}/undo`)
  expect([undone.status, undone.body.state]).toEqual([202, 'undone'])
  expect(
    (await get<{ total: number }>(`/api/places/${school.jurisdiction}/people?role=student`)).body.total,
  ).toBe(0)
  expect((await post(`${path}/undo`)).status).toBe(409)
})

test('a table waits for its columns', async () => {
  const waits = await uploaded([
    { name: 'class.csv', text: 'Хүүхэд,Анги\nБатын Болд,5А\nДоржийн Сараа,5А\n' },
  ])
  expect(waits).toMatchObject({
    state: 'mapping',
    kind: 'plain',
    table: { header: ['Хүүхэд', 'Анги'], mapping: { Хүүхэд: null, Анги: 'class' } },
  })
  const path = `/api/imports/${waits.id}`
  expect((await post(`${path}/accept`)).status).toBe(409)
  expect(
    (await post(`${path}/mapping`, { mapping: { Хүүхэд: 'shoe' }, complete: false, locale: 'mn' })).status,
  ).toBe(400)
  const mapping = { Хүүхэд: 'name', Анги: 'class' }
  expect((await post(`${path}/mapping`, { mapping, complete: true, locale: 'mn' })).status).toBe(202)
  expect(await settled(waits.id)).toMatchObject({
    state: 'ready',
    mode: 'bulk',
    schools: [{ people: { added: 2 } }],
  })
  // The columns may be chosen again.
  expect((await post(`${path}/mapping`, { mapping, complete: false, locale: 'mn' })).status).toBe(202)
  expect(await settled(waits.id)).toMatchObject({ state: 'ready', mode: 'delta' })
  const cancelled = await post<Import>(`${path}/cancel`)
  expect([cancelled.status, cancelled.body.state]).toEqual([202, 'cancelled'])
  expect((await post(`${path}/cancel`)).status).toBe(409)
})

test('what is no import is refused with its reason', async () => {
  const failed = await uploaded([{ name: 'roll.xls', text: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]) }])
  expect(failed).toMatchObject({ state: 'failed', errors: 1 })
  const upload = `/api/places/${school.jurisdiction}/imports`
  const bare = await hub.fetch(upload, { method: 'POST', cookie, body: '{}' })
  expect([bare.status, await bare.json()]).toMatchObject([400, { code: 'bad-input', where: 'file' }])
  expect((await post('/api/places/none/imports', new FormData())).status).toBe(404)
  expect((await get('/api/imports/none')).status).toBe(404)
  // A school's officer has no say over its district.
  expect((await post(`/api/places/${district}/imports`, new FormData())).status).toBe(404)
})

test('templates and exports are files', async () => {
  for (const format of ['csv', 'xlsx']) {
    const answer = await hub.fetch(`/api/import-template?format=${format}&locale=vi`, { cookie })
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="schoolgate-vi.${format}"`)
    expect((await answer.bytes()).length).toBeGreaterThan(300)
  }
  for (const kind of ['oneroster', 'oneroster&version=1.1', 'people-csv', 'people-xlsx']) {
    const started = await post<Job>(`/api/places/${school.jurisdiction}/export?kind=${kind}`)
    expect([started.status, started.body.kind]).toEqual([202, 'export'])
    let job = started.body
    await until(
      async () => {
        job = (await get<Job>(`/api/jobs/${job.id}`)).body
        return job.state !== 'running'
      },
      kind,
      15_000,
    )
    expect(job.state).toBe('done')
    const bytes = await (await hub.fetch(job.file as string, { cookie })).bytes()
    if (kind !== 'people-csv') expect(openZip(bytes).ok).toBe(true)
    else expect(Buffer.from(bytes).toString('utf8').slice(0, 20)).toContain('Регистрийн дугаар')
  }
})
