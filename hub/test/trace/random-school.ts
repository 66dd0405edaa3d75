import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import { addDays, daysBetween } from '../../src/directory/calendar.ts'
import type { FactPerson, PresenceSheet, SchoolFacts, TraceFacts } from '../../src/store/trace-types.ts'
import {
  absence,
  at,
  enrolment,
  facts,
  gate,
  group,
  lesson,
  mode,
  person,
  room,
  school,
  seatPlan,
  sheet,
  shift,
  site,
  substitution,
  type TestVisit,
  ZONE,
} from './school-facts.ts'

/** Numbers from a seed, so that a failing school is built again by its number (mulberry32). */
export class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  /** 0 to n - 1 */
  below = (n: number): number => Math.floor(this.unit() * n)
  chance = (p: number): boolean => this.unit() < p
  pick = <T>(of: readonly T[]): T => of[this.below(of.length)] as T
}

const HALF_MINUTE = 30_000
const LAST_DAY = '2026-11-24'
const TEACHERS = ['t1', 't2']

/**
 * A small world with everything that may go wrong in it: two schools, one of two sites; two shifts with breaks of any
 * length; halves, a section, seats with aisles, tables, buses, clubs, households across schools; movers, absences,
 * modes, substitutions, holidays; scans that cross, are missing, uncertain or at two sites at once.
 */
export function randomFacts(seed: number): TraceFacts {
  const dice = new Dice(seed)
  const days = daysBetween(addDays(LAST_DAY, -dice.below(3) - 1), LAST_DAY)
  const habitDays = daysBetween(addDays(days[0] as string, -dice.below(9)), addDays(days[0] as string, -1))
  const first = oneSchool(dice, 's1', days)
  const second = oneSchool(dice, 's2', days)
  const pupils = [...first.pupils, ...second.pupils]
  const people = [
    ...pupils.map(id => person(id, { place: id.startsWith('s1') ? 's1' : 's2' })),
    ...['s1', 's2'].flatMap(place =>
      TEACHERS.map(id => person(`${place}-${id}`, { place, role: dice.chance(0.5) ? 'teacher' : 'staff' })),
    ),
    person('outside-1', { place: '', outside: true }),
  ]
  // Somebody who moves from one school to the other, and is enrolled at both on one day by mistake now and then.
  const mover = dice.pick(first.pupils)
  const moves = dice.pick(days)
  if (dice.chance(0.5)) {
    for (const of of first.enrolments)
      if (of.person === mover && dice.chance(0.8)) of.to = addDays(moves, dice.below(2) - 1)
    const into = dice.pick(second.groups.filter(of => of.kind === 'class'))
    second.enrolments.push(enrolment(into.id, mover, { id: `moved:${mover}`, place: 's2', from: moves }))
  }
  const across = acrossSchools(dice, people)
  const sheets = sheetsOf(dice, people, [...habitDays, ...days])
  const finish = ({ pupils: _, ...rest }: RandomSchool, place: string): SchoolFacts => ({
    ...school(rest),
    sheets: Map.groupBy(
      sheets.filter(of => of.site.startsWith(place)),
      of => of.day,
    ),
  })
  return facts({
    days,
    habitDays,
    people,
    across,
    schools: [finish(first, 's1'), finish(second, 's2')],
    named: dice.chance(0.3) ? [namedBy(dice, people, days)] : [],
    // Asked while the last day lasts, now and then.
    ...(dice.chance(0.3) ? { now: at(days.at(-1) as string, '00:00') + dice.below(1440 * 60) * 1000 } : {}),
  })
}

interface RandomSchool extends Omit<SchoolFacts, 'sheets'> {
  groups: Group[]
  enrolments: Enrolment[]
  pupils: string[]
}

