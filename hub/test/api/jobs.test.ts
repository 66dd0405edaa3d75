import type { Job } from '@schoolgate/protocol/http/job'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDirectory } from '../helpers/directory.ts'
import { RunningHub, until } from '../helpers/running-hub.ts'

let hub: RunningHub
let place: string
let cookie: string
let colleague: string
beforeAll(async () => {
  hub = await RunningHub.start()
  const school = await hub.school('School 3', 'dulam')
  place = school.jurisdiction
  await seedDirectory(hub.hub.store.records, { place, site: school.site }, 'here')
  cookie = await hub.signIn(school)
  const { accounts } = hub.hub.store
  const officer = await accounts.officerByUser('dulam')
  if (!officer) throw new Error('officer')
  await accounts.putOfficer({ ...officer, id: 'saran', user: 'saran' })
  colleague = await hub.signIn({ user: 'saran', password: school.password })
})
afterAll(() => hub.stop())

const job = async (id: string) => (await (await hub.fetch(`/api/jobs/${id}`, { cookie })).json()) as Job

test('a job’s file is fetched by whoever started it, and gone when they are done with it', async () => {
  const body = JSON.stringify({ layout: 'single', locale: 'vi' })
  const answer = await hub.fetch(`/api/places/${place}/cards/print`, { method: 'POST', cookie, body })
  expect(answer.status).toBe(202)
  const { id } = (await answer.json()) as Job
  await until(async () => (await job(id)).state !== 'running', 'the cards are drawn', 30_000)
  const done = await job(id)
  expect(done).toMatchObject({ state: 'done', fault: null, file: `/api/jobs/${id}/file` })

  for (const path of [`/api/jobs/${id}`, `/api/jobs/${id}/file`])
    expect((await hub.fetch(path, { cookie: colleague })).status).toBe(404)
  expect((await hub.fetch(`/api/jobs/${id}`, { method: 'DELETE', cookie: colleague })).status).toBe(404)

  const file = await hub.fetch(done.file as string, { cookie })
  expect(file.headers.get('Content-Disposition')).toMatch(
    /^attachment; filename="[\w.-]+\.pdf"; filename\*=UTF-8''/,
  )
  expect(file.headers.get('Cache-Control')).toBe('no-store')
  expect((await file.text()).slice(0, 5)).toBe('%PDF-')

  expect((await hub.fetch(`/api/jobs/${id}`, { method: 'DELETE', cookie })).status).toBe(204)
  for (const path of [`/api/jobs/${id}`, `/api/jobs/${id}/file`])
    expect((await hub.fetch(path, { cookie })).status).toBe(404)
})
