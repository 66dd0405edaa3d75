import type { Group } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import {
  type AnyRecord,
  type Change,
  RECORD_SCHEMAS,
  type RecordKind,
  type RecordOf,
} from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import { fold, score } from '@schoolgate/protocol/fold'
import {
  changesSchema,
  groupPageSchema,
  type HeldLesson,
  type PersonLine,
  peoplePageSchema,
  schoolBookSchema,
  timetableSchema,
} from '@schoolgate/protocol/http/directory'
import { holdsOn } from '../src/components/timetable/days.ts'
import { addDays, weekdayOf } from '../src/text/day.ts'
import { PLACE, SchoolMaker, type Store, TODAY } from './fixture-groups-data.ts'

export interface Answer {
  status: number
  body: unknown
}

/**
 * A made-up school's groups, seats and timetable, held in memory and spoken as the hub speaks them. Everything put in
 * or answered goes through the protocol's schemas.
 */
export class FixtureGroups {
  readonly store: Store = Object.fromEntries(RECORD_KINDS.map(k => [k, new Map()])) as unknown as Store
  /** every batch of changes as it came */
  readonly posted: Change[][] = []
  private readonly before = new Map<
    string,
    { kind: RecordKind; id: string; record: AnyRecord | undefined }[]
  >()

  constructor() {
    new SchoolMaker(this.store, (kind, record) => this.put(kind, record)).make()
  }

