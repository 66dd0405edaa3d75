import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Build, buildDashboard } from './build-dashboard.ts'

let root: string
const going = new AbortController().signal
const quiet = () => {}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'schoolgate-build-'))
  await mkdir(join(root, 'dashboard/src'), { recursive: true })
  await writeFile(join(root, 'dashboard/src/main.ts'), 'source')
  await utimes(join(root, 'dashboard/src/main.ts'), 1_000, 1_000)
  await utimes(join(root, 'dashboard/src'), 1_000, 1_000)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const dist = (file: string) => join(root, 'dashboard/dist', file)
const leftovers = () => readdir(join(root, 'node_modules/.cache'))

/** Writes the page first and its script only when told, as a bundler may. */
function slowBuild(script: string) {
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const build: Build = async (_, folder) => {
    await mkdir(folder)
    await writeFile(join(folder, 'index.html'), script)
    begun.resolve()
    await goOn.promise
    await writeFile(join(folder, 'main.js'), script)
  }
  return { build, begun: begun.promise, goOn: goOn.resolve }
}

test('two who build at once each find a whole dashboard, and leave nothing lying about', async () => {
  const [one, two] = [slowBuild('one'), slowBuild('two')]
  const first = buildDashboard(root, quiet, going, one.build)
  const second = buildDashboard(root, quiet, going, two.build)
  await Promise.all([one.begun, two.begun])
  expect(existsSync(dist('index.html'))).toBe(false)
  one.goOn()
  await first
  expect(await readFile(dist('main.js'), 'utf8')).toBe('one')
  two.goOn()
  await second
  expect(await readFile(dist('main.js'), 'utf8')).toBe('one')
  expect(await leftovers()).toEqual([])
})

test('an older build is replaced, a fresh one kept', async () => {
  await mkdir(join(root, 'dashboard/dist'))
  await writeFile(dist('index.html'), 'old')
  await utimes(dist('index.html'), 500, 500)
  const { build, goOn } = slowBuild('new')
  goOn()
  await buildDashboard(root, quiet, going, build)
  expect(await readFile(dist('index.html'), 'utf8')).toBe('new')
  const said: string[] = []
  await buildDashboard(
    root,
    line => said.push(line),
    going,
    () => Promise.reject(new Error('not asked')),
  )
  expect(said).toEqual([])
  expect(await leftovers()).toEqual([])
})

test('a build that ends early leaves the one before, and nothing of its own', async () => {
  const cut: Build = async (_, folder) => {
    await mkdir(folder)
    throw new Error('cut')
  }
  await expect(buildDashboard(root, quiet, going, cut)).rejects.toThrow('cut')
  expect(existsSync(dist('index.html'))).toBe(false)
  expect(await leftovers()).toEqual([])
})
