import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Records } from '../../src/store/record-types.ts'

const PAGE = 5000

/**
 * A directory as lines that are equal for equal directories, whatever the ids: everything is named by its source. Of
 * what a roster can carry: places, campuses, rooms by name, terms, courses, groups and enrolments that are not over,
 * active people, their posts, guardians.
 *
 * @param root id of the place above which nothing is looked at
 * @param each given every line, in no order
 */
export async function dumpDirectory(
  records: Pick<Records, 'under' | 'get'>,
  root: string,
  today: string,
  each: (line: string) => void,
): Promise<void> {
  const top = await records.get('jurisdiction', root)
  if (!top) throw new Error(`no place ${root}`)
  const names = new Map<string, string>()
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? `?${id}`))
  const walk = async <K extends RecordKind>(kind: K, one: (record: RecordOf<K>) => unknown) => {
    for (let after = ''; ; ) {
      const page = await records.under(kind, top.path, after, PAGE)
      for (const record of page) {
        const said = one(record)
        if (said !== undefined) each(`${kind} ${JSON.stringify(said)}`)
      }
      const last = page.at(-1)
      if (last === undefined || page.length < PAGE) return
      after = last.id
    }
  }
  const isOpen = (span: { to: string | null }) => span.to === null || span.to >= today

  const places: RecordOf<'jurisdiction'>[] = []
  await walk('jurisdiction', place => {
    names.set(place.id, place.source)
    places.push(place)
    return undefined
  })
  for (const { id, source, parent, kind, name: called, number } of places) {
    const isTop = id === root
    each(`jurisdiction ${JSON.stringify([source, isTop ? null : name(parent), kind, called, number])}`)
  }
  await walk('site', site => {
    names.set(site.id, `site of ${name(site.place)}`)
    return [name(site.place), site.name, site.timeZone, site.locale]
  })
  await walk('room', room => {
    names.set(room.id, room.name)
    return [name(room.place), room.name]
  })
  const terms: RecordOf<'term'>[] = []
  await walk('term', term => {
    names.set(term.id, `${name(term.place)}/${term.source}`)
    terms.push(term)
    return undefined
  })
  for (const { id, place, parent, ...term } of terms)
    each(`term ${JSON.stringify([name(id), name(place), name(parent), term])}`)
  await walk('course', ({ id, place, ...course }) => {
    names.set(id, course.source)
    return [name(place), course]
  })
  const groups: RecordOf<'group'>[] = []
  await walk('group', group => {
    if (!isOpen(group)) return undefined
    names.set(group.id, `${name(group.place)}/${group.source}`)
    groups.push(group)
    return undefined
  })
  for (const { id, place, shift: _, room, parent, course, terms: in_, ...group } of groups) {
    const refs = [name(room), name(parent), name(course), in_.map(name)]
    each(`group ${JSON.stringify([name(id), name(place), group, refs])}`)
  }
  await walk('person', ({ id, place, site, lowSight: _, ...person }) => {
    if (person.status !== 'active' || person.role === 'visitor') return undefined
    names.set(id, person.source)
    return [name(place), name(site), person]
  })
  await walk('post', ({ id: _, place, person, ...post }) =>
    names.has(person) && isOpen(post) ? [name(place), name(person), post] : undefined,
  )
  await walk('guardianship', ({ place, guardian, child, relation }) =>
    names.has(guardian) && names.has(child)
      ? [name(place), name(guardian), name(child), relation]
      : undefined,
  )
  await walk('enrolment', ({ id: _, place, group, person, ...enrolment }) =>
    names.has(group) && names.has(person) && isOpen(enrolment)
      ? [name(place), name(group), name(person), enrolment]
      : undefined,
  )
}

/** All lines, sorted. */
export async function directoryLines(records: Pick<Records, 'under' | 'get'>, root: string, today: string) {
  const lines: string[] = []
  await dumpDirectory(records, root, today, line => lines.push(line))
  return lines.sort()
}
