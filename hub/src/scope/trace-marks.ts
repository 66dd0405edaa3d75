import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import type { FactPerson, PresenceSheet, SchoolRecords } from '../store/trace-types.ts'

/** What stands where a place beyond the officer's part would be named. */
export const BEYOND = ''

/**
 * Turns persons beyond the officer's part into marks, the same one for the same person within an answer. Numbered as
 * they are met; nothing of the person is in them.
 */
export class Marks {
  readonly people = new Map<string, FactPerson>()
  readonly #inside: (id: string) => boolean
  readonly #roleOf: (id: string) => FactPerson['role']
  readonly #marks = new Map<string, string>()
  #records = 0

  constructor(inside: (id: string) => boolean, roleOf: (id: string) => FactPerson['role']) {
    this.#inside = inside
    this.#roleOf = roleOf
  }

  /** The id itself, or the mark that stands for it. */
  of = (id: string): string => {
    if (this.#inside(id)) return id
    let mark = this.#marks.get(id)
    if (mark === undefined) {
      mark = `outside-${this.#marks.size + 1}`
      this.#marks.set(id, mark)
      this.people.set(mark, {
        ...{ id: mark, name: '', role: this.#roleOf(id), sex: null, grade: null, place: BEYOND },
        ...{ group: '', school: '', outside: true },
      })
    }
    return mark
  }

  sheet = (sheet: PresenceSheet): PresenceSheet => {
    if (sheet.persons.every(this.#inside) && !sheet.ended) return sheet
    const marked = { ...sheet, persons: sheet.persons.map(this.of) }
    if (sheet.ended)
      marked.ended = sheet.ended.map(({ person, card }) =>
        this.#inside(person) ? { person, card } : { person: this.of(person), card: '' },
      )
    return marked
  }

  /** Ids of memberships, seats and absences may hold what they are made of, so a marked one has an id of its own. */
  enrolments = (list: readonly Enrolment[]): Enrolment[] =>
    list.map(row => {
      if (this.#inside(row.person)) return row
      const person = this.of(row.person)
      return { ...row, id: `${person}-${++this.#records}`, source: person, person }
    })

  seatPlans = (list: readonly SeatPlan[]): SeatPlan[] =>
    list.map(plan =>
      plan.seats.every(seat => this.#inside(seat.person))
        ? plan
        : { ...plan, seats: plan.seats.map(seat => ({ ...seat, person: this.of(seat.person) })) },
    )

  records(school: Omit<SchoolRecords, 'people'>): Omit<SchoolRecords, 'people'> {
    const taught = <T extends { teacher: string | null }>(list: readonly T[]): T[] =>
      list.map(row =>
        row.teacher === null || this.#inside(row.teacher) ? row : { ...row, teacher: this.of(row.teacher) },
      )
    return {
      ...school,
      enrolments: this.enrolments(school.enrolments),
      seatPlans: this.seatPlans(school.seatPlans),
      lessons: taught(school.lessons),
      substitutions: taught(school.substitutions),
      absences: school.absences.map(row => {
        if (this.#inside(row.person)) return row
        const person = this.of(row.person)
        return { ...row, id: `${person}-${++this.#records}`, person, note: '', reason: 'other' }
      }),
    }
  }

  /** Groups of other places; of one beyond the officer's part nothing but its kind and days is told. */
  across(
    groups: readonly Group[],
    enrolments: readonly Enrolment[],
    insidePlace: (place: string) => boolean,
  ): { groups: Group[]; enrolments: Enrolment[] } {
    const names = new Map<string, string>()
    for (const group of groups)
      names.set(group.id, insidePlace(group.place) ? group.id : `outside-group-${names.size + 1}`)
    return {
      groups: groups.map(group => {
        if (insidePlace(group.place)) return group
        const id = names.get(group.id) as string
        return {
          ...{ id, source: id, place: BEYOND, kind: group.kind, name: '', grade: null, shift: null },
          ...{ room: null, parent: null, course: null, terms: [], from: group.from, to: group.to },
        }
      }),
      enrolments: this.enrolments(enrolments).map(row =>
        insidePlace(row.place)
          ? row
          : {
              ...row,
              ...{ id: `outside-membership-${++this.#records}`, source: '-', place: BEYOND },
              group: names.get(row.group) ?? row.group,
            },
      ),
    }
  }
}
