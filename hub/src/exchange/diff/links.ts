import type { Guardianship, Post } from '@schoolgate/protocol/directory/person'
import { isPlain } from '../plain/source.ts'
import { ofPlaces } from './by-place.ts'
import { openOn } from './changes.ts'
import type { UnitWork } from './unit.ts'

/** Posts beside the home one: a teacher at two schools. */
export function diffPosts(work: UnitWork): void {
  const { plan, unit, here, current, changes } = work
  const { roster } = plan
  const there = new Map(current.post.map(post => [post.source, post]))
  const seen = new Set<string>()
  for (const person of ofPlaces(plan.said.posted, unit.places)) {
    const home = plan.home(person.source)
    let atHome = false
    for (const said of person.posts ?? []) {
      const place = plan.placeId(said.place)
      const isHome = !atHome && place === home && said.role === (person.role ?? said.role)
      if (isHome) atHome = true
      if (isHome || place === undefined || !here.has(place) || !plan.open(place)) continue
      const id = work.present(person.source)
      if (id === undefined) continue
      const before = there.get(said.source)
      const record: Post = {
        id: before?.id ?? plan.ids.record(),
        place,
        source: said.source,
        person: id,
        role: said.role,
        primary: said.primary,
        from: said.from ?? before?.from ?? null,
        to: said.to,
      }
      seen.add(record.id)
      changes.put('post', record, before)
    }
  }
  for (const post of current.post) {
    if (seen.has(post.id) || !openOn(post, plan.today) || !plan.open(post.place)) continue
    const source = plan.byId.get(post.person)
    const gone =
      plan.archiving.has(post.person) ||
      roster.gone.posts.has(post.source) ||
      (roster.whole.posts && plan.spoken(post.place) && post.source !== post.id && !isPlain(post.source)) ||
      // The person's own row names other posts.
      (source !== undefined &&
        roster.kind === 'oneroster-1.1' &&
        roster.people.get(source)?.posts !== undefined &&
        post.source !== post.id)
    if (gone) changes.end('post', post, work.yesterday)
  }
}

/** Guardians of the children who are at home here. */
export function diffGuardianships(work: UnitWork): void {
  const { plan, unit, current, changes } = work
  const { roster, known } = plan
  const there = new Map(current.guardianship.map(link => [link.id, link]))
  const seen = new Set<string>()
  for (const link of ofPlaces(plan.said.links, unit.places)) {
    const home = plan.home(link.child) ?? known.people.get(link.child)?.place
    if (home === undefined || !plan.open(home)) continue
    const child = work.present(link.child)
    const guardian = work.present(link.guardian)
    if (child === undefined || guardian === undefined) continue
    const id = `${guardian}:${child}`
    const before = there.get(id)
    const record: Guardianship = {
      id,
      place: home,
      guardian,
      child,
      relation: before && !link.exact ? before.relation : link.relation,
    }
    seen.add(id)
    // A child who came from another school brings its guardianship along.
    const came = known.people.get(link.child)?.place
    if (before === undefined && came !== undefined && came !== home && known.people.has(link.guardian))
      changes.putOver('guardianship', record)
    else changes.put('guardianship', record, before)
  }
  for (const link of current.guardianship) {
    if (seen.has(link.id)) continue
    const child = plan.byId.get(link.child)
    const guardian = plan.byId.get(link.guardian)
    if (child === undefined || guardian === undefined || guardian === link.guardian) continue
    if (plan.home(child) !== link.place || !roster.people.get(child)?.linked) continue
    if (isPlain(guardian) === (roster.kind === 'plain')) changes.remove('guardianship', link)
  }
}