  all<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return [...this.store[kind].values()]
  }
  put<K extends RecordKind>(kind: K, record: RecordOf<K>): void {
    const parsed = RECORD_SCHEMAS[kind].parse(record) as RecordOf<K>
    this.store[kind].set(parsed.id, parsed)
  }

  /** The answer to a request, undefined when it is somebody else's. */
  handle(method: string, path: string, query: URLSearchParams, body: unknown): Answer | undefined {
    const ok = (answer: unknown): Answer => ({ status: 200, body: answer })
    if (method === 'GET' && path === `/api/places/${PLACE}/book`) return ok(this.book())
    if (method === 'GET' && path === `/api/places/${PLACE}/people`) return ok(this.search(query))
    if (method === 'GET' && path === `/api/places/${PLACE}/timetable`) return ok(this.timetable(query))
    const group = /^\/api\/groups\/([^/]+)$/.exec(path)?.[1]
    if (method === 'GET' && group !== undefined) {
      const found = this.store.group.get(group)
      return found
        ? ok(this.page(found, query.get('day') ?? TODAY))
        : { status: 404, body: problem('not-found', 404) }
    }
    if (method === 'POST' && path === `/api/places/${PLACE}/changes`) return this.change(body)
    const batch = /^\/api\/changes\/([^/]+)\/undo$/.exec(path)?.[1]
    if (method === 'POST' && batch !== undefined) return ok(this.undo(batch))
    return undefined
  }

  private change(body: unknown): Answer {
    const parsed = changesSchema.safeParse(body)
    if (!parsed.success)
      return {
        status: 422,
        body: { ...problem('bad-input', 422), where: parsed.error.issues[0]?.path.join('.') },
      }
    const id = `b${this.posted.length + 1}`
    this.posted.push(parsed.data.changes)
    this.before.set(
      id,
      parsed.data.changes.map(c => {
        const at = c.op === 'put' ? c.record.id : c.id
        return { kind: c.kind, id: at, record: this.store[c.kind].get(at) as AnyRecord | undefined }
      }),
    )
    let put = 0
    for (const change of parsed.data.changes) {
      if (change.op === 'remove') this.store[change.kind].delete(change.id)
      else this.put(change.kind, change.record as never)
      put += change.op === 'put' ? 1 : 0
    }
    return { status: 200, body: { batch: id, put, removed: parsed.data.changes.length - put, unchanged: 0 } }
  }

  private undo(batch: string): unknown {
    for (const { kind, id, record } of [...(this.before.get(batch) ?? [])].reverse()) {
      if (record) this.put(kind, record as never)
      else this.store[kind].delete(id)
    }
    return { batch: `undo-${batch}`, put: 0, removed: 0, unchanged: 0 }
  }

  private book(): unknown {
    const members = this.all('enrolment').filter(e => holdsOn(e, TODAY))
    return schoolBookSchema.parse({
      place: this.store.jurisdiction.get(PLACE),
      sites: this.all('site'),
      gates: this.all('gate'),
      rooms: this.all('room'),
      shifts: this.all('shift'),
      terms: this.all('term'),
      calendar: this.all('calendarDay'),
      courses: this.all('course'),
      groups: this.all('group').map(g => ({
        ...g,
        members: members.filter(e => e.group === g.id && e.role !== 'teacher').length,
        teachers: members
          .filter(e => e.group === g.id && e.role === 'teacher' && e.primary)
          .map(e => this.store.person.get(e.person)?.name ?? ''),
      })),
      staff: this.all('person')
        .filter(p => p.status === 'active' && (p.role === 'teacher' || p.role === 'staff'))
        .map(({ id, name, role }) => ({ id, name, role }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      today: TODAY,
    })
  }

  private line(person: Person): PersonLine {
    const home = this.all('enrolment').find(
      e => e.person === person.id && e.role === 'student' && holdsOn(e, TODAY) && this.isClass(e.group),
    )
    const { id, name, given, role, number, status } = person
    const group = home ? (this.store.group.get(home.group)?.name ?? '') : ''
    return { id, name, given, role, place: PLACE, group, number, status, card: 'active' }
  }
  private isClass(group: string): boolean {
    return this.store.group.get(group)?.kind === 'class'
  }

  private search(query: URLSearchParams): unknown {
    const wanted = fold(query.get('text') ?? '')
    const found = this.all('person')
      .filter(p => (query.get('role') ?? p.role) === p.role)
      .map(p => this.line(p))
      .map(line => ({ line, score: score(wanted, fold(`${line.name} ${line.group}`)) }))
      .filter(x => x.score !== undefined)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    const people = found.slice(0, Number(query.get('limit') ?? 100)).map(x => x.line)
    return peoplePageSchema.parse({ people, total: found.length, next: null })
  }

  private page(group: Group, day: string): unknown {
    const plans = this.all('seatPlan')
      .filter(p => p.group === group.id)
      .sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''))
    const count = (id: string): number =>
      this.all('enrolment').filter(e => e.group === id && e.role !== 'teacher' && holdsOn(e, day)).length
    return groupPageSchema.parse({
      group,
      day,
      members: this.all('enrolment')
        .filter(e => e.group === group.id && holdsOn(e, day))
        .flatMap(enrolment => {
          const person = this.store.person.get(enrolment.person)
          return person ? [{ ...this.line(person), enrolment, hasPhoto: false }] : []
        })
        .sort((a, b) => a.name.localeCompare(b.name)),
      parts: this.all('group')
        .filter(g => g.parent === group.id)
        .map(g => ({ ...g, members: count(g.id) })),
      seatPlan: plans.find(p => holdsOn(p, day)) ?? null,
      seatPlans: plans.map(({ seats: _, ...rest }) => rest),
    })
  }

  private timetable(query: URLSearchParams): unknown {
    const from = query.get('from') ?? TODAY
    const to = query.get('to') ?? from
    const [group, teacher, room] = ['group', 'teacher', 'room'].map(name => query.get(name))
    const days: { day: string; taught: boolean; why: string }[] = []
    const held: HeldLesson[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const calendar = this.all('calendarDay').find(c => c.day === day)
      const taught = calendar ? calendar.kind === 'school' : weekdayOf(day) <= 5
      days.push({ day, taught, why: calendar?.name ?? '' })
      if (taught) held.push(...this.heldOn(day))
    }
    const family = (id: string): boolean =>
      id === group ||
      this.store.group.get(id)?.parent === group ||
      (group !== null && this.store.group.get(group ?? '')?.parent === id)
    const lessons = held.filter(
      h =>
        (group == null || family(h.lesson.group)) &&
        (teacher == null || h.teacher === teacher || h.lesson.teacher === teacher) &&
        (room == null || h.room === room),
    )
    const ids = new Set(lessons.map(h => h.lesson.id))
    const pairs = new Map<string, { a: string; b: string; over: 'teacher' | 'room' }>()
    for (const a of lessons)
      for (const b of held) {
        if (a.day !== b.day || a.lesson.id >= b.lesson.id || a.begins !== b.begins) continue
        if (a.lesson.shift !== b.lesson.shift || a.cancelled || b.cancelled) continue
        const over =
          a.teacher && a.teacher === b.teacher ? 'teacher' : a.room && a.room === b.room ? 'room' : null
        if (over) pairs.set(`${a.lesson.id} ${b.lesson.id}`, { a: a.lesson.id, b: b.lesson.id, over })
      }
    return timetableSchema.parse({
      days,
      lessons,
      modes: this.all('mode').filter(m => m.from <= to && m.to >= from),
      clashes: [...pairs.values()].filter(c => ids.has(c.a) || ids.has(c.b)),
    })
  }

  private heldOn(day: string): HeldLesson[] {
    return this.all('lesson')
      .filter(l => l.weekday === weekdayOf(day) && holdsOn(l, day))
      .map(lesson => {
        const substitution = this.store.substitution.get(`${lesson.id}:${day}`) ?? null
        const bell = this.all('shift').find(s => s.name === lesson.shift && holdsOn(s, day))?.bells[
          lesson.number - 1
        ]
        const home = this.store.group.get(lesson.group)
        const mode = this.all('mode').find(
          m =>
            m.from <= day &&
            day <= m.to &&
            (m.group === null || m.group === home?.id || m.group === home?.parent),
        )
        return {
          lesson,
          day,
          begins: bell?.from ?? null,
          ends: bell?.to ?? null,
          teacher: substitution?.teacher ?? lesson.teacher,
          room: substitution?.room ?? lesson.room,
          cancelled: substitution?.cancelled ?? false,
          mode: mode?.mode ?? 'classroom',
          substitution,
        }
      })
  }
}

const problem = (code: string, status: number) => ({ type: 'about:blank', title: code, status, code })