function oneSchool(dice: Dice, place: string, days: readonly string[]): RandomSchool {
  const in_ = (id: string) => `${place}-${id}`
  const sites = [site(in_('main'), place), site(in_('annex'), place)]
  const rooms = ['r1', 'r2', 'r3'].map(id =>
    room(in_(id), dice.chance(0.8) ? in_('main') : in_('annex'), { place }),
  )
  const teachers = TEACHERS.map(in_)
  const roomOrNone = () => (dice.chance(0.85) ? dice.pick(rooms).id : null)
  const shifts = [
    shift('I', bells(dice, 8 * 60 + dice.below(2) * 10), { id: in_('I'), place }),
    shift('II', bells(dice, 12 * 60 + dice.below(3) * 10), { id: in_('II'), place }),
  ]
  const shiftOrNone = () => (dice.chance(0.7) ? dice.pick(shifts).id : null)
  const classes = ['A', 'B'].map(id =>
    group(in_(id), 'class', { place, shift: shiftOrNone(), room: roomOrNone() }),
  )
  const halves = ['h1', 'h2'].map(id => group(in_(id), 'half', { place, parent: in_('A') }))
  const others = [
    group(in_('section'), 'section', { place }),
    group(in_('table'), 'table', { place, shift: shiftOrNone() }),
    group(in_('bus'), 'bus', { place }),
    group(in_('club'), 'club', { place }),
    group(in_('chess'), 'club', { place }),
  ]
  const enrolments: Enrolment[] = []
  const enrol = (of: string, who: string, more: Partial<Enrolment> = {}) =>
    enrolments.push(enrolment(of, who, { place, ...more }))
  const pupils: string[] = []
  for (const cls of classes) {
    for (let n = 2 + dice.below(3); n > 0; n--) {
      const pupil = in_(`p${pupils.length}`)
      pupils.push(pupil)
      enrol(cls.id, pupil)
      if (cls === classes[0] && dice.chance(0.7)) enrol(dice.pick(halves).id, pupil)
      for (const of of others) {
        if (dice.chance(0.35)) enrol(of.id, pupil, of.kind === 'section' ? {} : { role: 'member' })
      }
    }
  }
  if (dice.chance(0.3)) enrol(in_('A'), teachers[0] as string, { role: dice.pick(['teacher', 'aide']) })
  if (dice.chance(0.3)) enrol(in_('bus'), teachers[1] as string, { role: 'aide' })
  const groups = [...classes, ...halves, ...others]
  const lessons = timetable(dice, { place, days, groups, teachers, roomOrNone })
  const anyRecord = [...lessons.map(of => of.id), ...enrolments.map(of => of.id), in_('plan')]
  return {
    place,
    timeZone: ZONE,
    sites,
    gates: [gate(in_('g1'), in_('main'), place), gate(in_('g2'), in_('main'), place)],
    rooms,
    terms: [],
    calendar: dice.chance(0.2)
      ? [{ id: in_('free'), place, day: dice.pick(days), kind: dice.pick(['holiday', 'school']), name: '' }]
      : [],
    shifts,
    groups,
    enrolments,
    lessons,
    pupils,
    seatPlans: plans(dice, place, { groups, rooms: rooms.map(of => of.id), pupils, days }),
    substitutions: substitutions(dice, place, { lessons, days, teachers, roomOrNone }),
    modes: modes(dice, place, groups, days),
    absences: dice.chance(0.4) ? [{ ...absence(dice.pick(pupils), dice.pick(days)), place }] : [],
    outages: [],
    changed: new Map(
      anyRecord.filter(() => dice.chance(0.08)).map(id => [id, at(addDays(dice.pick(days), 1), '00:00')]),
    ),
  }
}

function bells(dice: Dice, begins: number): [string, string][] {
  let minute = begins
  return Array.from({ length: 3 + dice.below(2) }, () => {
    const from = time(minute)
    minute += 40
    const to = time(minute)
    minute += dice.pick([0, 5, 10, 30])
    return [from, to]
  })
}

const time = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function timetable(
  dice: Dice,
  of: {
    place: string
    days: readonly string[]
    groups: readonly Group[]
    teachers: readonly string[]
    roomOrNone: () => string | null
  },
): Lesson[] {
  const lessons: Lesson[] = []
  const taught = of.groups.filter(g => ['class', 'half', 'section', 'club'].includes(g.kind))
  for (const g of taught) {
    // Some classes have no timetable, and most clubs no hours.
    if (dice.chance(g.kind === 'class' ? 0.3 : g.kind === 'club' ? 0.8 : 0.3)) continue
    for (const day of of.days) {
      for (let number = 1; number <= 5; number++) {
        if (dice.chance(0.5)) continue
        lessons.push(
          lesson(`${g.id}-${day}-${number}`, {
            place: of.place,
            group: g.id,
            weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7,
            number,
            shift: dice.chance(0.8) ? 'I' : 'II',
            teacher: dice.chance(0.7) ? dice.pick(of.teachers) : null,
            room: of.roomOrNone(),
            from: dice.chance(0.2) ? dice.pick(of.days) : null,
          }),
        )
      }
    }
  }
  return lessons
}

