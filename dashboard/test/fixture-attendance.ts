import { effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import {
  type AttendanceCounts,
  type AttendanceRow,
  attendanceRowSchema,
} from '@schoolgate/protocol/attendance/mark'
import type { Person } from '@schoolgate/protocol/directory/person'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import {
  attendanceDaysSchema,
  attendanceSheetSchema,
  correctionRequestSchema,
  dayAttendanceSchema,
  lessonAttendanceSchema,
} from '@schoolgate/protocol/http/attendance'
import { jobSchema } from '@schoolgate/protocol/http/job'
import { isTaught } from '../src/components/attendance/days.ts'
import { addDays, weekdayOf } from '../src/text/day.ts'
import { FixtureGroups } from './fixture-groups.ts'
import { TODAY } from './fixture-groups-data.ts'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'

const PLACE = 'p1'
const OFFICER = 'Дулам'
const MINUTE = 60_000
/** midnight of a day in Ulaanbaatar (UTC+8), epoch ms */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) - 8 * 60 * MINUTE
const FIRST_DAY = '2026-09-01'

/** A made-up school's attendance: the same every time, a Monday morning of today, and corrections kept in memory. */
export class FixtureAttendance implements FixturePart {
  /** PUT and DELETE as they came */
  readonly asked: { method: string; path: string; body: unknown }[] = []
  /** minute of today's day: 08:52 is after the first shift's second bell, before the afternoon */
  now = 8 * 60 + 52
  /** pupils of this class have not come yet, for the bulk */
  waiting: string | undefined = 'g3b'
  /** the district's schools */
  schools: { id: string; name: string }[] = []
  private readonly said = new Map<string, NonNullable<AttendanceRow['correction']>>()
  private store = new FixtureGroups().store
  private jobs = 0

  /** Counts the people of the started hub's directory. */
  use(store: FixtureGroups['store']): void {
    this.store = store
    this.rows.clear()
  }

  handle(method: string, path: string, query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    const [area = '', id = '', ...rest] = path.slice('/api/'.length).split('/').map(decodeURIComponent)
    const what = rest.join('/')
    const from = query.get('from') ?? TODAY
    const to = query.get('to') ?? TODAY
    if (what === 'register' && method === 'POST') return this.register(query)
    if (area === 'jobs' && id.startsWith('reg')) return this.job(id, rest[0])
    if (area === 'places' && what === 'attendance') return ok(this.day(id, query.get('day') ?? TODAY))
    if (area === 'places' && what === 'attendance/days') return ok(this.days(id, from, to))
    if (area === 'places' && what === 'attendance/staff') return ok(this.sheet(this.staff(), from, to))
    if (area === 'groups' && what === 'attendance')
      return this.store.group.has(id) ? ok(this.sheet(this.pupils(id, to), from, to)) : missing()
    if (area === 'groups' && what === 'attendance/lessons')
      return ok(this.lessons(id, query.get('day') ?? TODAY))
    if (area === 'people' && rest[0] === 'attendance' && rest[1])
      return this.correct(method, id, rest[1], query.get('lesson') ?? '', body, path)
    return undefined
  }

  private correct(
    method: string,
    person: string,
    day: string,
    lesson: string,
    body: unknown,
    path: string,
  ): FixtureAnswer {
    this.asked.push({ method, path, body })
    const key = `${person} ${day} ${lesson}`
    if (method === 'DELETE') {
      this.said.delete(key)
      return { status: 204 }
    }
    const request = correctionRequestSchema.parse(body)
    this.said.set(key, { ...request, by: OFFICER, at: midnight(TODAY) + this.now * MINUTE })
    return ok(this.row(this.store.person.get(person) as Person, day))
  }

  private taught(day: string): boolean {
    const { calendarDay, term } = this.store
    const by = { calendar: [...calendarDay.values()], terms: [...term.values()] }
    return day >= FIRST_DAY && day <= TODAY && isTaught(day, by)
  }

