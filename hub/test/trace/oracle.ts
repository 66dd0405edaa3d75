import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { SchoolFacts, TraceFacts } from '../../src/store/trace-types.ts'

/**
 * The same evidence as the engine's, told the long way: every pair, every setting, half minute by half minute, and no
 * index: an answer given once is only not worked out again. For small schools in UTC+8 whose scans lie on half minutes.
 */

const TICK = 30_000
const MIN = 60_000
const ORDER = [
  'end-inferred',
  'presence-inferred',
  'clock',
  'two-places',
  'plan-later',
  'no-plan',
  'changed-since',
  'outside',
]

export interface Told {
  a: string
  b: string
  setting: string
  day: string
  from: number | null
  to: number | null
  minutes: number
  distance: string
  label: string
  source: { kind: string; id: string }
  quality: string[]
}

type Flags = Set<string>
interface Stay {
  school: SchoolFacts
  site: string
  from: number
  to: number
  open: boolean
  unseen: boolean
  uncertain: boolean
  flags: Flags
}
interface Held {
  id: string
  group: string
  subject: string
  teacher: string | null
  room: string | null
  site: string | null
  shift: string
  from: number
  to: number
  changed: boolean
}

const on = (span: { from: string | null; to: string | null }, day: string) =>
  !(span.from !== null && day < span.from) && !(span.to !== null && day > span.to)
const clock = (day: string, hm: string) => Date.parse(`${day}T${hm}:00+08:00`)
const midnight = (day: string) => clock(day, '00:00')
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

export function oracle(facts: TraceFacts, a: string, days: readonly string[]): Told[] {
  const told: Told[] = []
  const met: Memory = new Map()
  for (const day of days) {
    const world = new World(facts, day, met)
    for (const b of facts.people.keys()) if (b !== a) told.push(...world.between(a, b))
  }
  return told
}

