import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { asChanges } from '../demo/records.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { type BenchSchool, DISTRICT, districtChanges } from './directory-school.ts'
import { fillSheets, fillVisits } from './trace-fill.ts'
import type { FillAnswer, FillTask } from './trace-fill-thread.ts'
import { type BenchSite, population, schoolDays, TIME_ZONE } from './trace-generator.ts'
import { traceSchool } from './trace-school.ts'

export interface Built {
  visits: number
  sites: BenchSite[]
  days: string[]
  /** those with records */
  schools: BenchSchool[]
  /** ms of each part, 0 where it was there already */
  buildMs: Record<string, number>
  bytes: Record<'ours' | 'sheets' | 'heap' | 'duckdb', number>
  files: Record<'ours' | 'heap' | 'duckdb', string>
}

const SCHOOLS = 3
const PEOPLE = 700
const YEAR = { from: '2026-08-20', to: '2027-06-10' }

/** The files in `dir`: made, or those that were made there before with the same size and seed. */
export async function build(dir: string, visits: number, seed: number): Promise<Built> {
  const days = schoolDays()
  const schools = benchSchools()
  const sites = population(visits, seed, idsOf(schools))
  const files = {
    ours: join(dir, 'hub.sqlite'),
    heap: join(dir, 'heap.sqlite'),
    duckdb: join(dir, 'visits.duckdb'),
  }
  const notes = join(dir, 'built.json')
  const wanted = JSON.stringify([visits, seed])
  const parts = { visits: 0, sheets: 0, buildMs: {} as Record<string, number> }
  if (existsSync(notes)) {
    const kept = (await Bun.file(notes).json()) as { wanted: string; parts: typeof parts }
    if (kept.wanted !== wanted) throw new Error(`${dir} holds another size or seed: ${kept.wanted}`)
    Object.assign(parts, kept.parts)
  } else {
    for (const file of Object.values(files))
      if (existsSync(file)) throw new Error(`${dir} holds unfinished or foreign files`)
    const timed = async (name: string, run: () => unknown) => {
      const started = performance.now()
      await run()
      parts.buildMs[name] = Math.round(performance.now() - started)
      console.error(`${name}: ${parts.buildMs[name]} ms`)
    }
    await timed('all', async () => {
      // The others' files are filled on a thread beside: there are two cores.
      const others = fillBeside({ heap: files.heap, duckdb: files.duckdb, visits, seed })
      await timed('records', () => records(files.ours, sites, schools))
      await timed('visits', () => {
        parts.visits = fillVisits(files.ours, sites, days, seed)
      })
      await timed('sheets', () => {
        parts.sheets = fillSheets(files.ours, sites, days, seed)
      })
      Object.assign(parts.buildMs, await others)
    })
    await Bun.write(notes, JSON.stringify({ wanted, parts }))
  }
  const size = (file: string) => statSync(file).size
  return {
    ...{ visits: parts.visits, sites, days, schools, files, buildMs: parts.buildMs },
    bytes: {
      ours: size(files.ours),
      sheets: parts.sheets,
      heap: size(files.heap),
      duckdb: size(files.duckdb),
    },
  }
}

/** The schools with records. */
export const benchSchools = (): BenchSchool[] =>
  Array.from({ length: SCHOOLS }, (_, s) => traceSchool(s, PEOPLE, YEAR))
export const idsOf = (schools: readonly BenchSchool[]): string[][] =>
  schools.map(school => school.people.map(person => person.id))

function fillBeside(task: FillTask): Promise<Record<string, number>> {
  const worker = new Worker(new URL('./trace-fill-thread.ts', import.meta.url).href)
  return new Promise<Record<string, number>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FillAnswer>) =>
      'error' in data ? reject(new Error(data.error)) : resolve(data.buildMs)
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}

async function records(path: string, sites: readonly BenchSite[], schools: readonly BenchSchool[]) {
  const store = await openStore({ sqlitePath: path }, { rules: presenceRules })
  const by = { officer: 'setup', name: 'setup', note: '', at: Date.parse(YEAR.from) }
  const apply = async (changes: Parameters<typeof store.records.apply>[0]) => {
    const made = await store.records.apply(changes, by)
    if (!made.ok) throw new Error(`the store refused ${made.kind} ${made.id}: ${made.code}`)
  }
  await apply(districtChanges())
  for (const school of schools) await apply(school.changes)
  const others = sites.slice(schools.length)
  const place = (n: number) => `school-${n}`
  await apply(
    asChanges({
      jurisdiction: others.map(({ number: n }) => ({
        ...{ id: place(n), place: place(n), source: place(n), parent: DISTRICT, kind: 'school' as const },
        ...{ name: `School ${n}`, number: null, path: '' },
      })),
      site: others.map(({ id, number: n }) => ({
        ...{ id, place: place(n), name: `School ${n}`, timeZone: TIME_ZONE, locale: 'mn' as const },
      })),
    }),
  )
  await store.close()
}
