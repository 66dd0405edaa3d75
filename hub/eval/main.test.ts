import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Evaluation, TrackFigures } from './evaluate.ts'
import { madeUpSchool } from './made-up.ts'

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
let folder = ''
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-eval-'))
  const { contacts, metadata, diaries } = madeUpSchool(7)
  await writeFile(path('c.csv.gz'), gzipSync(new TextEncoder().encode(contacts)))
  await writeFile(path('m.txt'), metadata)
  await writeFile(path('d.csv'), diaries)
  await writeFile(path('bad.csv'), '20 1 2 1A 1A\n40 1 1A\n')
  const other = madeUpSchool(8, 'unix')
  await writeFile(path('c2.csv'), other.contacts.replaceAll('\t', ' '))
  await writeFile(path('m2.txt'), other.metadata)
})
afterAll(() => rm(folder, { recursive: true }))

async function run(name: string, ...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const child = Bun.spawn([process.execPath, script(name), ...args], { stdout: 'pipe', stderr: 'pipe' })
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { code: await child.exited, out, error }
}
const last = (out: string): unknown => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')

describe('npm run eval -- trace', () => {
  test('puts a school it never saw through every track', async () => {
    const { code, out } = await run(
      'main.ts',
      'trace',
      '--contacts',
      path('c.csv.gz'),
      '--metadata',
      path('m.txt'),
      '--diaries',
      path('d.csv'),
      '--json',
    )
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    const { tracks, ...rest } = last(out) as Evaluation
    expect(rest).toMatchObject({ people: 36, classes: 3, days: 3 })
    const [roster, habit, interview] = [tracks.roster, tracks.habit, tracks.interview] as TrackFigures[]
    expect(roster?.map).toBeGreaterThan(0.1)
    expect(habit?.map).toBeGreaterThan(roster?.map ?? 1)
    expect(interview?.map).toBeGreaterThan((habit?.map ?? 1) - 0.02)
    for (const track of [roster, habit, interview]) {
      expect(track?.atCut.map(at => at.minutes)).toEqual([1, 5, 15])
      expect(Object.keys(track?.recallAt ?? {})).toEqual(['5', '10', '20'])
      expect(track?.missing.map(m => m.share)).toEqual([0.1, 0.2, 0.3])
      expect(track?.calibration.bins.reduce((n, bin) => n + bin.pairs, 0)).toBe(track?.pairs)
    }
    expect(habit?.missing[2]?.map).toBeLessThan(habit?.map ?? 0)
  })

  test('without diaries says so, and prints tables first', async () => {
    const { code, out } = await run(
      'main.ts',
      'trace',
      '--contacts',
      path('c2.csv'),
      '--metadata',
      path('m2.txt'),
    )
    expect(code).toBe(0)
    expect(out).toContain('recall@10')
    expect((last(out) as Evaluation).tracks.interview).toEqual({
      skipped: 'no diaries: give a file with --diaries',
    })
  })

  test('names the file and line of a bad row, and what is missing', async () => {
    const bad = await run('main.ts', 'trace', '--contacts', path('bad.csv'), '--metadata', path('m.txt'))
    expect(bad.code).toBe(1)
    expect(bad.error).toContain(`${path('bad.csv')}:2: here are 3 cells, and 5 in the rows before`)
    const absent = await run('main.ts', 'trace', '--contacts', path('none.csv'), '--metadata', path('m.txt'))
    expect(absent.code).toBe(1)
    expect(absent.error).toContain('none.csv: cannot be read')
    const usage = await run('main.ts', 'trace', '--contacts', path('c2.csv'))
    expect(usage.code).toBe(2)
    expect(usage.error).toContain('--metadata FILE is missing')
  })
})

describe('npm run fit -- trace', () => {
  test('writes the same file twice, with each school judged by the other alone', async () => {
    const texts: string[] = []
    for (const name of ['one.ts', 'two.ts']) {
      const { code, out } = await run(
        'fit.ts',
        'trace',
        '--contacts',
        path('c.csv.gz'),
        '--metadata',
        path('m.txt'),
        '--contacts',
        path('c2.csv'),
        '--metadata',
        path('m2.txt'),
        '--out',
        path(name),
      )
      expect(code).toBe(0)
      expect((last(out) as { habit: { weights: number[] } }).habit.weights.every(Number.isFinite)).toBe(true)
      texts.push(await readFile(path(name), 'utf8'))
    }
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).toContain('left out c2 habit')
    expect(texts[0]).not.toContain(folder)
  })
})