class World {
  readonly facts: TraceFacts
  readonly day: string
  readonly #met: Memory
  readonly #known: Memory = new Map()
  readonly #enrolments: Enrolment[]
  readonly #groups: Map<string, Group>
  constructor(facts: TraceFacts, day: string, met: Memory) {
    this.facts = facts
    this.day = day
    this.#met = met
    this.#enrolments = [...facts.schools.flatMap(school => school.enrolments), ...facts.across.enrolments]
    const groups = [...facts.schools.flatMap(school => school.groups), ...facts.across.groups]
    this.#groups = new Map(groups.map(group => [group.id, group]))
  }
  #once<T>(key: string, answer: () => T, memory = this.#known): T {
    let known = memory.get(key) as T | undefined
    if (known === undefined && !memory.has(key)) {
      known = answer()
      memory.set(key, known)
    }
    return known as T
  }

  between(a: string, b: string): Told[] {
    const told: Told[] = []
    const add = (one: Omit<Told, 'a' | 'b' | 'day' | 'quality'>, flags: Flags) => {
      if (this.facts.people.get(b)?.outside) flags.add('outside')
      told.push({ a, b, day: this.day, ...one, quality: ORDER.filter(flag => flags.has(flag)) })
    }
    this.lessons(a, b, add)
    this.classDay(a, b, add)
    this.groups(a, b, add)
    this.gates(a, b, add)
    this.named(a, b, add)
    return told
  }

  // Records

  groupOf = (id: string): Group | undefined => this.#groups.get(id)
  /** enrolments of a person that hold today */
  ofPerson = (person: string) =>
    this.#once(`of ${person}`, () =>
      this.#enrolments.flatMap(enrolment => {
        const group = this.groupOf(enrolment.group)
        return enrolment.person === person && group && on(enrolment, this.day) && on(group, this.day)
          ? [{ enrolment, group }]
          : []
      }),
    )
  schoolOf(place: string): SchoolFacts | undefined {
    return this.facts.schools.find(school => school.place === place)
  }
  homeClass = (person: string) => this.#once(`home ${person}`, () => this.#homeClass(person))
  #homeClass(person: string) {
    const homes = this.ofPerson(person).filter(
      of => of.group.kind === 'class' && of.enrolment.role === 'student',
    )
    homes.sort((x, y) => {
      const [f, g] = [x.enrolment.from ?? '', y.enrolment.from ?? '']
      return f === g ? (x.enrolment.id < y.enrolment.id ? -1 : 1) : f < g ? -1 : 1
    })
    return homes.at(-1)
  }
  homeSchool(person: string): SchoolFacts | undefined {
    const home = this.homeClass(person)
    return this.schoolOf(home ? home.group.place : (this.facts.people.get(person)?.place ?? ''))
  }
  late(school: SchoolFacts | undefined, id: string): boolean {
    const at = school?.changed.get(id)
    return at !== undefined && at >= midnight(this.day) + 24 * 60 * MIN
  }

  // Calendar and timetable

  taught(school: SchoolFacts): boolean {
    const special = school.calendar.find(c => c.day === this.day)
    if (special) return special.kind === 'school'
    const weekday = weekdayOf(this.day)
    return weekday <= 5 || school.lessons.some(lesson => lesson.weekday === weekday)
  }
  inPerson(school: SchoolFacts, group: string, parent: string | null): boolean {
    for (const of of [group, parent, null]) {
      const modes = school.modes.filter(mode => mode.group === of && on(mode, this.day))
      modes.sort((x, y) => (x.from < y.from ? -1 : 1))
      const last = modes.at(-1)
      if (last) return last.mode === 'classroom' || last.mode === 'mixed'
    }
    return true
  }
  held = (school: SchoolFacts): Held[] => this.#once(`held ${school.place}`, () => this.#held(school))
  #held(school: SchoolFacts): Held[] {
    if (!this.taught(school)) return []
    return school.lessons.flatMap(lesson => {
      if (lesson.weekday !== weekdayOf(this.day) || !on(lesson, this.day)) return []
      const sub = school.substitutions.find(s => s.lesson === lesson.id && s.day === this.day)
      const bell = school.shifts.find(s => s.name === lesson.shift)?.bells[lesson.number - 1]
      if (!bell || sub?.cancelled) return []
      if (!this.inPerson(school, lesson.group, this.groupOf(lesson.group)?.parent ?? null)) return []
      const room = sub?.room ?? lesson.room
      return [
        {
          id: lesson.id,
          group: lesson.group,
          subject: lesson.subject,
          teacher: sub?.teacher ?? lesson.teacher,
          room,
          site: school.rooms.find(r => r.id === room)?.site ?? null,
          shift: lesson.shift,
          from: clock(this.day, bell.from),
          to: clock(this.day, bell.to),
          changed: this.late(school, lesson.id) || (sub !== undefined && this.late(school, sub.id)),
        },
      ]
    })
  }
  /** undefined: not a pupil of the group's lessons; else whether that was changed afterwards */
  pupilIn(person: string, group: Group): boolean | undefined {
    const school = this.schoolOf(group.place)
    const mine = this.ofPerson(person)
    const direct = mine.find(of => of.group.id === group.id)
    const home = this.homeClass(person)?.group.id
    const wanted = group.kind === 'half' ? group.parent : group.id
    if (direct) {
      const { role } = direct.enrolment
      const part =
        group.kind === 'class' || group.kind === 'half'
          ? role === 'student' && home === wanted
          : role === 'student' || (role === 'member' && group.kind !== 'section')
      if (part) return this.late(school, direct.enrolment.id)
    }
    if (group.kind !== 'half' || home !== group.parent) return undefined
    const split = mine.some(
      of => of.group.kind === 'half' && of.group.parent === group.parent && of.enrolment.role === 'student',
    )
    const through = mine.find(of => of.group.id === group.parent)
    return split || !through ? undefined : this.late(school, through.enrolment.id)
  }
  /** 'pupil', 'staff' or nothing */
  partIn = (person: string, lesson: Held) =>
    this.#once(`part ${person} ${lesson.id}`, () => this.#partIn(person, lesson))
  #partIn(person: string, lesson: Held): { part: 'pupil' | 'staff'; changed: boolean } | undefined {
    if (lesson.teacher === person) return { part: 'staff', changed: false }
    const aide = this.ofPerson(person).some(
      of => of.group.id === lesson.group && of.enrolment.role === 'aide',
    )
    if (aide) return { part: 'staff', changed: false }
    const changed = this.pupilIn(person, this.groupOf(lesson.group) as Group)
    return changed === undefined ? undefined : { part: 'pupil', changed }
  }
  untimetabled = (person: string, school: SchoolFacts): boolean =>
    this.#once(`free ${person} ${school.place}`, () => this.#untimetabled(person, school))
  #untimetabled(person: string, school: SchoolFacts): boolean {
    const lessons = school.lessons.filter(lesson => on(lesson, this.day))
    if (lessons.some(lesson => lesson.teacher === person)) return false
    const groups = this.ofPerson(person).filter(
      of => of.enrolment.role === 'student' && of.group.place === school.place,
    )
    return !lessons.some(lesson =>
      groups.some(
        ({ group }) =>
          group.id === lesson.group ||
          (group.kind === 'class' && this.groupOf(lesson.group)?.parent === group.id),
      ),
    )
  }
  hull(school: SchoolFacts, shift: string | null): { from: number; to: number } {
    const held = this.held(school).filter(lesson => shift === null || lesson.shift === shift)
    const bells = school.shifts
      .filter(s => (shift === null ? s.of === 'student' : s.name === shift))
      .flatMap(s => s.bells)
      .map(bell => ({ from: clock(this.day, bell.from), to: clock(this.day, bell.to) }))
    const all = held.length > 0 ? held : bells
    if (all.length > 0)
      return { from: Math.min(...all.map(x => x.from)), to: Math.max(...all.map(x => x.to)) }
    if (shift !== null) return this.hull(school, null)
    return { from: clock(this.day, '08:00'), to: clock(this.day, '13:00') }
  }
  shiftName(school: SchoolFacts | undefined, id: string | null): string | null {
    return school?.shifts.find(shift => shift.id === id)?.name ?? null
  }
  shiftOf(person: string): string | null {
    const home = this.homeClass(person)
    return home ? this.shiftName(this.schoolOf(home.group.place), home.group.shift) : null
  }

  // Presence

  stays = (person: string): Stays => this.#once(`stays ${person}`, () => this.#stays(person))
  #stays(person: string): Stay[] {
    const stays: Stay[] = this.facts.schools.flatMap(school =>
      (school.sheets.get(this.day) ?? []).flatMap(sheet =>
        sheet.persons.flatMap((who, row) =>
          who === person
            ? [
                {
                  school,
                  site: sheet.site,
                  from: sheet.in[row] as number,
                  to: sheet.out[row] as number,
                  open: sheet.outInferred[row] === 1 || Number.isNaN(sheet.out[row]),
                  unseen: sheet.in[row] === sheet.out[row] && sheet.gateIn[row] === 255,
                  uncertain: sheet.uncertain[row] === 1,
                  flags: new Set<string>(),
                },
              ]
            : [],
        ),
      ),
    )
    for (const stay of stays) {
      if (stay.uncertain) stay.flags.add('clock')
      if (!stay.open) continue
      stay.flags.add('end-inferred')
      const given = Number.isNaN(stay.to) ? Number.POSITIVE_INFINITY : stay.to
      const due = this.lastDue(person, stay.school)
      const bell = this.hull(stay.school, null).to
      let end = midnight(this.day) + 24 * 60 * MIN
      if (given < end) end = given
      if (bell > stay.from) end = Math.min(given, bell)
      if (due > stay.from) end = Math.min(given, due)
      for (const other of stays) if (other.from > stay.from && other.from < end) end = other.from
      stay.to = end
    }
    const before = new Map(
      stays.map(stay => {
        const earlier = stays.filter(o => o.from < stay.from || (o.from === stay.from && o.site < stay.site))
        return [stay, Math.max(0, ...earlier.map(o => o.to))]
      }),
    )
    for (const stay of stays) {
      if (stay.open || !stay.unseen || !this.due(person, stay.school)) continue
      const from = Math.max(this.firstDue(person, stay.school), before.get(stay) ?? 0)
      if (from >= stay.to) continue
      stay.from = from
      stay.flags.add('presence-inferred')
    }
    for (const x of stays)
      for (const y of stays)
        if (x !== y && x.site !== y.site && x.from < y.to && y.from < x.to) x.flags.add('two-places')
    return stays
  }
  lastDue(person: string, school: SchoolFacts): number {
    const ends = this.held(school)
      .filter(lesson => this.partIn(person, lesson))
      .map(lesson => lesson.to)
    if (ends.length > 0) return Math.max(...ends)
    const home = this.homeClass(person)
    if (home?.group.place !== school.place || !this.taught(school) || !this.untimetabled(person, school))
      return 0
    return this.hull(school, this.shiftName(school, home.group.shift)).to
  }
  firstDue(person: string, school: SchoolFacts): number {
    const begins = this.held(school)
      .filter(lesson => this.partIn(person, lesson))
      .map(lesson => lesson.from)
    if (begins.length > 0) return Math.min(...begins)
    return this.hull(school, this.shiftName(school, this.homeClass(person)?.group.shift ?? null)).from
  }
  due = (person: string, school: SchoolFacts): boolean =>
    this.#once(`due ${person} ${school.place}`, () => this.#due(person, school))
  #due(person: string, school: SchoolFacts): boolean {
    if (!this.taught(school)) return false
    if (school.absences.some(absence => absence.person === person && on(absence, this.day))) return false
    if (this.held(school).some(lesson => this.partIn(person, lesson))) return true
    if (!this.untimetabled(person, school)) return false
    const home = this.homeClass(person)
    if (home)
      return home.group.place === school.place && this.inPerson(school, home.group.id, home.group.parent)
    const known = this.facts.people.get(person)
    return known?.place === school.place && (known.role === 'teacher' || known.role === 'staff')
  }
  /** what is wrong with a person's being there in the half minute from `t`; null: not there */
  thereAt(
    person: string,
    stays: Stays,
    t: number,
    where: { school: SchoolFacts; site: string | null; lasting?: boolean },
  ): Flags | null {
    if (stays.length === 0) return this.due(person, where.school) ? new Set(['presence-inferred']) : null
    const latest = Math.max(...stays.map(stay => stay.from))
    const covering = stays.filter(stay => {
      if (stay.school !== where.school || (where.site !== null && stay.site !== where.site)) return false
      if (t < stay.from) return false
      return t < stay.to || (where.lasting === true && stay.open && stay.from === latest)
    })
    if (covering.length < 2) return covering[0]?.flags ?? null
    return new Set(covering.flatMap(stay => [...stay.flags]))
  }
  /** both there, counted half minute by half minute */
  both(
    a: string,
    b: string,
    time: { from: number; to: number },
    where: { school: SchoolFacts; site: string | null; lasting?: boolean },
  ): { from: number; to: number; minutes: number; flags: Flags } | null {
    const [staysA, staysB] = [this.stays(a), this.stays(b)]
    // Who was scanned nowhere is there all the time, or not at all.
    const allDay = (who: string, stays: Stays) => stays.length === 0 && this.thereAt(who, stays, 0, where)
    const [fixedA, fixedB] = [allDay(a, staysA), allDay(b, staysB)]
    if (fixedA === null || fixedB === null) return null
    const flags: Flags = new Set()
    let ticks = 0
    let first = 0
    let last = 0
    for (let t = time.from; t < time.to; t += TICK) {
      const mine = fixedA || this.thereAt(a, staysA, t, where)
      const theirs = mine && (fixedB || this.thereAt(b, staysB, t, where))
      if (!mine || !theirs) continue
      if (ticks === 0) first = t
      last = t + TICK
      ticks++
      for (const flag of mine) flags.add(flag)
      for (const flag of theirs) flags.add(flag)
    }
    return ticks === 0 ? null : { from: first, to: last, minutes: Math.round(ticks / 2), flags }
  }

  // Settings

  seat(school: SchoolFacts, groups: (string | null)[], roomId: string | null, a: string, b: string) {
    for (const of of groups) {
      const plans = school.seatPlans.filter(
        plan => plan.group === of && on(plan, this.day) && (plan.room === null || plan.room === roomId),
      )
      plans.sort((x, y) => {
        if ((x.room === null) !== (y.room === null)) return x.room === null ? -1 : 1
        const [f, g] = [x.from ?? '', y.from ?? '']
        return f === g ? (x.id < y.id ? -1 : 1) : f < g ? -1 : 1
      })
      const plan = plans.at(-1)
      if (!plan) continue
      const [one, two] = [a, b].map(who => plan.seats.find(seat => seat.person === who))
      if (!one || !two) return { near: false, flags: ['no-plan'] }
      let near = Math.abs(one.row - two.row) <= 1 && Math.abs(one.column - two.column) <= 1
      for (const aisle of plan.aisles ?? [])
        if ((one.column <= aisle && two.column > aisle) || (two.column <= aisle && one.column > aisle))
          near = false
      return { near, flags: this.late(school, plan.id) ? ['plan-later'] : [] }
    }
    return { near: false, flags: ['no-plan'] }
  }

  lessons(a: string, b: string, add: Add) {
    for (const school of this.facts.schools) {
      const held = this.held(school)
      for (const lesson of held) {
        const [mine, theirs] = [this.partIn(a, lesson), this.partIn(b, lesson)]
        if (!mine || !theirs) continue
        const both = this.both(a, b, lesson, { school, site: lesson.site })
        if (!both) continue
        const { from, to, minutes, flags } = both
        if (lesson.changed || mine.changed || theirs.changed) flags.add('changed-since')
        const base = { from, to, minutes, label: lesson.subject, source: { kind: 'lesson', id: lesson.id } }
        if (mine.part === 'staff' || theirs.part === 'staff') {
          add({ ...base, setting: 'teaching', distance: 'room' }, flags)
          continue
        }
        const group = this.groupOf(lesson.group) as Group
        const seat = this.seat(school, [group.id, group.parent], lesson.room, a, b)
        for (const flag of seat.flags) flags.add(flag)
        add(
          seat.near
            ? { ...base, setting: 'seat', distance: 'near' }
            : { ...base, setting: 'lesson', distance: 'room' },
          flags,
        )
      }
      for (const one of held)
        for (const two of held) {
          if (one.id === two.id || one.room === null || one.room !== two.room) continue
          const [a1, b1] = [this.partIn(a, one), this.partIn(b, one)]
          const [a2, b2] = [this.partIn(a, two), this.partIn(b, two)]
          if (!a1 || b1 || a2 || !b2) continue
          const time = { from: Math.max(one.from, two.from), to: Math.min(one.to, two.to) }
          const both = this.both(a, b, time, { school, site: one.site })
          if (!both) continue
          const { from, to, minutes, flags } = both
          if (one.changed || two.changed || a1.changed || b2.changed) flags.add('changed-since')
          const label = school.rooms.find(r => r.id === one.room)?.name ?? ''
          const source = { kind: 'lesson', id: two.id }
          add({ setting: 'room', distance: 'room', from, to, minutes, label, source }, flags)
        }
    }
  }

  classDay(a: string, b: string, add: Add) {
    for (const school of this.facts.schools) {
      if (!this.taught(school)) continue
      for (const group of school.groups.filter(g => g.kind === 'class' && on(g, this.day))) {
        if (!this.inPerson(school, group.id, group.parent)) continue
        const part = (who: string) => {
          const role = this.ofPerson(who).find(of => of.group.id === group.id)
          if (!role) return undefined
          const changed = this.late(school, role.enrolment.id)
          if (role.enrolment.role === 'teacher' || role.enrolment.role === 'aide')
            return { staff: true, changed }
          if (this.pupilIn(who, group) === undefined || !this.untimetabled(who, school)) return undefined
          return { staff: false, changed }
        }
        const [mine, theirs] = [part(a), part(b)]
        if (!mine || !theirs || (mine.staff && theirs.staff)) continue
        const time = this.hull(school, this.shiftName(school, group.shift))
        const both = this.both(a, b, time, { school, site: null })
        if (!both) continue
        const { from, to, minutes, flags } = both
        if (mine.changed || theirs.changed) flags.add('changed-since')
        const base = { from, to, minutes, label: group.name, source: { kind: 'group', id: group.id } }
        if (mine.staff || theirs.staff) {
          add({ ...base, setting: 'teaching', distance: 'room' }, flags)
          continue
        }
        const seat = this.seat(school, [group.id, group.parent], group.room, a, b)
        for (const flag of seat.flags) flags.add(flag)
        add(
          seat.near
            ? { ...base, setting: 'seat', distance: 'near' }
            : { ...base, setting: 'class', distance: 'room' },
          flags,
        )
      }
    }
  }

  groups(a: string, b: string, add: Add) {
    for (const mine of this.ofPerson(a)) {
      const theirs = this.ofPerson(b).find(of => of.group.id === mine.group.id)
      if (!theirs) continue
      const { group } = mine
      const school = this.schoolOf(group.place)
      const changed = this.late(school, mine.enrolment.id) || this.late(school, theirs.enrolment.id)
      const mark = (flags: Flags) => (changed ? flags.add('changed-since') : flags)
      const base = { label: group.name, source: { kind: 'group', id: group.id } }
      if (group.kind === 'household')
        add(
          { ...base, setting: 'household', distance: 'touch', from: null, to: null, minutes: this.atHome() },
          mark(new Set()),
        )
      if (group.kind === 'table' && school && this.taught(school)) {
        const time = this.lunch(school, this.shiftName(school, group.shift))
        const both = this.both(a, b, time, { school, site: null })
        if (both) {
          const { flags, ...rest } = both
          add({ ...base, setting: 'table', distance: 'near', ...rest }, mark(flags))
        }
      }
      if (group.kind === 'bus') this.bus(a, b, base, mark, add)
      if (group.kind === 'club' && school) this.club(a, b, group, school, mark, add)
    }
  }
  /** Minutes of today that are over. */
  atHome(): number {
    const { now } = this.facts
    let minutes = 0
    for (let at = midnight(this.day) + MIN; minutes < 1440 && (now === undefined || at <= now); at += MIN)
      minutes++
    return minutes
  }
  lunch(school: SchoolFacts, shift: string | null): { from: number; to: number } {
    const pauses: { from: number; to: number }[] = []
    for (const s of school.shifts) {
      if (shift === null ? s.of !== 'student' : s.name !== shift) continue
      for (let i = 0; i + 1 < s.bells.length; i++) {
        const from = clock(this.day, s.bells[i]?.to as string)
        const to = clock(this.day, s.bells[i + 1]?.from as string)
        if (from < to) pauses.push({ from, to })
      }
    }
    const noon = pauses.filter(p => p.from < clock(this.day, '14:30') && p.to > clock(this.day, '10:30'))
    const of = noon.length > 0 ? noon : pauses
    let best: { from: number; to: number } | undefined
    for (const p of of)
      if (
        !best ||
        p.to - p.from > best.to - best.from ||
        (p.to - p.from === best.to - best.from && p.from < best.from)
      )
        best = p
    return best ?? { from: clock(this.day, '12:00'), to: clock(this.day, '12:20') }
  }

  rides(person: string) {
    const school = this.homeSchool(person)
    if (!school || !this.taught(school)) return null
    const day = this.hull(school, this.shiftOf(person))
    const out = { from: day.from - 30 * MIN, to: day.from }
    const back = { from: day.to, to: day.to + 30 * MIN }
    const stays = [...this.stays(person)].sort((x, y) => x.from - y.from || (x.site < y.site ? -1 : 1))
    const [first, last] = [stays[0], stays.at(-1)]
    if (!first || !last) {
      if (!this.due(person, school)) return null
      return [
        { ...out, flags: ['presence-inferred'] },
        { ...back, flags: ['presence-inferred'] },
      ]
    }
    const came = first.from >= out.from && first.from <= out.to + 15 * MIN
    const left = last.open || (last.to >= back.from - 15 * MIN && last.to <= back.to)
    return [
      came ? { ...out, flags: [...first.flags].filter(flag => flag !== 'end-inferred') } : null,
      left ? { ...back, flags: [...last.flags] } : null,
    ]
  }
  bus(a: string, b: string, base: Base, mark: (flags: Flags) => Flags, add: Add) {
    const mine = this.rides(a)
    const theirs = this.facts.people.get(b)?.outside
      ? mine?.map(ride => ride && { ...ride, flags: ['presence-inferred'] })
      : this.rides(b)
    for (const way of [0, 1]) {
      const [one, two] = [mine?.[way], theirs?.[way]]
      if (!one || !two) continue
      const from = Math.max(one.from, two.from)
      const to = Math.min(one.to, two.to)
      if (from >= to) continue
      const flags = mark(new Set([...one.flags, ...two.flags]))
      add(
        { ...base, setting: 'bus', distance: 'near', from, to, minutes: Math.round((to - from) / MIN) },
        flags,
      )
    }
  }
  club(a: string, b: string, group: Group, school: SchoolFacts, mark: (f: Flags) => Flags, add: Add) {
    if (!this.taught(school)) return
    if (school.lessons.some(lesson => lesson.group === group.id && on(lesson, this.day))) return
    const begins = Math.max(...[a, b].map(who => this.hull(school, this.shiftOf(who)).to))
    const there = (who: string, t: number): Flags | null => {
      const home = this.homeSchool(who)
      if (home === school) return this.thereAt(who, this.stays(who), t, { school, site: null, lasting: true })
      const came =
        this.facts.people.get(who)?.outside ||
        this.stays(who).length > 0 ||
        (home !== undefined && this.due(who, home))
      return came ? new Set(['presence-inferred']) : null
    }
    const flags: Flags = new Set()
    const ticks: number[] = []
    for (let t = begins; t < begins + 60 * MIN; t += TICK) {
      const mine = there(a, t)
      const theirs = mine && there(b, t)
      if (!mine || !theirs) continue
      ticks.push(t)
      for (const flag of [...mine, ...theirs]) flags.add(flag)
    }
    if (ticks.length === 0) return
    add(
      {
        setting: 'club',
        distance: 'near',
        label: group.name,
        source: { kind: 'group', id: group.id },
        from: ticks[0] as number,
        to: (ticks.at(-1) as number) + TICK,
        minutes: Math.round(ticks.length / 2),
      },
      mark(flags),
    )
  }

  /** every two scans of the two persons at one gate, the same way, within a minute */
  passings(a: string, b: string, day: string) {
    return this.facts.schools.flatMap(school =>
      (school.sheets.get(day) ?? []).flatMap(sheet =>
        (['in', 'out'] as const).flatMap(way => {
          const scans = (who: string) =>
            sheet.persons.flatMap((p, row) => {
              const gate = sheet.gates[(way === 'in' ? sheet.gateIn : sheet.gateOut)[row] as number]
              const time = sheet[way][row] as number
              const real = way === 'in' || (sheet.outInferred[row] === 0 && !Number.isNaN(time))
              return p === who && real && gate !== undefined
                ? [{ gate, time, uncertain: sheet.uncertain[row] === 1 }]
                : []
            })
          return scans(a).flatMap(x =>
            scans(b)
              .filter(y => x.gate === y.gate && Math.abs(x.time - y.time) <= MIN)
              .map(y => ({ school, sheet, way, x, y })),
          )
        }),
      ),
    )
  }
  gates(a: string, b: string, add: Add) {
    const now = this.passings(a, b, this.day)
    if (now.length === 0) return
    const settings = this.habit(a, b) ? ['gate', 'arrival'] : ['gate']
    for (const { school, x, y } of now)
      for (const setting of settings)
        add(
          {
            setting,
            distance: 'near',
            label: school.gates.find(gate => gate.id === x.gate)?.name ?? '',
            source: { kind: 'entry', id: x.gate },
            from: Math.min(x.time, y.time),
            to: Math.max(x.time, y.time),
            minutes: 1,
          },
          new Set(x.uncertain || y.uncertain ? ['clock'] : []),
        )
  }
  habit(a: string, b: string): boolean {
    const before = [...new Set([...this.facts.habitDays, ...this.facts.days])].filter(day => day < this.day)
    const days = new Set<string>()
    let times = 0
    let mean = 0
    for (const day of before)
      for (const school of this.facts.schools)
        for (const sheet of school.sheets.get(day) ?? [])
          for (const way of ['in', 'out']) {
            const people = new Set(sheet.persons)
            if (!people.has(a)) continue
            const met = this.#once(
              `${day} ${sheet.site} ${way}`,
              () =>
                [...people].filter(
                  who =>
                    who !== a && this.passings(a, who, day).some(p => p.sheet === sheet && p.way === way),
                ),
              this.#met,
            )
            if (met.includes(b)) {
              times++
              days.add(day)
            }
            if (people.has(b)) mean += met.length / (people.size - 1 || 1)
          }
    if (days.size < 3) return false
    let fewer = 0
    for (let k = 0; k < times; k++) {
      let term = Math.exp(-mean)
      for (let i = 1; i <= k; i++) term = (term * mean) / i
      fewer += term
    }
    return 1 - fewer < 0.01
  }

  named(a: string, b: string, add: Add) {
    for (const named of this.facts.named) {
      if (named.day !== this.day) continue
      if (!(named.of === a && named.person === b) && !(named.of === b && named.person === a)) continue
      add(
        {
          setting: 'named',
          distance: named.distance,
          label: '',
          source: { kind: 'named', id: named.id },
          from: null,
          to: null,
          minutes: named.minutes ?? 0,
        },
        new Set(),
      )
    }
  }
}

type Memory = Map<string, unknown>
type Stays = readonly Stay[]
type Base = Pick<Told, 'label' | 'source'>
type Add = (one: Omit<Told, 'a' | 'b' | 'day' | 'quality'>, flags: Flags) => void
