import type {
  Known,
  Roster,
  RosterCourse,
  RosterEnrolment,
  RosterGroup,
  RosterLink,
  RosterPerson,
} from '../model.ts'

/** What the file says, by our place it is said of: each unit looks at its own part alone, and is done with it then. */
export interface ByPlace {
  /** by where they are at home */
  people: Map<string, RosterPerson[]>
  /** who may have a post there */
  posted: Map<string, RosterPerson[]>
  courses: Map<string, RosterCourse[]>
  groups: Map<string, RosterGroup[]>
  enrolments: Map<string, RosterEnrolment[]>
  /** by the child's home */
  links: Map<string, RosterLink[]>
}

export function byPlace(
  roster: Roster,
  known: Known,
  placeId: (source: string) => string | undefined,
  home: (source: string) => string | undefined,
): ByPlace {
  const people = new Lists<RosterPerson>()
  const posted = new Lists<RosterPerson>()
  for (const person of roster.people.values()) {
    people.add(home(person.source), person)
    const posts = person.posts ?? []
    if (posts.length === 0) continue
    // Nearly everybody has one post, and that at home.
    const places = new Set(posts.map(post => placeId(post.place)))
    for (const place of places)
      if (posts.length > 1 || place !== home(person.source)) posted.add(place, person)
  }
  const courses = new Lists<RosterCourse>()
  for (const course of roster.courses.values()) courses.add(placeId(course.place), course)
  const groups = new Lists<RosterGroup>()
  for (const group of roster.groups.values()) groups.add(placeId(group.place), group)
  const enrolments = new Lists<RosterEnrolment>()
  for (const enrolment of roster.enrolments) {
    const group = roster.groups.get(enrolment.group)
    enrolments.add(group ? placeId(group.place) : known.groups.get(enrolment.group)?.place, enrolment)
  }
  const links = new Lists<RosterLink>()
  for (const link of roster.links) links.add(home(link.child) ?? known.people.get(link.child)?.place, link)
  return {
    people: people.map,
    posted: posted.map,
    courses: courses.map,
    groups: groups.map,
    enrolments: enrolments.map,
    links: links.map,
  }
}

class Lists<T> {
  readonly map = new Map<string, T[]>()

  add(key: string | undefined, item: T): void {
    if (key === undefined) return
    const list = this.map.get(key)
    if (list) list.push(item)
    else this.map.set(key, [item])
  }
}

/** Lets go of what was said of a unit's places. */
export function forget(said: ByPlace, places: Iterable<string>): void {
  for (const place of places)
    for (const lists of Object.values(said) as Map<string, unknown>[]) lists.delete(place)
}

/** Everything of some places. */
export function* ofPlaces<T>(
  lists: ReadonlyMap<string, readonly T[]>,
  places: Iterable<string>,
): Generator<T> {
  for (const place of places) yield* lists.get(place) ?? []
}
