import { mkdirSync } from 'node:fs'
import { type Random, seededRandom } from '@schoolgate/protocol/random'
import { temporaryDirectory } from '../test/helpers/ingest-server.ts'
import { type Filled, fill } from './directory-fill.ts'
import { DISTRICT } from './directory-school.ts'
import { type Spread, spread } from './figures.ts'
import { flags } from './flags.ts'
import { type HubProcess, startHub } from './hub-process.ts'

const DEFAULTS = { people: 100_000, schools: 100, days: 60, asks: 60 }

/** One question: the paths of one page, different every time; their answers are waited for one after the other. */
type Ask = (random: Random, i: number) => string[]

/** Other programs on the machine make a page wait; `cpuMs` is the hub's own work alone. */
type Page = Spread & { cpuMs: number }

export interface DirectoryFigures {
  bench: 'directory'
  people: number
  schools: number
  days: number
  attendanceRows: number
  buildMs: Filled['buildMs']
  /** ms by page, as waited for, and the hub's own work for one */
  pages: Record<string, Page>
  /** the slowest page's p99 */
  worstP99: number
  hubRssMb: number
}

/**
 * Pages of a directory of 100,000 people with 60 school days, asked of a hub process over HTTP on one kept-open
 * connection. `--data DIR` keeps the store for the next run.
 */
export async function run(args: string[]): Promise<DirectoryFigures> {
  const at = args.indexOf('--data')
  const given = at === -1 ? undefined : args[at + 1]
  const rest = at === -1 ? args : args.toSpliced(at, 2)
  const { people, schools, days, asks } = flags(rest, DEFAULTS)
  const dir = given === undefined ? temporaryDirectory() : { path: given, remove: () => {} }
  mkdirSync(dir.path, { recursive: true })
  try {
    const filled = await fill(dir.path, people, schools, days)
    const hub = await startHub(dir.path)
    try {
      await untilQuiet(hub)
      const get = await client(hub.port, filled.officer)
      const pages: Record<string, Page> = {}
      for (const [name, ask] of Object.entries(questions(filled))) {
        pages[name] = await measure(hub, get, ask, asks)
        console.error(name, JSON.stringify(pages[name]))
      }
      return {
        bench: 'directory',
        ...{
          people: filled.people,
          schools,
          days,
          attendanceRows: filled.rows,
          buildMs: filled.buildMs,
          pages,
        },
        worstP99: Math.max(...Object.values(pages).map(page => page.p99)),
        hubRssMb: Math.round(hub.rssBytes() / 1e6),
      }
    } finally {
      await hub.kill()
    }
  } finally {
    dir.remove()
  }
}

function questions({ schools, days }: Filled): Record<string, Ask> {
  const one = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const month = (random: Random) => {
    const last = days.length - 1 - Math.floor(random() * Math.max(1, days.length - 22))
    return `from=${days[Math.max(0, last - 21)]}&to=${days[last]}`
  }
  const whole = `from=${days[0]}&to=${days.at(-1)}`
  const classOf = (random: Random) => one(random, one(random, schools).classes)
  const personOf = (random: Random) => one(random, one(random, schools).people)
  const placeOf = (random: Random) => one(random, schools).place
  return {
    class: random => {
      const group = classOf(random)
      return [`/api/groups/${group}`, `/api/groups/${group}/attendance?${month(random)}`]
    },
    classLessons: random => [`/api/groups/${classOf(random)}/attendance/lessons?day=${one(random, days)}`],
    person: random => {
      const person = personOf(random)
      return [`/api/people/${person}`, `/api/people/${person}/attendance?${whole}`]
    },
    search: random => [
      `/api/places/${DISTRICT}/people?text=${encodeURIComponent(one(random, TEXTS))}&limit=50`,
    ],
    schoolSearch: random => [
      `/api/places/${placeOf(random)}/people?text=${encodeURIComponent(one(random, TEXTS))}`,
    ],
    schoolDay: random => [`/api/places/${placeOf(random)}/attendance?day=${one(random, days)}`],
    schoolTerm: random => [`/api/places/${placeOf(random)}/attendance/days?${whole}`],
    staffMonth: random => [`/api/places/${placeOf(random)}/attendance/staff?${month(random)}`],
    districtDay: (_, i) => [`/api/places/${DISTRICT}/attendance?day=${days[i % days.length]}`],
    districtTerm: (_, i) => {
      const from = days[i % 15]
      const to = days[days.length - 1 - Math.floor(i / 15)]
      return [`/api/places/${DISTRICT}/attendance/days?from=${from}&to=${to}`]
    },
  }
}

/** Whole names, beginnings, parts, numbers, other spellings. */
const TEXTS = [
  ...[
    'Тэмүүлэн',
    'Батбаяр Ну',
    'nguyen thi',
    'Nguyễn',
    'Мөнх',
    'bilguun',
    'Эрдэнэ',
    'Trần Đức',
    'anh',
    'Хулан',
  ],
  ...[
    'Ганболдын Номин',
    'наран',
    'Пүрэвдорж',
    'Khuê',
    'Bảo Ngọc',
    '12-34',
    '77-',
    'Зол',
    'өнө',
    'Сүхбаатарын Ити',
  ],
  ...['le quoc dat', 'Phạm', 'Дорж', 'Итгэл', 'xyzzy', 'а', 'Тө', 'Ариунзаяа', 'Võ', 'Đặng Gia Bảo', 'Очир'],
]

type Get = (path: string) => Promise<void>

async function client(port: number, officer: Filled['officer']): Promise<Get> {
  const origin = `http://127.0.0.1:${port}`
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    body: JSON.stringify(officer),
    headers: { Origin: origin, 'Content-Type': 'application/json' },
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (!answer.ok || !cookie) throw new Error(`sign-in failed: ${answer.status}`)
  return async path => {
    const found = await fetch(`${origin}${path}`, { headers: { Cookie: cookie } })
    const text = await found.text()
    if (!found.ok) throw new Error(`${path}: ${found.status} ${text}`)
  }
}

const WARM_UP = 3

async function measure(hub: HubProcess, get: Get, ask: Ask, asks: number): Promise<Page> {
  const random = seededRandom(7)
  const times: number[] = []
  let cpu = 0
  // The first few warm up what any running hub has warm: code, not data.
  for (let i = -WARM_UP; i < asks; i++) {
    if (i === 0) cpu = hub.cpuMs()
    const paths = ask(random, i + WARM_UP)
    const started = performance.now()
    for (const path of paths) await get(path)
    if (i >= 0) times.push(performance.now() - started)
  }
  return { ...spread(times), cpuMs: Math.round((10 * (hub.cpuMs() - cpu)) / asks) / 10 }
}

/** Waits until the hub has done what starting brings: the day is opened, changes are looked at. */
async function untilQuiet(hub: HubProcess): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const before = hub.cpuMs()
    await Bun.sleep(1000)
    quiet = hub.cpuMs() - before < 60 ? quiet + 1 : 0
  }
}
