import { RECORD_SCHEMAS } from '@schoolgate/protocol/directory/records'
import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/types.ts'
import { SCHOOL, seedPeople } from '../helpers/school.ts'
import { freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { aClass, aGroup, anEnrolment, aPerson, archived, change, put, remove } from './school-book.ts'

/** What the rest of the hub sees of records. */
export function recordEffectsContract(engine: TestEngine): void {
  describe('records', () => {
    const fresh = () => freshStore(engine, MORNING)
    const groupNames = async (store: Store) =>
      Object.fromEntries((await store.directory.people(SCHOOL.site)).map(p => [p.given, p.group]))

    test('of people show on the roster: archived, renamed, moved', async () => {
      const store = await fresh()
      const { directory } = store
      await aClass(store, 3)
      const { version } = await directory.rosterSince(SCHOOL.site, 0)
      await change(store, put('person', aPerson(2, { phone: '99' })))
      expect(await directory.rosterVersion(SCHOOL.site)).toBe(version)
      await directory.putSite({ id: 'two', jurisdiction: 'mn', name: 'Two', timeZone: 'UTC', locale: 'en' })
      await change(
        store,
        put('person', archived(0)),
        put('person', aPerson(1, { given: 'New' })),
        put('person', aPerson(2, { site: 'two', place: 'mn' })),
      )
      const delta = await directory.rosterSince(SCHOOL.site, version)
      expect(delta.version).toBe(version + 1)
      expect(delta.set.map(([, who, given, state]) => [who, given, state]).sort()).toEqual(
        [
          [person(0), 'Person 0', 'revoked'],
          [person(1), 'New', 'active'],
        ].sort(),
      )
      expect(delta.remove).toHaveLength(1)
      expect((await directory.rosterSince('two', 0)).set.map(row => row[1])).toEqual([person(2)])
      const people = await directory.people(SCHOOL.site)
      expect(people.map(p => p.active).sort()).toEqual([false, true])
    })

    test('of classes name the class beside their people, from day to day', async () => {
      const store = await fresh()
      const { records } = store
      await aClass(store, 2)
      await change(
        store,
        put('person', aPerson(8, { role: 'teacher' })),
        put('person', aPerson(7, { role: 'guardian' })),
        put('enrolment', anEnrolment(8, '3b', { role: 'teacher', primary: true })),
        put('group', aGroup('chess', { kind: 'club' })),
        put('enrolment', anEnrolment(0, 'chess', { role: 'member' })),
      )
      expect(await groupNames(store)).toEqual({ 'Person 0': '3B', 'Person 1': '3B', 'Person 8': '3B' })
      const version = await store.directory.rosterVersion(SCHOOL.site)
      await change(
        store,
        put('group', aGroup('3b', { name: '3Б' })),
        put('group', aGroup('4a')),
        put('enrolment', anEnrolment(0, '3b', { to: '2026-11-24' })),
        put('enrolment', anEnrolment(0, '4a', { from: '2026-11-25' })),
        remove('enrolment', anEnrolment(1, '3b').id),
      )
      expect(await groupNames(store)).toEqual({ 'Person 0': '3Б', 'Person 1': '', 'Person 8': '3Б' })
      expect(await store.directory.rosterVersion(SCHOOL.site)).toBe(version + 1)
      expect((await store.directory.rosterVersions()).get(SCHOOL.site)).toBe(version + 1)
      expect(await records.refreshGroupNames(SCHOOL.site, '2026-11-24')).toBe(false)
      expect(await records.refreshGroupNames(SCHOOL.site, '2026-11-25')).toBe(true)
      expect((await groupNames(store))['Person 0']).toBe('4A')
    })

    test('are whole where a setup command said little', async () => {
      const store = await fresh()
      await seedPeople(store, 2)
      const someone = await store.records.get('person', person(1))
      expect(RECORD_SCHEMAS.person.parse(someone)).toEqual(someone)
      expect(someone).toMatchObject({ place: 'school', source: person(1), status: 'active' })
      for (const [kind, id] of [
        ['jurisdiction', 'school'],
        ['site', SCHOOL.site],
        ['gate', SCHOOL.gate],
      ] as const)
        expect(RECORD_SCHEMAS[kind].safeParse(await store.records.get(kind, id))).toMatchObject({
          success: true,
        })
      // The class a setup command wrote stays with somebody who has no enrolment.
      await change(store, put('person', { ...(someone as ReturnType<typeof aPerson>), given: 'Renamed' }))
      expect((await groupNames(store)).Renamed).toBe('2a')
    })

    test('photos lie beside them', async () => {
      const store = await fresh()
      const { records } = store
      await change(store, put('person', aPerson(0)))
      const photo = { type: 'image/jpeg', bytes: new Uint8Array([255, 216, 0]) }
      await records.putPhoto(person(0), photo)
      expect(await records.photo(person(0))).toEqual(photo)
      expect(await records.withPhoto([person(0), person(1)])).toEqual(new Set([person(0)]))
      await change(store, remove('person', person(0)))
      expect(await records.photo(person(0))).toBeUndefined()
    })
  })
}
