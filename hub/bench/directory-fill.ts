import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createOfficer } from '../src/admin/setup.ts'
import { bunPasswords } from '../src/auth/password.ts'
import { addDays, isoWeekday } from '../src/directory/calendar.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { testId } from '../test/helpers/kiosk-client.ts'
import { fillDays } from './directory-days.ts'
import { type BenchSchool, benchSchool, DISTRICT, districtChanges } from './directory-school.ts'

export interface Filled {
  people: number
  rows: number
  /** school days, oldest first */
  days: string[]
  schools: { place: string; classes: string[]; people: string[] }[]
  officer: { user: string; password: string }
  buildMs: { records: number; days: number }
}

const USER = 'bench'

/**
 * A store in `data` with that many people and school days before today; one that was made there before is used again.
 * Records and cards go through the store, days by the fast path.
 */
export async function fill(data: string, people: number, schools: number, dayCount: number): Promise<Filled> {
  const notes = join(data, 'filled.json')
  const wanted = JSON.stringify([people, schools, dayCount])
  if (existsSync(notes)) {
    const kept = (await Bun.file(notes).json()) as { wanted: string; filled: Filled }
    if (kept.wanted === wanted) return kept.filled
    throw new Error(`${data} holds another size: ${kept.wanted}`)
  }
  if (existsSync(join(data, 'hub.sqlite'))) throw new Error(`${data} holds an unfinished or foreign store`)

  const days = schoolDaysBefore(new Date().toISOString().slice(0, 10), dayCount)
  const year = { from: addDays(days[0] as string, -14), to: addDays(days.at(-1) as string, 200) }
  const store = await openStore({ sqlitePath: join(data, 'hub.sqlite') }, { rules: presenceRules })
  const by = { officer: 'setup', name: 'setup', note: '', at: Date.now() }
  const apply = async (changes: Parameters<typeof store.records.apply>[0]) => {
    const made = await store.records.apply(changes, by)
    if (!made.ok) throw new Error(`the store refused ${made.kind} ${made.id}: ${made.code}`)
  }
  const started = performance.now()
  await apply(districtChanges())
  const all: BenchSchool[] = []
  for (let s = 0; s < schools; s++) {
    const count = Math.floor((people * (s + 1)) / schools) - Math.floor((people * s) / schools)
    const school = benchSchool(s, count, year)
    await apply(school.changes)
    const ids = school.people.map(person => person.id)
    const cards = ids.map(person => ({ id: testId(`card of ${person}`), person }))
    const dates = { issued: year.from, expires: year.to, revokedAt: null, end: null }
    await store.cards.issue(
      cards.map(card => ({ ...card, ...dates })),
      null,
      by.at,
    )
    all.push(school)
    if ((s + 1) % 10 === 0) console.error(`${s + 1} schools in ${Math.round(performance.now() - started)} ms`)
  }
  const password = (await createOfficer(
    store,
    { user: USER, place: DISTRICT, locale: 'mn' },
    bunPasswords({ memoryCost: 64, timeCost: 1 }),
  )) as string
  await store.close()
  const records = Math.round(performance.now() - started)
  const rows = fillDays(data, all, days)
  const buildMs = { records, days: Math.round(performance.now() - started) - records }
  const filled: Filled = {
    people: all.reduce((n, school) => n + school.people.length, 0),
    rows,
    days,
    schools: all.map(({ place, classes, people: own }) => ({ place, classes, people: own.map(p => p.id) })),
    officer: { user: USER, password },
    buildMs,
  }
  await Bun.write(notes, JSON.stringify({ wanted, filled }))
  return filled
}

function schoolDaysBefore(today: string, count: number): string[] {
  const days: string[] = []
  for (let day = addDays(today, -1); days.length < count; day = addDays(day, -1))
    if (isoWeekday(day) < 6) days.unshift(day)
  return days
}
