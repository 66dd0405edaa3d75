import { access, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import { JobFault } from './jobs.ts'
import { JobRegistry, KEPT_MS } from './registry.ts'

let root: string
let folder: string
let clock: ManualClock
let faults: unknown[]
let jobs: JobRegistry
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'schoolgate-jobs-'))
  folder = join(root, 'jobs')
  clock = new ManualClock()
  faults = []
  jobs = new JobRegistry({ folder, clock, failed: error => faults.push(error) })
  await jobs.open()
})
afterEach(() => rm(root, { recursive: true, force: true }))

const started = (run: Parameters<JobRegistry['start']>[0]['run'], owner = 'dulam') => {
  const job = jobs.start({ kind: 'export', owner, run })
  if (job === 'busy') throw new Error('busy')
  return job
}
/** Lets the job's own promises run. */
async function settled(id: string, owner = 'dulam') {
  while (jobs.get(id, owner)?.state === 'running') await new Promise(resolve => setImmediate(resolve))
  return jobs.get(id, owner)
}

test('a job says how far it is, then offers its file to its owner alone', async () => {
  let finish = () => {}
  const gate = new Promise<void>(resolve => {
    finish = resolve
  })
  const { id } = started(async job => {
    job.progress('drawing', 3, 10)
    await gate
    const path = job.path('.pdf')
    await writeFile(path, 'made')
    return { path, name: 'cards.pdf', type: 'application/pdf' }
  })
  expect(jobs.get(id, 'dulam')).toMatchObject({ state: 'running', step: 'drawing', done: 3, total: 10 })
  expect(jobs.get(id, 'saran')).toBeUndefined()
  finish()
  expect(await settled(id)).toMatchObject({ state: 'done', file: `/api/jobs/${id}/file` })
  const file = jobs.file(id, 'dulam')
  expect(jobs.file(id, 'saran')).toBeUndefined()
  expect((await stat(file?.path as string)).mode & 0o077).toBe(0)
  expect((await stat(folder)).mode & 0o077).toBe(0)
})

test('after an hour the job and its file are forgotten', async () => {
  const { id } = started(async job => {
    const path = job.path('.csv')
    await writeFile(path, 'names')
    return { path, name: 'a.csv', type: 'text/csv' }
  })
  await settled(id)
  clock.pass(KEPT_MS)
  expect(jobs.get(id, 'dulam')).toBeUndefined()
  while ((await readdir(folder)).length > 0) await new Promise(resolve => setImmediate(resolve))
})

test('a cancelled job leaves nothing, a failed one says why', async () => {
  const { id } = started(async job => {
    await writeFile(job.path('.part'), 'half')
    job.signal.throwIfAborted()
    await new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason)))
    return undefined
  })
  expect(jobs.cancel(id, 'saran')).toBe(false)
  expect(jobs.cancel(id, 'dulam')).toBe(true)
  expect(await settled(id)).toMatchObject({ state: 'cancelled', file: null, fault: null })
  expect(await readdir(folder)).toEqual([])
  expect(faults).toEqual([])

  const told = started(async () => Promise.reject(new JobFault('too-large')))
  expect(await settled(told.id)).toMatchObject({ state: 'failed', fault: 'too-large' })
  const broken = started(async () => Promise.reject(new Error('names inside')))
  expect(await settled(broken.id)).toMatchObject({ state: 'failed', fault: 'internal' })
  expect(faults).toHaveLength(1)
})

test('three at a time for one officer; stopping ends them and takes the folder away', async () => {
  const waiting = (job: { signal: AbortSignal }) =>
    new Promise<undefined>((_, reject) => job.signal.addEventListener('abort', reject))
  for (let i = 0; i < 3; i++) started(waiting)
  expect(jobs.start({ kind: 'cards', owner: 'dulam', run: waiting })).toBe('busy')
  started(waiting, 'saran')
  await jobs.stop()
  await expect(access(folder)).rejects.toThrow()
  expect(jobs.start({ kind: 'cards', owner: 'dulam', run: waiting })).toBe('busy')
})