  private pupils(group: string, day: string): Person[] {
    return [...this.store.enrolment.values()]
      .filter(e => e.group === group && e.role === 'student' && holdsOn(e, day))
      .flatMap(e => this.store.person.get(e.person) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name))
  }
  private staff(): Person[] {
    return [...this.store.person.values()]
      .filter(p => (p.role === 'teacher' || p.role === 'staff') && p.status === 'active')
      .sort((a, b) => a.name.localeCompare(b.name))
  }
  private home(person: string): string {
    const found = [...this.store.enrolment.values()].find(
      e => e.person === person && e.role === 'student' && this.store.group.get(e.group)?.kind === 'class',
    )
    return found?.group ?? ''
  }

  private readonly rows = new Map<string, Omit<AttendanceRow, 'correction'>>()
  private row(person: Person, day: string): AttendanceRow {
    const key = `${person.id} ${day}`
    let found = this.rows.get(key)
    if (!found) {
      found = this.compute(person, day)
      this.rows.set(key, found)
    }
    return attendanceRowSchema.parse({ ...found, correction: this.said.get(`${key} `) ?? null })
  }

  private compute(person: Person, day: string): Omit<AttendanceRow, 'correction'> {
    const group = person.role === 'student' ? this.home(person.id) : ''
    const begins = this.store.group.get(group)?.shift === 'sh2' ? 13 * 60 + 20 : 8 * 60
    const dice = hash(`${person.id}${day}`)
    const often = hash(person.id) % 13 === 0 ? 5 : 1
    const now = day === TODAY ? this.now : 24 * 60
    const at = (minute: number): number => midnight(day) + minute * MINUTE
    const row = {
      day,
      person: person.id,
      group,
      role:
        person.role === 'teacher'
          ? ('teacher' as const)
          : person.role === 'staff'
            ? ('staff' as const)
            : ('student' as const),
      reason: null,
      firstIn: null,
      lastOut: null,
      lateMin: 0,
      earlyMin: 0,
    }
    const fate = dice % 100
    if (fate < 2 * often)
      return { ...row, computed: 'excused', reason: dice % 3 === 0 ? 'medical' : 'illness' }
    if (now < begins - 30) return { ...row, computed: 'awaited' }
    if (fate < 5 * often)
      return { ...row, computed: now < begins + 50 || this.isLate(group, day) ? 'awaited' : 'absent' }
    const late = fate < 10 * often
    const lateMin = late ? 6 + (dice % 19) : 0
    const firstIn = at(begins + (late ? lateMin : -3 - (dice % 24)))
    const ends = begins + 5 * 45
    const early = !late && fate > 97
    const lastOut = now < ends ? null : at(early ? ends - 70 : ends + 2 + (dice % 9))
    return {
      ...row,
      computed: late ? 'late' : early && lastOut !== null ? 'leftEarly' : 'present',
      firstIn,
      lastOut,
      lateMin,
      earlyMin: early && lastOut !== null ? 70 : 0,
    }
  }
  private isLate(group: string, day: string): boolean {
    return day === TODAY && group === this.waiting
  }

  private day(place: string, day: string): unknown {
    if (place !== PLACE) return this.districtDay(day)
    const taught = this.taught(day)
    const classes = [...this.store.group.values()].filter(g => g.kind === 'class')
    const lines = taught
      ? classes.map(g => ({
          id: g.id,
          name: g.name,
          counts: counted(this.pupils(g.id, day).map(p => this.row(p, day))),
        }))
      : []
    return dayAttendanceSchema.parse({ day, taught, totals: this.totals(day, taught), lines })
  }

  private totals(day: string, taught: boolean) {
    if (!taught) return { student: NO_ATTENDANCE, teacher: NO_ATTENDANCE, staff: NO_ATTENDANCE }
    const of = (role: Person['role']) =>
      counted(
        [...this.store.person.values()]
          .filter(
            p => p.role === role && p.status === 'active' && (role !== 'student' || this.home(p.id) !== ''),
          )
          .map(p => this.row(p, day)),
      )
    return { student: of('student'), teacher: of('teacher'), staff: of('staff') }
  }

  private districtDay(day: string): unknown {
    const taught = this.taught(day)
    const own = this.totals(day, taught)
    const lines = this.schools.map((school, i) => ({
      ...school,
      counts: taught ? scaled(own.student, 0.4 + ((i * 7) % 10) / 5) : NO_ATTENDANCE,
    }))
    const all = lines.reduce((sum, l) => added(sum, l.counts), { ...NO_ATTENDANCE })
    const staff = { teacher: scaled(own.teacher, lines.length), staff: scaled(own.staff, lines.length) }
    return dayAttendanceSchema.parse({ day, taught, totals: { student: all, ...staff }, lines })
  }

  private days(place: string, from: string, to: string): unknown {
    const held = range(from, to).filter(d => this.taught(d))
    const classes = [...this.store.group.values()].filter(g => g.kind === 'class')
    const over = (people: readonly Person[]) => counted(held.flatMap(d => people.map(p => this.row(p, d))))
    return attendanceDaysSchema.parse({
      days: held.map(day => ({ day, totals: this.totals(day, true) })),
      lines:
        place === PLACE
          ? classes.map(g => ({ id: g.id, name: g.name, counts: over(this.pupils(g.id, to)) }))
          : [],
    })
  }

  private sheet(people: Person[], from: string, to: string): unknown {
    const days = range(from, to).filter(d => this.taught(d))
    return attendanceSheetSchema.parse({
      from,
      to,
      days,
      people: people.map(({ id, name, number }) => ({ id, name, number })),
      // somebody who works part of the week is not expected on the other days
      rows: days.flatMap(d =>
        people
          .filter(p => p.role !== 'teacher' || hash(p.id + weekdayOf(d)) % 6 > 0)
          .map(p => this.row(p, d)),
      ),
    })
  }

  private lessons(group: string, day: string): unknown {
    const shift = this.store.shift.get(this.store.group.get(group)?.shift ?? '')
    const halves = [...this.store.group.values()].filter(g => g.parent === group).map(g => g.id)
    const own = [...this.store.lesson.values()].filter(
      l => (l.group === group || halves.includes(l.group)) && l.weekday === weekdayOf(day),
    )
    return lessonAttendanceSchema.parse({
      day,
      lessons: own.flatMap(lesson => {
        const bell = shift?.bells[lesson.number - 1]
        if (!bell) return []
        const begins = Number(bell.from.slice(0, 2)) * 60 + Number(bell.from.slice(3))
        const future = day === TODAY && begins > this.now
        return [
          {
            lesson: lesson.id,
            number: lesson.number,
            subject: lesson.subject,
            begins: bell.from,
            ends: bell.to,
            marks: this.pupils(lesson.group, day).map(p => {
              const row = this.row(p, day)
              const mark = effectiveMark(row)
              const came = mark === 'late' && lesson.number > 1 ? 'present' : mark
              return {
                person: p.id,
                computed: future ? 'awaited' : came,
                correction: this.said.get(`${p.id} ${day} ${lesson.id}`) ?? null,
              }
            }),
          },
        ]
      }),
    })
  }

  private register(query: URLSearchParams): FixtureAnswer {
    this.asked.push({ method: 'POST', path: 'register', body: Object.fromEntries(query) })
    return { status: 202, body: this.jobNow(`reg${++this.jobs}`, false) }
  }
  private job(id: string, rest: string | undefined): FixtureAnswer {
    if (rest === 'file')
      return {
        status: 200,
        body: new TextEncoder().encode('%PDF-'),
        type: 'application/pdf',
        name: 'register.pdf',
      }
    return ok(this.jobNow(id, true))
  }
  private jobNow(id: string, isDone: boolean): unknown {
    return jobSchema.parse({
      id,
      kind: 'register',
      state: isDone ? 'done' : 'running',
      done: isDone ? 30 : 0,
      total: 30,
      step: 'drawing',
      file: isDone ? `/api/jobs/${id}/file` : null,
      fault: null,
    })
  }
}

const ok = (body: unknown): FixtureAnswer => ({ status: 200, body })
const missing = (): FixtureAnswer => ({
  status: 404,
  body: { type: 'about:blank', title: 'not-found', status: 404, code: 'not-found' },
})

function range(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

function counted(rows: readonly AttendanceRow[]): AttendanceCounts {
  const counts = { ...NO_ATTENDANCE, expected: rows.length }
  for (const row of rows) counts[effectiveMark(row)]++
  return counts
}
const added = (a: AttendanceCounts, b: AttendanceCounts): AttendanceCounts =>
  Object.fromEntries(
    Object.entries(a).map(([k, n]) => [k, n + b[k as keyof AttendanceCounts]]),
  ) as AttendanceCounts

/** The same shares of another number of people. */
function scaled(counts: AttendanceCounts, factor: number): AttendanceCounts {
  const { expected: _, ...marks } = counts
  const of = Object.entries(marks).map(([k, n]) => [k, Math.round(n * factor)] as const)
  return { ...(Object.fromEntries(of) as typeof marks), expected: of.reduce((sum, [, n]) => sum + n, 0) }
}

/** FNV-1a, 32 bits: the same dice every time. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (const c of text) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return (h ^ (h >>> 15)) >>> 0
}
