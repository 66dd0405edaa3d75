import type { Person } from '@schoolgate/protocol/directory/person'
import { placesUnder } from './outside.ts'
import type { PlaceStore } from './scoped-place.ts'
import type { ScopedPerson, ScopedPlace } from './types.ts'

/**
 * Opens a person whose school was found to lie under the officer's jurisdiction.
 * @param path the officer's own
 */
export function scopedPerson(
  { records, attendance }: PlaceStore,
  row: Person,
  place: ScopedPlace,
  path: string,
): ScopedPerson {
  return {
    row,
    place,
    async related() {
      const person = row.id
      const found = await Promise.all([
        records.find('post', { person }),
        records.find('enrolment', { person }),
        records.find('guardianship', { guardian: person }),
        records.find('guardianship', { child: person }),
        records.find('absence', { person }),
      ])
      const inside = await placesUnder(
        records,
        path,
        found.flat().map(record => record.place),
      )
      const mine = <T extends { place: string }>(rows: T[]): T[] => rows.filter(r => inside.has(r.place))
      const [posts, enrolments, asGuardian, asChild, absences] = found
      const guardianships = [...mine(asGuardian), ...mine(asChild)]
      const others = guardianships.map(link => (link.guardian === person ? link.child : link.guardian))
      const own = mine(enrolments)
      return {
        posts: mine(posts),
        enrolments: own,
        groups: await records.many('group', [...new Set(own.map(enrolment => enrolment.group))]),
        guardianships,
        relatives: others.length === 0 ? [] : await records.many('person', [...new Set(others)]),
        absences: mine(absences),
      }
    },
    history: limit => place.history('person', row.id, limit),
    photo: () => records.photo(row.id),
    putPhoto: photo => records.putPhoto(row.id, photo),
    attendance: (from, to) => attendance.rowsOfPerson(row.id, from, to),
    correct: (day, correction) => attendance.correct(row.place, day, row.id, correction),
    correctLesson: (day, lesson, correction) =>
      attendance.correctLesson({ person: row.id, day, lesson, correction }),
  }
}
