import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import type { TraceFacts } from '../../store/trace-types.ts'
import { FLAGS } from './flags.ts'
import { inner } from './inner.ts'
import type { SchoolBook } from './school-book.ts'

/** Somebody's place in a group, and whose group it is; null: a school that is not among the facts. */
export interface Membership {
  group: Group
  enrolment: Enrolment
  school: SchoolBook | null
}

const NONE: readonly never[] = []

/** Who belongs to which class, half, table, bus, club and household on a day. */
export class Belonging {
  readonly #byPerson: ReadonlyMap<string, Membership[]>
  readonly #byGroup: ReadonlyMap<string, Membership[]>
  readonly #groups: ReadonlyMap<string, { group: Group; school: SchoolBook | null }>
  readonly #halves: ReadonlyMap<string | null, Group[]>
  readonly #rosters = new Map<string, Map<string, ReadonlyMap<string, number>>>()
  readonly #homes = new Map<string, Map<string, Membership | null>>()

  constructor(facts: TraceFacts, schools: readonly SchoolBook[]) {
    const byPlace = new Map(schools.map(school => [school.facts.place, school]))
    const groups = new Map<string, { group: Group; school: SchoolBook | null }>()
    for (const group of facts.across.groups)
      groups.set(group.id, { group, school: byPlace.get(group.place) ?? null })
    for (const school of schools)
      for (const group of school.facts.groups) groups.set(group.id, { group, school })

    const byPerson = new Map<string, Membership[]>()
    const byGroup = new Map<string, Membership[]>()
    const seen = new Set<string>()
    for (const list of [...facts.schools.map(school => school.enrolments), facts.across.enrolments]) {
      for (const enrolment of list) {
        const of = groups.get(enrolment.group)
        if (!of || seen.has(enrolment.id)) continue
        seen.add(enrolment.id)
        const membership = { ...of, enrolment }
        push(byPerson, enrolment.person, membership)
        push(byGroup, enrolment.group, membership)
      }
    }
    this.#groups = groups
    this.#byPerson = byPerson
    this.#byGroup = byGroup
    this.#halves = Map.groupBy(
      [...groups.values()].map(({ group }) => group).filter(group => group.kind === 'half'),
      group => group.parent,
    )
  }

  groups = (): Group[] => [...this.#groups.values()].map(({ group }) => group)

  /** every membership of somebody, whenever it holds */
  of = (person: string): readonly Membership[] => this.#byPerson.get(person) ?? NONE
  inGroup = (group: string): readonly Membership[] => this.#byGroup.get(group) ?? NONE
  halves = (group: string): readonly Group[] => this.#halves.get(group) ?? NONE

  /** What somebody belongs to on a day. */
  memberships(person: string, day: string): readonly Membership[] {
    const all = this.#byPerson.get(person)
    return all ? all.filter(of => holds(of, day)) : NONE
  }

  /** Who belongs to a group on a day, whatever their part in it; of several times in it the first. */
  members(group: string, day: string): readonly Membership[] {
    const all = this.#byGroup.get(group)
    if (!all) return NONE
    const met = new Set<string>()
    return all.filter(of => {
      if (!holds(of, day) || met.has(of.enrolment.person)) return false
      met.add(of.enrolment.person)
      return true
    })
  }

  /** A pupil's home class: of several on one day, the one joined last. */
  home(person: string, day: string): Membership | null {
    const homes = inner(this.#homes, day)
    let home = homes.get(person)
    if (home === undefined) {
      home = null
      for (const of of this.#byPerson.get(person) ?? NONE) {
        if (of.group.kind !== 'class' || of.enrolment.role !== 'student' || !holds(of, day)) continue
        if (!home || joinedLater(of.enrolment, home.enrolment)) home = of
      }
      homes.set(person, home)
    }
    return home
  }

  /**
   * Pupils whom a group's lesson is for, with what weakens their being in it. Whoever of a class is in none of its
   * halves is in all of them: nobody said which is theirs.
   */
  roster(group: string, day: string): ReadonlyMap<string, number> {
    const rosters = inner(this.#rosters, day)
    let roster = rosters.get(group)
    if (!roster) {
      const found = new Map<string, number>()
      for (const of of this.#byGroup.get(group) ?? NONE)
        if (holds(of, day) && this.#isTaught(of, day)) found.set(of.enrolment.person, this.#changed(of, day))
      const parent = this.#parentOf(group)
      if (parent !== null) {
        for (const of of this.#byGroup.get(parent) ?? NONE) {
          if (
            !holds(of, day) ||
            !this.#isTaught(of, day) ||
            this.#inSomeHalf(of.enrolment.person, parent, day)
          )
            continue
          found.set(of.enrolment.person, this.#changed(of, day))
        }
      }
      roster = found
      rosters.set(group, roster)
    }
    return roster
  }

  #isTaught({ group, enrolment }: Membership, day: string): boolean {
    if (group.kind === 'class' || group.kind === 'half') {
      if (enrolment.role !== 'student') return false
      const home = this.home(enrolment.person, day)?.group.id
      return home === (group.kind === 'class' ? group.id : group.parent)
    }
    return enrolment.role === 'student' || (group.kind !== 'section' && enrolment.role === 'member')
  }

  #inSomeHalf = (person: string, parent: string, day: string): boolean =>
    (this.#byPerson.get(person) ?? NONE).some(
      of =>
        of.group.kind === 'half' &&
        of.group.parent === parent &&
        of.enrolment.role === 'student' &&
        holds(of, day),
    )

  #parentOf(id: string): string | null {
    const group = this.#groups.get(id)?.group
    return group?.kind === 'half' ? group.parent : null
  }

  #changed = ({ enrolment, school }: Membership, day: string): number =>
    school?.changedAfter(enrolment.id, day) ? FLAGS['changed-since'] : 0
}

export const holds = (of: Membership, day: string): boolean =>
  holdsOn(of.enrolment, day) && holdsOn(of.group, day)

function joinedLater(a: Enrolment, b: Enrolment): boolean {
  const [from, other] = [a.from ?? '', b.from ?? '']
  return from === other ? a.id > b.id : from > other
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
