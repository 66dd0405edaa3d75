import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import { displayName } from '@schoolgate/protocol/directory/name'
import type { Room, Shift } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import { addDays } from '../src/text/day.ts'
import { MONGOLIAN, MONGOLIAN_GIVEN, VIETNAMESE, VIETNAMESE_GIVEN } from './fixture-names.ts'

/** A Monday; the fixture school's clock stands in it. */
export const TODAY = '2026-09-14'
export const PLACE = 'p1'
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

export type Store = { [K in RecordKind]: Map<string, RecordOf<K>> }

/** Fills a store with a school: rooms, shifts, 18 classes, their pupils, lessons, and what differs from the plan. */
export class SchoolMaker {
  private readonly store: Store
  private readonly put: <K extends RecordKind>(kind: K, record: RecordOf<K>) => void

  constructor(store: Store, put: <K extends RecordKind>(kind: K, record: RecordOf<K>) => void) {
    this.store = store
    this.put = put
  }

  make(): void {
    this.places()
    this.people()
    this.lessons()
    this.extras()
  }

  private all<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return [...this.store[kind].values()]
  }

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
