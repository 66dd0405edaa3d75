import type { Person } from '@schoolgate/protocol/directory/person'
import type { Records } from '../store/record-types.ts'
import type { FactPerson, TraceStore } from '../store/trace-types.ts'
import { placesUnder } from './outside.ts'

/** Who of many persons is in the officer's part: at home there, or with a post there. */
export interface TracePeople {
  inside(ids: readonly string[]): Promise<Person[]>
  /** who does not exist is in neither */
  sorted(ids: readonly string[]): Promise<{ inside: Person[]; outside: Person[] }>
  /** of persons inside */
  lines(people: readonly Person[]): Promise<Map<string, FactPerson>>
}

export function tracePeople(
  records: Pick<Records, 'many' | 'find'>,
  trace: Pick<TraceStore, 'homeClasses'>,
  own: string,
): TracePeople {
  async function sorted(ids: readonly string[]) {
    const all = ids.length === 0 ? [] : await records.many('person', [...new Set(ids)])
    const here = await placesUnder(
      records,
      own,
      all.map(person => person.place),
    )
    const away = all.filter(person => !here.has(person.place)).map(person => person.id)
    const posts = away.length === 0 ? [] : await records.find('post', { person: away })
    const posted = await placesUnder(
      records,
      own,
      posts.map(post => post.place),
    )
    const guests = new Set(posts.filter(post => posted.has(post.place)).map(post => post.person))
    const belongs = (person: Person) => here.has(person.place) || guests.has(person.id)
    return { inside: all.filter(belongs), outside: all.filter(person => !belongs(person)) }
  }
  return {
    sorted,
    inside: async ids => (await sorted(ids)).inside,
    async lines(people) {
      const classes = await trace.homeClasses(people.map(person => person.id))
      const places = await records.many('jurisdiction', [...new Set(people.map(person => person.place))])
      const schools = new Map(places.map(place => [place.id, place]))
      return new Map(
        people.map(({ id, name, role, sex, grade, place }) => {
          const school = schools.get(place)
          const mine = school?.path.startsWith(own) === true
          const line = { id, name, role, sex, grade, outside: false }
          // Of a teacher who only has a post here, the home school is not told.
          return [
            id,
            mine
              ? { ...line, place, group: classes.get(id) ?? '', school: school.name }
              : { ...line, place: '', group: '', school: '' },
          ]
        }),
      )
    },
  }
}
