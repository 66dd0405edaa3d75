import type { Absence } from '@schoolgate/protocol/directory/absence'
import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Gate, Room, Shift, Site } from '@schoolgate/protocol/directory/places'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import type { Case } from '@schoolgate/protocol/trace/case'
import type { FactPerson, PresenceSheet, SchoolFacts, TraceFacts } from '../../src/store/trace-types.ts'

/** A zone without daylight saving, so that tests may write down moments by hand. */
export const ZONE = 'Asia/Ulaanbaatar'
/** Epoch ms of a local `HH:MM` or `HH:MM:SS` in that zone. */
export const at = (day: string, time: string): number =>
  Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`)

const span = { from: null, to: null }

export const person = (id: string, more: Partial<FactPerson> = {}): FactPerson => ({
  id,
  name: id,
  role: 'student',
  sex: null,
  grade: null,
  place: 's1',
  group: '',
  school: 'School 1',
  outside: false,
  ...more,
})
export const group = (id: string, kind: Group['kind'], more: Partial<Group> = {}): Group => ({
  id,
  source: id,
  place: 's1',
  kind,
  name: id,
  grade: null,
  shift: null,
  room: null,
  parent: null,
  course: null,
  terms: [],
  ...span,
  ...more,
})
export const enrolment = (of: string, who: string, more: Partial<Enrolment> = {}): Enrolment => ({
  id: `${of}:${who}`,
  source: `${of}:${who}`,
  place: 's1',
  group: of,
  person: who,
  role: 'student',
  primary: false,
  ...span,
  ...more,
})
export const lesson = (id: string, more: Partial<Lesson> & { group: string }): Lesson => ({
  id,
  place: 's1',
  subject: `subject ${id}`,
  course: null,
  teacher: null,
  room: null,
  weekday: 1,
  shift: 'I',
  number: 1,
  ...span,
  ...more,
})
export const substitution = (of: string, day: string, more: Partial<Substitution> = {}): Substitution => ({
  id: `${of}:${day}`,
  place: 's1',
  lesson: of,
  day,
  cancelled: false,
  teacher: null,
  room: null,
  reason: '',
  ...more,
})
export const mode = (of: string | null, day: string, what: Mode['mode'], to = day): Mode => ({
  id: `mode:${of}:${day}`,
  place: 's1',
  group: of,
  from: day,
  to,
  mode: what,
  reason: '',
})
export const absence = (who: string, day: string, to = day): Absence => ({
  id: `absence:${who}:${day}`,
  place: 's1',
  person: who,
  from: day,
  to,
  reason: 'illness',
  note: '',
})
/** @param seats by person: row and column */
export const seatPlan = (
  id: string,
  of: string,
  seats: Record<string, readonly [number, number]>,
  more: Partial<SeatPlan> = {},
): SeatPlan => ({
  id,
  place: 's1',
  group: of,
  room: null,
  rows: 20,
  columns: 20,
  seats: Object.entries(seats).map(([who, [row, column]]) => ({ person: who, row, column })),
  ...span,
  ...more,
})
export const shift = (
  name: string,
  bells: readonly (readonly [string, string])[],
  more: Partial<Shift> = {},
): Shift => ({
  id: `shift-${name}`,
  place: 's1',
  name,
  of: 'student',
  bells: bells.map(([from, to]) => ({ from, to })),
  graceMin: 5,
  ...span,
  ...more,
})
export const site = (id: string, place = 's1'): Site => ({
  id,
  place,
  name: id,
  timeZone: ZONE,
  locale: 'mn',
})
export const gate = (id: string, of: string, place = 's1'): Gate => ({
  id,
  place,
  site: of,
  name: `gate ${id}`,
  lane: 'both',
})
export const room = (id: string, of: string, more: Partial<Room> = {}): Room => ({
  id,
  place: 's1',
  site: of,
  name: `room ${id}`,
  kind: 'classroom',
  capacity: null,
  ...more,
})

export interface TestVisit {
  person: string
  /** epoch ms */
  in: number
  /** null: never scanned out */
  out: number | null
  outInferred?: boolean
  gateIn?: string
  gateOut?: string
  uncertain?: boolean
}

/** A site's day, its visits in any order. */
export function sheet(of: string, day: string, visits: readonly TestVisit[]): PresenceSheet {
  const rows = [...visits].sort((a, b) => a.in - b.in)
  const gates = [...new Set(rows.flatMap(row => [row.gateIn, row.gateOut]).filter(id => id !== undefined))]
  const index = (id: string | undefined) => (id === undefined ? 255 : gates.indexOf(id))
  return {
    site: of,
    day,
    persons: rows.map(row => row.person),
    in: Float64Array.from(rows.map(row => row.in)),
    out: Float64Array.from(rows.map(row => row.out ?? Number.NaN)),
    outInferred: Uint8Array.from(rows.map(row => Number(row.outInferred ?? false))),
    gateIn: Uint8Array.from(rows.map(row => index(row.gateIn))),
    gateOut: Uint8Array.from(rows.map(row => index(row.gateOut))),
    uncertain: Uint8Array.from(rows.map(row => Number(row.uncertain ?? false))),
    gates,
  }
}

export const school = (
  more: Partial<Omit<SchoolFacts, 'sheets'>> & { sheets?: readonly PresenceSheet[] } = {},
): SchoolFacts => ({
  place: 's1',
  timeZone: ZONE,
  sites: [site('main')],
  gates: [gate('g1', 'main')],
  rooms: [],
  terms: [],
  calendar: [],
  shifts: [],
  groups: [],
  enrolments: [],
  seatPlans: [],
  lessons: [],
  substitutions: [],
  modes: [],
  absences: [],
  outages: [],
  changed: new Map(),
  ...more,
  sheets: Map.groupBy(more.sheets ?? [], one => one.day),
})

export const facts = (
  more: Partial<Omit<TraceFacts, 'people'>> & { people?: readonly FactPerson[] } = {},
): TraceFacts => ({
  days: [],
  habitDays: [],
  schools: [],
  across: { groups: [], enrolments: [] },
  named: [],
  endedCards: new Map(),
  moved: new Map(),
  keptSince: null,
  ...more,
  people: new Map(more.people?.map(of => [of.id, of])),
})

export const caseOf = (who: string, more: Partial<Case> = {}): Case => ({
  id: `case-${who}`,
  place: 's1',
  person: who,
  status: 'confirmed',
  asymptomatic: false,
  onset: null,
  tested: null,
  isolated: null,
  symptomFree: null,
  from: null,
  note: '',
  openedAt: 0,
  openedBy: '',
  closedAt: null,
  ...more,
})