function plans(
  dice: Dice,
  place: string,
  of: {
    groups: readonly Group[]
    rooms: readonly string[]
    pupils: readonly string[]
    days: readonly string[]
  },
): SeatPlan[] {
  const make = (id: string, groupId: string) => {
    const seats: Record<string, readonly [number, number]> = {}
    for (const pupil of of.pupils) if (dice.chance(0.9)) seats[pupil] = [dice.below(3), dice.below(4)]
    return seatPlan(id, groupId, seats, {
      place,
      room: dice.chance(0.5) ? dice.pick(of.rooms) : null,
      aisles: dice.chance(0.5) ? [dice.below(3)] : [],
      from: dice.chance(0.4) ? dice.pick(of.days) : null,
    })
  }
  const groups = of.groups.filter(g => ['class', 'half', 'section'].includes(g.kind))
  return ['plan', 'plan2', 'plan3'].map(id => make(`${place}-${id}`, dice.pick(groups).id))
}

function substitutions(
  dice: Dice,
  place: string,
  of: {
    lessons: readonly Lesson[]
    days: readonly string[]
    teachers: readonly string[]
    roomOrNone: () => string | null
  },
): Substitution[] {
  return of.days.flatMap(day =>
    of.lessons
      .filter(() => dice.chance(0.1))
      .map(({ id }) =>
        substitution(id, day, {
          place,
          cancelled: dice.chance(0.3),
          teacher: dice.chance(0.5) ? dice.pick(of.teachers) : null,
          room: of.roomOrNone(),
        }),
      ),
  )
}

function modes(dice: Dice, place: string, groups: readonly Group[], days: readonly string[]): Mode[] {
  if (dice.chance(0.7)) return []
  const of = dice.chance(0.3)
    ? null
    : dice.pick(groups.filter(g => g.kind === 'class' || g.kind === 'half')).id
  const what = dice.pick(['online', 'mixed', 'suspended', 'classroom'] as const)
  return [{ ...mode(of, dice.pick(days), what), place }]
}

function acrossSchools(dice: Dice, people: readonly FactPerson[]): TraceFacts['across'] {
  const groups = [
    group('family', 'household'),
    group('relatives', 'household', { place: 'elsewhere' }),
    group('long-bus', 'bus', { place: 's2' }),
    group('orchestra', 'club'),
  ]
  const enrolments = groups.flatMap(of =>
    people
      .filter(() => dice.chance(0.2))
      .map(({ id }) => enrolment(of.id, id, { place: of.place, role: 'member' })),
  )
  return { groups, enrolments }
}

function sheetsOf(dice: Dice, people: readonly FactPerson[], days: readonly string[]): PresenceSheet[] {
  const visits = new Map<string, TestVisit[]>()
  // Friends who come at one time, so that habits exist.
  const rhythm = new Map(people.map(of => [of.id, dice.below(12)]))
  for (const day of days) {
    for (const { id, place, outside } of people) {
      // Who went to a school beyond since left scans here before.
      if (dice.chance(outside ? 0.6 : 0.15)) continue
      for (let n = dice.pick([1, 1, 1, 2, 3]); n > 0; n--) {
        const at_ = dice.chance(0.9) ? place : place === 's1' ? 's2' : 's1'
        const where = `${at_}-${dice.chance(0.85) ? 'main' : 'annex'}`
        const usual = n === 1 ? (rhythm.get(id) as number) * 2 + dice.below(3) : dice.below(800)
        const begins = at(day, '07:40') + usual * HALF_MINUTE
        const length = dice.chance(0.1) ? 0 : dice.below(800)
        const inferred = dice.chance(0.1)
        const visit: TestVisit = {
          person: id,
          in: begins,
          out: dice.chance(0.4) ? null : begins + length * HALF_MINUTE,
          outInferred: inferred,
          uncertain: dice.chance(0.1),
        }
        if (dice.chance(0.9)) visit.gateIn = `${at_}-${dice.chance(0.8) ? 'g1' : 'g2'}`
        if (dice.chance(0.9)) visit.gateOut = `${at_}-${dice.chance(0.8) ? 'g1' : 'g2'}`
        const key = `${where} ${day}`
        // Seen leaving, not coming.
        if (visit.out !== null && dice.chance(0.1)) {
          visit.in = visit.out
          delete visit.gateIn
        }
        visits.set(key, [...(visits.get(key) ?? []), visit])
      }
    }
  }
  return [...visits].map(([key, rows]) => {
    const [where, day] = key.split(' ') as [string, string]
    return sheet(where, day, rows)
  })
}

const namedBy = (
  dice: Dice,
  people: readonly FactPerson[],
  days: readonly string[],
): TraceFacts['named'][number] => ({
  id: 'named-1',
  case: 'case-1',
  of: dice.pick(people).id,
  person: dice.pick(people).id,
  who: '',
  day: dice.pick(days),
  setting: 'club',
  minutes: dice.chance(0.5) ? 20 : null,
  distance: 'near',
  note: '',
  at: 0,
  by: '',
})
