import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Random, seededRandom } from '@schoolgate/protocol/random'
import { temporaryDirectory } from '../test/helpers/ingest-server.ts'
import { type Spread, spread } from './figures.ts'
import { flags } from './flags.ts'
import {
  duckOverlaps,
  heapOverlaps,
  type Overlaps,
  overlapsOfMany,
  overlapsWith,
  secondGeneration,
} from './trace-ask.ts'
import { type Built, build } from './trace-build.ts'
import { type Ask, coldAnswers, openTrace } from './trace-cold.ts'
import { manyOverHttp } from './trace-many.ts'
import { rankedLists, WINDOW, windowOf } from './trace-ranked.ts'

const DEFAULTS = { visits: 100_000_000, seed: 1, asks: 200, cold: 40, persons: 1000 }
/** DuckDB reads a whole column for one person: fewer of its answers are waited for. */
const DUCK_ASKS = 20

/**
 * "Who was there together with X in fourteen days, and for how long?" from the hub's own tables, from a plain table
 * with indexes in SQLite and from DuckDB; then generations, a thousand persons at once, and a whole ranked list.
 * `--dir DIR` keeps the files for the next run.
 */
export async function run(args: string[]) {
  const at = args.indexOf('--dir')
  const given = at === -1 ? undefined : args[at + 1]
  const options = flags(at === -1 ? args : args.toSpliced(at, 2), DEFAULTS)
  const dir = given === undefined ? temporaryDirectory() : { path: given, remove: () => {} }
  mkdirSync(dir.path, { recursive: true })
  try {
    const built = await build(dir.path, options.visits, options.seed)
    return await measure(built, options)
  } finally {
    dir.remove()
  }
}

async function measure(built: Built, { seed, asks, cold, persons }: typeof DEFAULTS) {
  const random = seededRandom(seed + 1)
  const list = Array.from({ length: asks }, () => askAny(built, random))
  const contacts = await compared(built, list)
  console.error('contacts', JSON.stringify(contacts))
  const coldly = await coldAnswers(built, list.slice(0, cold))
  console.error('cold', JSON.stringify(coldly))

  const { trace, close } = openTrace(built.files.ours)
  const second = await times(list, ask => secondGeneration(trace, ask.person, ask.first, ask.last))
  console.error('two generations', JSON.stringify(second))
  const [first, last] = windowOf(built, built.days.length - WINDOW)
  const several = Array.from({ length: persons }, () => askAny(built, random).person)
  const started = performance.now()
  const answers = await overlapsOfMany(trace, several, first, last)
  const manyMs = Math.round(performance.now() - started)
  for (const person of several.slice(0, 5))
    same(answers.get(person) as Overlaps, await overlapsWith(trace, person, first, last), 'many')
  console.error('persons at once', manyMs)
  await close()
  const ranked = await rankedLists(built, random, Math.min(asks, 60))
  console.error('ranked', JSON.stringify(ranked))
  const many = await manyOverHttp(built, random, persons)
  console.error('many over HTTP', JSON.stringify(many))

  return {
    bench: 'trace',
    visits: built.visits,
    people: built.sites.reduce((n, site) => n + site.people.length, 0),
    schools: built.sites.length,
    days: built.days.length,
    buildMs: built.buildMs,
    buildSeconds: Math.round((built.buildMs.all ?? 0) / 1000),
    megabytes: Object.fromEntries(
      Object.entries(built.bytes).map(([name, bytes]) => [name, Math.round(bytes / 1e5) / 10]),
    ),
    bytesAVisit: Math.round((built.bytes.sheets / built.visits) * 100) / 100,
    contacts,
    cold: coldly,
    twoGenerations: second,
    persons: { asked: persons, ms: manyMs },
    ranked,
    manyOverHttp: many,
    targets: {
      warm: contacts.ours.p99 <= 25,
      cold: coldly.ours.p99 <= 100,
      pages: coldly.pages.ours.p99 <= 60,
      twoGenerations: second.p99 <= 100,
      persons: manyMs <= 10_000,
      ranked: ranked.all.p99 <= 150,
      manyOverHttp: many.ms <= 10_000,
    },
  }
}

/** Each answer warm from all three, which must be equal. */
async function compared({ files }: Built, list: readonly Ask[]) {
  const { trace, close } = openTrace(files.ours)
  const heap = new Database(files.heap, { readonly: true })
  heap.run('pragma cache_size = -65536')
  const duck = await DuckDBInstance.create(files.duckdb, { access_mode: 'READ_ONLY', memory_limit: '4GB' })
  const db = await duck.connect()
  const spent = { ours: [] as number[], heap: [] as number[], duckdb: [] as number[] }
  let people = 0
  for (const [i, { person, first, last }] of list.entries()) {
    const mine = await warm(spent.ours, () => overlapsWith(trace, person, first, last))
    same(mine, await warm(spent.heap, async () => heapOverlaps(heap, person, first, last)), 'heap')
    people += mine.size
    if (i < DUCK_ASKS)
      same(mine, await warm(spent.duckdb, () => duckOverlaps(db, person, first, last)), 'duckdb')
  }
  db.closeSync()
  duck.closeSync()
  heap.close()
  await close()
  const [ours, plain, duckdb] = [spread(spent.ours), spread(spent.heap), spread(spent.duckdb)]
  const ratio = (of: Spread) => Math.round((of.p50 / ours.p50) * 10) / 10
  return {
    asked: list.length,
    equal: true,
    meanPeople: Math.round(people / list.length),
    ...{ ours, heap: plain, duckdb },
    slower: { heap: ratio(plain), duckdb: ratio(duckdb) },
  }
}

/** Twice, so that the second is warm; its time is kept. */
async function warm<T>(spent: number[], run: () => Promise<T>): Promise<T> {
  await run()
  const started = performance.now()
  const answer = await run()
  spent.push(performance.now() - started)
  return answer
}

async function times<T>(list: readonly T[], run: (of: T) => Promise<unknown>): Promise<Spread> {
  const spent: number[] = []
  for (const of of list) await warm(spent, () => run(of))
  return spread(spent)
}

function askAny(built: Built, random: Random): Ask {
  const site = built.sites[Math.floor(random() * built.sites.length)]
  const person = site?.people[Math.floor(random() * site.people.length)]?.id as string
  const [first, last] = windowOf(built, Math.floor(random() * (built.days.length - WINDOW + 1)))
  return { person, first, last }
}

function same(ours: Overlaps, other: Overlaps, name: string): void {
  const different = ours.size !== other.size || [...ours].some(([person, ms]) => other.get(person) !== ms)
  if (different) throw new Error(`${name} gives another answer: ${other.size} people, not ${ours.size}`)
}
