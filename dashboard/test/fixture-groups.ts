import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import { displayName } from '@schoolgate/protocol/directory/name'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Room, Shift } from '@schoolgate/protocol/directory/places'
import {
  type AnyRecord,
  type Change,
  RECORD_SCHEMAS,
  type RecordKind,
  type RecordOf,
} from '@schoolgate/protocol/directory/records'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
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
import { MONGOLIAN, MONGOLIAN_GIVEN, VIETNAMESE, VIETNAMESE_GIVEN } from './fixture-names.ts'

/** A Monday; the fixture school's clock stands in it. */
export const TODAY = '2026-09-14'
const PLACE = 'p1'
const SITE = 's1'
const SUBJECTS = [
  'Математик',
  'Монгол хэл',
  'Англи хэл',
  'Байгалийн ухаан',
  'Биеийн тамир',
  'Дүрслэх урлаг, технологи',
  'Нийгмийн ухаан',
]
const LETTERS = ['А', 'Б'] as const

type Store = { [K in RecordKind]: Map<string, RecordOf<K>> }

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
    this.places()
    this.people()
    this.lessons()
    this.extras()
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

  // What the school is made of.

  private places(): void {
    this.put('jurisdiction', {
      id: PLACE,
      place: PLACE,
      source: PLACE,
      parent: 'j1',
      kind: 'school',
      name: '45 дугаар сургууль',
      number: '45',
      path: `/j1/${PLACE}/`,
    })
    this.put('site', {
      id: SITE,
      place: PLACE,
      name: '45 дугаар сургууль',
      timeZone: 'Asia/Ulaanbaatar',
      locale: 'mn',
    })
    const room = (id: string, name: string, kind: Room['kind'], capacity: number): void =>
      this.put('room', { id, place: PLACE, site: SITE, name, kind, capacity })
    for (let i = 0; i < 12; i++) room(`r${101 + i}`, `${101 + i}`, 'classroom', 40)
    room('rlab', 'Физик, химийн лаборатори', 'lab', 32)
    room('rgym', 'Биеийн тамирын заал', 'gym', 80)
    room('rcan', 'Хоолны газар', 'canteen', 200)
    const bells = (start: number): Shift['bells'] =>
      Array.from({ length: 6 }, (_, i) => {
        const at = start + i * 45 + (i > 1 ? 10 : 0)
        return { from: clock(at), to: clock(at + 40) }
      })
    const shift = (id: string, name: string, start: number): void =>
      this.put('shift', {
        id,
        place: PLACE,
        name,
        of: 'student',
        bells: bells(start),
        graceMin: 5,
        from: '2026-09-01',
        to: null,
      })
    shift('sh1', 'I ээлж', 8 * 60)
    shift('sh2', 'II ээлж', 13 * 60 + 20)
    this.put('calendarDay', {
      id: `${PLACE}:2026-09-25`,
      place: PLACE,
      day: '2026-09-25',
      kind: 'holiday',
      name: 'Багш нарын өдөр',
    })
  }

  private people(): void {
    for (let i = 0; i < 20; i++) this.person(teacherId(i), 'teacher', i, 700 + i)
    let n = 0
    for (let grade = 1; grade <= 9; grade++) {
      for (const [l, letter] of LETTERS.entries()) {
        const id = `g${grade}${l === 0 ? 'a' : 'b'}`
        const at = (grade - 1) * 2 + l
        this.group(id, 'class', `${grade}${letter}`, {
          grade: String(grade),
          shift: grade <= 5 ? 'sh1' : 'sh2',
          room: `r${101 + (at % 10)}`,
        })
        this.enrol(id, teacherId(at), 'teacher', true)
        const size = id === 'g3b' ? 34 : 24 + ((at * 7) % 10)
        for (let i = 0; i < size; i++) {
          this.person(pupilId(n), 'student', i + at, n, String(grade))
          this.enrol(id, pupilId(n), 'student')
          n++
        }
      }
    }
  }

  private lessons(): void {
    for (const group of this.all('group').filter(g => g.kind === 'class')) {
      const at = [...this.store.group.keys()].indexOf(group.id)
      const first = group.shift === 'sh1'
      for (let weekday = 1; weekday <= 5; weekday++)
        for (let number = 1; number <= (at < 4 ? 4 : 5); number++) {
          const subject = (at + weekday * 2 + number) % SUBJECTS.length
          if (group.id === 'g3b' && weekday === 3 && number === 3) continue
          this.lesson(`l-${group.id}-${weekday}-${number}`, group.id, weekday, number, {
            subject: SUBJECTS[subject] ?? '',
            teacher: teacherId((at + number * 3 + weekday) % 20),
            room: subject === 4 && at < 7 ? 'rgym' : group.room,
            shift: first ? 'I ээлж' : 'II ээлж',
          })
        }
    }
    for (const [i, half] of ['g3b-1', 'g3b-2'].entries()) {
      this.group(half, 'half', `3Б Англи хэл ${i + 1}`, { parent: 'g3b', grade: '3' })
      this.lesson(`l-${half}`, half, 3, 3, {
        subject: 'Англи хэл',
        teacher: teacherId(5 + i),
        room: i === 0 ? 'r111' : 'r112',
        shift: 'I ээлж',
      })
    }
    const clash = this.store.lesson.get('l-g4a-2-2')
    const other = this.store.lesson.get('l-g3b-2-2')
    if (clash && other) this.put('lesson', { ...clash, teacher: other.teacher })
  }

  private extras(): void {
    const sub = (lesson: string, day: string, change: Partial<Substitution>): void =>
      this.put('substitution', {
        id: `${lesson}:${day}`,
        place: PLACE,
        lesson,
        day,
        cancelled: false,
        teacher: null,
        room: null,
        reason: 'Сургалтад явсан',
        ...change,
      })
    sub('l-g3b-1-2', TODAY, { teacher: teacherId(19) })
    sub('l-g3b-4-4', addDays(TODAY, 3), { cancelled: true, reason: 'Спортын өдөр' })
    const mode = (id: string, change: Partial<Mode>): void =>
      this.put('mode', {
        id,
        place: PLACE,
        group: null,
        from: TODAY,
        to: TODAY,
        mode: 'online',
        reason: '',
        ...change,
      })
    mode('m1', { group: 'g5a', to: addDays(TODAY, 2), reason: 'Томуугийн хорио' })
    mode('m2', { group: 'g3b', from: addDays(TODAY, 4), to: addDays(TODAY, 4), reason: 'Агаарын бохирдол' })
    mode('m3', { group: 'g8b', mode: 'suspended', reason: 'Халаалт тасарсан' })
    const pupils = this.all('enrolment').filter(e => e.group === 'g3b' && e.role === 'student')
    const plan: SeatPlan = {
      id: 'sp1',
      place: PLACE,
      group: 'g3b',
      room: 'r106',
      rows: 6,
      columns: 6,
      aisles: [1, 3],
      seats: pupils.slice(0, 30).map((e, i) => ({ person: e.person, row: Math.floor(i / 6), column: i % 6 })),
      from: '2026-09-01',
      to: null,
    }
    this.put('seatPlan', plan)
    for (const [i, e] of pupils.entries()) this.enrol(i % 2 === 0 ? 'g3b-1' : 'g3b-2', e.person, 'student')
    this.group('club1', 'club', 'Шатрын дугуйлан', {})
    this.group('club2', 'club', 'Câu lạc bộ bóng đá thiếu niên', { room: 'rgym' })
    this.group('bus1', 'bus', 'Автобус 12: Дамбадаржаа, Хайлааст, Чингэлтэй', {})
    this.group('t1', 'table', 'Ширээ 1', { room: 'rcan' })
    for (let i = 0; i < 18; i++) this.enrol(i < 9 ? 'club1' : 'bus1', pupilId(i * 17), 'member')
    for (let i = 0; i < 8; i++) this.enrol('t1', pupilId(60 + i), 'member')
  }

  private person(
    id: string,
    role: 'student' | 'teacher',
    i: number,
    n: number,
    grade: string | null = null,
  ): void {
    const isViet = n % 7 === 3
    const families = isViet ? VIETNAMESE : MONGOLIAN
    const givens = isViet ? VIETNAMESE_GIVEN : MONGOLIAN_GIVEN
    const family = families[(n * 7 + Math.floor(n / 10) * 3 + i) % families.length] ?? ''
    const given = givens[(n * 5 + Math.floor(n / 12) * 7) % givens.length] ?? ''
    this.put('person', {
      id,
      source: id,
      place: PLACE,
      site: SITE,
      role,
      family,
      given,
      middle: '',
      name: displayName({ family, given, middle: '' }, 'mn'),
      number: role === 'student' ? String(10_000 + n) : null,
      userName: null,
      email: null,
      phone: null,
      birth: null,
      sex: null,
      grade,
      lowSight: false,
      status: 'active',
      archivedOn: null,
      archiveReason: null,
    })
  }
  private group(id: string, kind: Group['kind'], name: string, more: Partial<Group>): void {
    this.put('group', {
      id,
      source: id,
      place: PLACE,
      kind,
      name,
      grade: null,
      shift: null,
      room: null,
      parent: null,
      course: null,
      terms: [],
      from: '2026-09-01',
      to: null,
      ...more,
    })
  }
  private enrol(group: string, person: string, role: Enrolment['role'], primary = false): void {
    const id = `e-${group}-${person}`
    this.put('enrolment', {
      id,
      source: id,
      place: PLACE,
      group,
      person,
      role,
      primary,
      from: '2026-09-01',
      to: null,
    })
  }
  private lesson(
    id: string,
    group: string,
    weekday: number,
    number: number,
    more: Pick<Lesson, 'subject' | 'teacher' | 'room' | 'shift'>,
  ): void {
    this.put('lesson', {
      id,
      place: PLACE,
      group,
      course: null,
      weekday,
      number,
      from: '2026-09-01',
      to: null,
      ...more,
    })
  }
}

export const teacherId = (i: number): string => `00000000000e${String(i).padStart(4, '0')}`
export const pupilId = (n: number): string => `00000000000a${String(n).padStart(4, '0')}`
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const problem = (code: string, status: number) => ({ type: 'about:blank', title: code, status, code })
