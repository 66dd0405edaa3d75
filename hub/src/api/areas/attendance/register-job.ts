import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { Job } from '@schoolgate/protocol/http/job'
import type { Locale } from '@schoolgate/protocol/locale'
import { addRow, noTotals, type RegisterData, type Totals } from '../../../attendance/register/model.ts'
import {
  addUp,
  countsTable,
  dayTable,
  type PlacePerson,
  peopleTable,
} from '../../../attendance/register/place-tables.ts'
import type { Table } from '../../../attendance/register/table.ts'
import { momentIn } from '../../../attendance/register/tables.ts'
import type { RegisterTask } from '../../../attendance/register/thread.ts'
import { writeRegister } from '../../../attendance/register/write.ts'
import type { JobFile, JobRun } from '../../../jobs/jobs.ts'
import type { ScopedGroup, ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { problem } from '../../problems.ts'
import { zoneOf } from '../directory/place-time.ts'
import { schoolsUnder } from './day-page.ts'
import { rangeOf } from './range.ts'
import { classSheet } from './sheet-page.ts'

export interface RegisterWish {
  /** the officer whose job it is */
  owner: string
  from: string
  to: string
  locale: Locale
}

type Deps = Pick<ApiDeps, 'jobs' | 'now' | 'localDay'>

const TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Starts the writing of a class's register. @throws problem conflict when too many jobs of its owner run */
export function classRegister(
  deps: Deps,
  group: ScopedGroup,
  wish: RegisterWish,
  format: 'pdf' | 'xlsx',
): Job {
  rangeOf(wish.from, wish.to)
  return start(deps, wish.owner, async run => {
    run.progress('reading', 0, 2)
    const register = await registerData(deps, group, wish)
    run.progress('writing', 1, 2)
    const name = `${group.row.name} ${wish.from} ${wish.to}.${format}`
    return write(run, format, name, path => ({ path, format, register }))
  })
}

/** Starts the writing of a place's table. @throws problem conflict when too many jobs of its owner run */
export function placeRegister(deps: Deps, place: ScopedPlace, wish: RegisterWish): Job {
  const days = rangeOf(wish.from, wish.to)
  return start(deps, wish.owner, async run => {
    const tables =
      place.row.kind === 'school'
        ? await schoolTables(place, wish, days, run)
        : await districtTables(place, wish)
    const name = `${place.row.name} ${wish.from} ${wish.to}.xlsx`
    return write(run, 'xlsx', name, path => ({ path, tables }))
  })
}

function start(deps: Deps, owner: string, run: (run: JobRun) => Promise<JobFile>): Job {
  const job = deps.jobs.start({ kind: 'register', owner, run })
  if (job === 'busy') throw problem('conflict', { where: 'job', detail: 'too many running' })
  return job
}

async function write(
  run: JobRun,
  format: 'pdf' | 'xlsx',
  name: string,
  task: (path: string) => RegisterTask,
): Promise<JobFile> {
  const path = run.path(`.${format}`)
  await writeRegister(task(path), run.signal)
  return { path, name, type: TYPES[format] }
}

async function registerData(
  deps: Deps,
  group: ScopedGroup,
  { from, to, locale }: RegisterWish,
): Promise<RegisterData> {
  const { row, place } = group
  const sheet = await classSheet(group, from, to)
  const timeZone = await zoneOf(place)
  const teachers = await place.find('enrolment', { group: row.id, role: 'teacher', on: to })
  const lead = teachers.find(enrolment => enrolment.primary)
  const [teacher] = lead ? await place.many('person', [lead.person]) : []
  return {
    locale,
    school: place.row.name,
    group: row.name,
    teacher: teacher?.name ?? null,
    timeZone,
    today: deps.localDay(timeZone),
    printed: momentIn(timeZone)(deps.now()),
    days: sheet.days,
    people: sheet.people,
    rows: sheet.rows,
  }
}

/** Somebody's days added up, and the last of them. */
interface Sum {
  totals: Totals
  last: AttendanceRow
}

/** Of one day everybody's marks; of more, everybody's days added up, read day by day. */
async function schoolTables(
  place: ScopedPlace,
  { from, to, locale }: RegisterWish,
  days: readonly string[],
  run: JobRun,
): Promise<Table[]> {
  const sums = new Map<string, Sum>()
  for (const [i, day] of days.entries()) {
    run.signal.throwIfAborted()
    run.progress('reading', i, days.length + 1)
    for (const row of await place.attendance.day(day)) {
      const sum = sums.get(row.person) ?? { totals: noTotals(), last: row }
      sum.last = row
      addRow(sum.totals, row)
      sums.set(row.person, sum)
    }
    // The hub has others to answer while a term is read.
    await new Promise(resolve => setImmediate(resolve))
  }
  run.progress('writing', days.length, days.length + 1)
  const groups = new Map((await place.find('group', { kind: 'class' })).map(group => [group.id, group.name]))
  const people = await peopleOf(place, sums, groups, locale)
  const counts = await place.attendance.countsHere(from, to)
  const pupils = counts.filter(row => row.role === 'student')
  const classes = addUp(pupils, row => groups.get(row.group) ?? row.group)
  const [day] = days
  const everybody =
    days.length === 1 && day !== undefined
      ? dayTable(locale, await zoneOf(place), day, people)
      : peopleTable(locale, people)
  return [
    everybody,
    countsTable(
      locale,
      'days',
      addUp(counts, row => row.day),
    ),
    countsTable(locale, 'classes', classes.sort(byName)),
  ]
}

async function peopleOf(
  place: ScopedPlace,
  sums: ReadonlyMap<string, Sum>,
  groups: ReadonlyMap<string, string>,
  locale: Locale,
): Promise<({ person: PlacePerson } & Sum)[]> {
  const persons = new Map((await place.many('person', [...sums.keys()])).map(person => [person.id, person]))
  const names = new Intl.Collator(locale)
  return [...sums]
    .map(([id, sum]) => {
      const person = persons.get(id)
      const group = groups.get(sum.last.group) ?? ''
      const of = { id, name: person?.name ?? '–', number: person?.number ?? null, role: sum.last.role, group }
      return { ...sum, person: of }
    })
    .sort(
      (a, b) =>
        collator.compare(a.person.group, b.person.group) || names.compare(a.person.name, b.person.name),
    )
}

async function districtTables(place: ScopedPlace, { from, to, locale }: RegisterWish): Promise<Table[]> {
  const counts = await place.attendance.countsUnder(from, to)
  const names = new Map((await schoolsUnder(place)).map(school => [school.id, school.name]))
  const schools = addUp(counts, row => names.get(row.place) ?? row.place)
  return [
    countsTable(locale, 'schools', schools.sort(byName)),
    countsTable(
      locale,
      'days',
      addUp(counts, row => row.day),
    ),
  ]
}

/** 2A before 10A, whatever the letters. */
const collator = new Intl.Collator(['ru', 'vi', 'en'], { numeric: true })
const byName = (a: { name: string }, b: { name: string }) => collator.compare(a.name, b.name)
