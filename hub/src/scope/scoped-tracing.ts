import type { Case } from '@schoolgate/protocol/trace/case'
import type { Directory } from '../store/place-types.ts'
import type { Records } from '../store/record-types.ts'
import type { FactPerson, TraceStore } from '../store/trace-types.ts'
import { placesUnder } from './outside.ts'
import { factsAbout, factsOfPlace } from './trace-facts.ts'
import { tracePeople } from './trace-people.ts'
import type { ScopedCase, ScopedTracing } from './trace-types.ts'
import type { ScopedPlace } from './types.ts'

export interface TracingDeps {
  records: Pick<Records, 'find' | 'many'>
  trace: TraceStore
  directory: Pick<Directory, 'kiosksAt'>
  /** path of the officer's own place */
  own: string
  place: (id: string) => Promise<ScopedPlace | undefined>
}

/** See `ScopedTracing`. Every question of every tracing route passes here. */
export function scopedTracing(deps: TracingDeps): ScopedTracing {
  const { records, trace, own } = deps
  const people = tracePeople(records, trace, own)
  const facts = { ...deps, people }
  const here = idsOf(own).at(-1) ?? ''

  /** Those of the rows whose place is in the officer's part. */
  const mine = async <T extends { place: string }>(rows: readonly T[]): Promise<T[]> => {
    const inside = await placesUnder(
      records,
      own,
      rows.map(row => row.place),
    )
    return rows.filter(row => inside.has(row.place))
  }
  const holds = async (place: string): Promise<boolean> => (await mine([{ place }])).length > 0
  const cases = async (ids: readonly string[]) => mine(await trace.cases([...new Set(ids)]))
  /** Those of the rows whose person is in the officer's part. */
  const ofMine = async <T extends { person: string }>(rows: readonly T[]): Promise<T[]> => {
    const here = await people.inside(rows.map(row => row.person))
    const known = new Set(here.map(person => person.id))
    return rows.filter(row => known.has(row.person))
  }
  const allMine = async (rows: readonly { person: string }[]): Promise<boolean> =>
    (await ofMine(rows)).length === rows.length
  const followUps = async (ids: readonly string[]) => ofMine(await trace.followUps(ids))

  async function scopedCase(row: Case): Promise<ScopedCase | undefined> {
    const place = await deps.place(row.place)
    if (place === undefined) return undefined
    const [person] = await people.inside([row.person])
    const line = person && (await people.lines([person])).get(person.id)
    return {
      row,
      place,
      person: line ?? STRANGER,
      put: next => trace.putCase({ ...next, id: row.id, place: row.place, person: row.person }),
      followUps: () => followUps([row.id]),
      async putFollowUps(rows, batch) {
        if (!(await allMine(rows))) return false
        await trace.putFollowUps(
          rows.map(each => ({ ...each, case: row.id })),
          batch,
        )
        return true
      },
      async setFollowUps(persons, state, batch) {
        const here = new Set((await ofMine(persons.map(person => ({ person })))).map(each => each.person))
        const beyond = persons.filter(person => !here.has(person))
        if (beyond.length > 0) return { missing: beyond }
        return trace.setFollowUps(row.id, persons, state, batch)
      },
      async undoFollowUps(batch) {
        const changed = await trace.followUpBatch(batch)
        if (changed.some(each => each.case !== row.id) || !(await allMine(changed))) return false
        return trace.undoFollowUps(batch)
      },
      async named() {
        const rows = await trace.named([row.id])
        const told = await ofMine(
          rows.flatMap(each => (each.person === null ? [] : [{ person: each.person }])),
        )
        const known = new Set(told.map(each => each.person))
        return rows.filter(each => each.person === null || known.has(each.person))
      },
      async putNamed(named) {
        if (named.person !== null && !(await allMine([{ person: named.person }]))) return false
        await trace.putNamed({ ...named, case: row.id })
        return true
      },
      dropNamed: id => trace.dropNamed(id, row.id),
      questions: async () => mine(await trace.questionsOfCase(row.id)),
    }
  }

  return {
    facts: (persons, days, habitDays) => factsAbout(facts, persons, days, habitDays),
    factsOf: (place, days) => factsOfPlace(facts, place.row.id, days),
    people: async ids => people.lines(await people.inside(ids)),
    async followUpsOf(persons) {
      const here = await people.inside(persons)
      const rows = await trace.followUpsOf(here.map(person => person.id))
      const inside = new Set((await cases(rows.map(row => row.case))).map(row => row.id))
      return rows.filter(row => inside.has(row.case))
    },

    async openCase(row) {
      const [person] = await people.inside([row.person])
      if (person === undefined || !(await holds(row.place))) return false
      if (row.from !== null && (await cases([row.from])).length === 0) return false
      const before = await trace.case(row.id)
      if (before !== undefined && !(await holds(before.place))) return false
      await trace.putCase(row)
      return true
    },
    async case(id) {
      const row = await trace.case(id)
      return row && scopedCase(row)
    },
    cases,
    casesUnder: (place, state, limit) => trace.casesUnder(place.row.path, state, limit),
    casesOf: async persons => mine(await trace.casesOf(persons)),
    async followUps(ids) {
      return followUps((await cases(ids)).map(row => row.id))
    },

    async putQuestion(row) {
      const before = await trace.question(row.id)
      if (!(await holds(row.place)) || (before !== undefined && !(await holds(before.place)))) return false
      if (row.case !== null && (await cases([row.case])).length === 0) return false
      await trace.putQuestion(row)
      return true
    },
    async question(id) {
      const row = await trace.question(id)
      return row && (await mine([row]))[0]
    },
    questionsUnder: (place, before, limit) => trace.questionsUnder(place.row.path, before, limit),
    async told(answer, grade) {
      const row = await trace.question(answer.question)
      if (row === undefined || !(await holds(row.place))) throw new Error('an answer to nobody')
      await trace.told(answer, grade, here)
    },
    toldHere: id => trace.toldAt(id, here),
    tracedAt: ids => trace.tracedAt(ids, own),

    async packs(place) {
      const rows = await trace.packs(idsOf(place.row.path))
      const drafts = rows.flatMap(row => (row.place === null ? [] : [{ place: row.place }]))
      const inside = new Set((await mine(drafts)).map(row => row.place))
      return rows.filter(row => row.signed !== null || inside.has(row.place ?? ''))
    },
    currentPack: place => trace.currentPack(idsOf(place.row.path)),
    async putPack(row) {
      if (row.place === null || !(await holds(row.place))) return false
      return trace.putPack(row)
    },
    setCurrentPack: (place, pack) => trace.setCurrentPack(place.row.id, pack),
  }
}

/** A case's person who is at a school beyond by now. */
const STRANGER: FactPerson = {
  ...{ id: 'outside-1', name: '', role: 'student', sex: null, grade: null, place: '' },
  ...{ group: '', school: '', outside: true },
}

/** The root first. */
const idsOf = (path: string): string[] => path.split('/').filter(id => id !== '')
