import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { AttendanceStore } from '../store/attendance-types.ts'
import type { Cards } from '../store/card-types.ts'
import type { Records, Where } from '../store/record-types.ts'
import { firstOutside, placesUnder } from './outside.ts'
import type { ScopedPlace } from './types.ts'

export interface PlaceStore {
  records: Records
  cards: Cards
  attendance: AttendanceStore
}

/** Opens a place that was found to lie under the officer's own. */
export function scopedPlace(
  store: PlaceStore,
  row: Jurisdiction,
  officer: { id: string; name: string },
): ScopedPlace {
  const { records, cards, attendance } = store

  const mine = async <T extends { place: string }>(rows: readonly T[]): Promise<T[]> => {
    const inside = await placesUnder(
      records,
      row.path,
      rows.map(r => r.place),
    )
    return rows.filter(r => inside.has(r.place))
  }
  const many = async <K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]> =>
    ids.length === 0 ? [] : mine(await records.many(kind, [...new Set(ids)]))
  const peopleHere = async (ids: readonly string[]): Promise<Set<string>> =>
    new Set((await many('person', ids)).map(person => person.id))
  const allHere = async (ids: readonly string[]): Promise<boolean> => {
    const here = await peopleHere(ids)
    return ids.every(id => here.has(id))
  }

  return {
    row,
    find: <K extends RecordKind>(kind: K, where?: Where<K>) =>
      records.find(kind, { ...where, place: row.id } as Where<K>),
    under: (kind, after, limit) => records.under(kind, row.path, after, limit),
    get: async (kind, id) => (await many(kind, [id]))[0],
    many,
    searchPeople: search => records.searchPeople({ ...search, path: row.path }),
    async lines(people, day) {
      const here = await peopleHere(people)
      return records.lines(
        people.filter(id => here.has(id)),
        day,
      )
    },
    countPeople: () => records.countPeople(row.path),
    countMembers: day => records.countMembers(row.id, day),
    async posted(day) {
      const posts = await records.find('post', { place: row.id, on: day })
      const people = await records.many('person', [...new Set(posts.map(post => post.person))])
      return people.filter(person => person.place !== row.id)
    },
    photo: async person => ((await allHere([person])) ? records.photo(person) : undefined),
    withPhoto: async people => records.withPhoto([...(await peopleHere(people))]),

    async apply(changes, by) {
      const outside = await firstOutside(records, row, changes)
      return outside ?? records.apply(changes, { ...by, officer: officer.id, name: officer.name })
    },
    async undo(batches, at) {
      for (const id of batches) {
        const batch = await records.batch(id)
        if (!batch || (await mine([batch])).length === 0)
          return { ok: false, code: 'outside', kind: 'jurisdiction', id }
      }
      return records.undo(batches, { officer: officer.id, name: officer.name, note: '', at })
    },
    batches: (limit, onlyImports) => records.batches(row.path, limit, onlyImports),
    async history(kind, id, limit) {
      return mine(await records.history(kind, id, limit))
    },

    attendance: {
      countsHere: (from, to) => attendance.countsOfPlace(row.id, from, to),
      countsUnder: (from, to) => attendance.countsUnder(row.path, from, to),
      pupilsUnder: (from, to) => attendance.pupilsUnder(row.path, from, to),
      totalsUnder: (from, to) => attendance.totalsUnder(row.path, from, to),
      staff: (from, to) => attendance.rowsOfStaff(row.id, from, to),
      day: day => attendance.rowsOfPlaceDay(row.id, day),
      group: (group, from, to) => attendance.rowsOfGroup(row.id, group, from, to),
      async visits(day, people) {
        const sites = await records.find('site', { place: row.id })
        const found = await Promise.all(sites.map(site => attendance.visits(site.id, day, people)))
        return found.flat()
      },
      lessonCorrections: async (people, day) =>
        attendance.lessonCorrections([...(await peopleHere(people))], day),
    },

    cards: {
      counts: today => cards.counts(row.path, today),
      cardsOf: async people => cards.cardsOf([...(await peopleHere(people))]),
      keys: () => cards.keys(row.path.split('/').filter(id => id !== '')),
      async putKey(key) {
        const inside = await placesUnder(records, row.path, [key.jurisdiction])
        if (inside.size === 0) return false
        await cards.putKey(key)
        return true
      },
      issuedBefore: () => cards.issuedBefore(row.id),
      ownIssuedBefore: () => cards.ownIssuedBefore(row.id),
      setIssuedBefore: day => cards.setIssuedBefore(row.id, day),
      async issue(issued, end, at) {
        if (!(await allHere(issued.map(card => card.person)))) return false
        await cards.issue(issued, end, at)
        return true
      },
      async end(ids, end, at) {
        const found = await Promise.all(ids.map(id => cards.card(id)))
        const holders = found.flatMap(card => (card ? [card.person] : []))
        if (holders.length < ids.length || !(await allHere(holders))) return false
        await cards.end(ids, end, at)
        return true
      },
    },
  }
}
