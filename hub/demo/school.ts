import type { Person } from '@schoolgate/protocol/directory/person'
import type { Gate, Jurisdiction, Site } from '@schoolgate/protocol/directory/places'
import { type Random, seededRandom } from '@schoolgate/protocol/random'
import type { CardRow } from '../src/store/place-types.ts'
import { schoolYearOf } from './calendar.ts'
import { makeCircles } from './circles.ts'
import { classEnrolments, type MadeClass, makeClasses, makeSeats } from './classes.ts'
import { type Happenings, makeHappenings } from './happenings.ts'
import { hex8 } from './ids.ts'
import { makePeople } from './people.ts'
import { campus, gate, roomsOf, shiftsOf } from './places.ts'
import type { Made } from './records.ts'
import { makeTimetable } from './timetable.ts'
import { schoolYear } from './year.ts'

/** When somebody comes: with the morning or the afternoon classes, to work, or to work until the evening. */
export type ComesWith = 'morning' | 'afternoon' | 'work' | 'evening'

export interface Comer {
  person: Person
  card: string
  /** class; `work` for those who teach and work */
  group: string
  comes: ComesWith
}

export interface DemoSchool {
  row: Jurisdiction
  site: Site
  gates: Gate[]
  records: Made
  cards: CardRow[]
  /** everybody with a card */
  comers: Comer[]
  happenings: Happenings
}

export interface SchoolPlan {
  row: Jurisdiction
  gates: readonly (readonly [id: string, name: string])[]
  /** pupils, teachers and staff together */
  size: number
  seed: number
  /** school days shown, oldest first; the last is the demo's own */
  days: readonly string[]
  /** the school's last shown day is a holiday of its own */
  restsOn?: { day: string; name: string }
}

/** Pupils to a class, about. */
const CLASS_SIZE = 18
const MAX_CLASSES = 72
/** Of everybody: who teaches and works, and of those who does not teach. */
const GROWN_SHARE = 0.075
const STAFF_SHARE = 0.15

/** A made-up school with everything its pages show, the same for the same seed and days. */
export function makeSchool(plan: SchoolPlan): DemoSchool {
  const { row, size, days } = plan
  const random = seededRandom(plan.seed)
  const site = campus(row.id, row.name)
  const today = days.at(-1) as string
  const firstYear = schoolYearOf(today)
  const grown = within(Math.round(size * GROWN_SHARE), 4, 150)
  const staff = within(Math.round(grown * STAFF_SHARE), 1, 8)
  const count = within(Math.round((size - grown) / CLASS_SIZE), 2, MAX_CLASSES)

  const shifts = shiftsOf(row.id)
  const rooms = roomsOf(site, Math.max(6, Math.ceil(count * 0.75)))
  const year = schoolYear(row.id, days)
  const people = makePeople(random, site, { pupils: size - grown, teachers: grown - staff, staff })
  const classes = makeClasses({
    ...{ place: row.id, count, shifts, rooms, firstYear },
    ...{ teachers: people.teachers, pupils: people.pupils, terms: year.term.map(term => term.id) },
  })
  const circles = makeCircles(random, row.id, `${firstYear}-09-01`, people, classes)
  const { course, lesson } = makeTimetable(random, row.id, classes, people.teachers)
  const late = new Set(lesson.filter(l => l.shift === shifts[1].name).map(l => l.teacher))
  const comers = comersOf(random, classes, [...people.teachers, ...people.staff], late)
  const gates = plan.gates.map(([id, name]) => gate(id, site, name))
  return {
    row,
    site,
    gates,
    comers,
    cards: comers.map(({ card, person }) => ({
      ...{ id: card, person: person.id, revokedAt: null },
      ...{ issued: `${firstYear}-09-01`, expires: `${firstYear + 1}-06-30` },
    })),
    happenings: makeHappenings(random, row.id, today, {
      classes,
      teachers: people.teachers,
      lessons: lesson,
    }),
    records: {
      jurisdiction: [row],
      site: [site],
      gate: gates,
      room: rooms,
      shift: [...shifts],
      term: year.term,
      calendarDay: plan.restsOn ? [...year.calendarDay, ownHoliday(row.id, plan.restsOn)] : year.calendarDay,
      course,
      group: [...classes.flatMap(cls => [cls.row, ...cls.halves]), ...circles.group],
      person: [
        ...classes.flatMap(cls => cls.pupils),
        ...people.teachers,
        ...people.staff,
        ...people.households.flatMap(household => household.guardians),
      ],
      guardianship: people.guardianships,
      enrolment: [...classEnrolments(classes), ...circles.enrolment],
      seatPlan: makeSeats(classes, random),
      lesson,
    },
  }
}

function comersOf(
  random: Random,
  classes: readonly MadeClass[],
  grown: readonly Person[],
  late: ReadonlySet<string | null>,
): Comer[] {
  const [morning] = classes.map(cls => cls.shift.id).filter(id => id.endsWith('-am'))
  return [
    ...classes.flatMap(cls =>
      cls.pupils.map(
        (person): Comer => ({
          ...{ person, card: hex8(random), group: cls.row.id },
          comes: cls.shift.id === morning ? 'morning' : 'afternoon',
        }),
      ),
    ),
    ...grown.map(
      (person): Comer => ({
        ...{ person, card: hex8(random), group: 'work' },
        comes: late.has(person.id) ? 'evening' : 'work',
      }),
    ),
  ]
}

const ownHoliday = (place: string, { day, name }: { day: string; name: string }) => ({
  ...{ id: `${place}:${day}`, place, day, kind: 'holiday' as const, name },
})

const within = (n: number, min: number, max: number): number => Math.max(min, Math.min(max, n))
