import { RECORD_SCHEMAS } from '@schoolgate/protocol/directory/records'
import { describe, expect, test } from 'vitest'
import { SCHOOL } from '../helpers/school.ts'
import { card, person, type TestEngine } from './engine.ts'
import { aPerson, change, put } from './school-book.ts'

/** Stores that older programs left. */
export function migrationContract(engine: TestEngine): void {
  describe('a store of the first version', () => {
    test('holds whole records and the same roster once it was opened', async () => {
      const store = await engine.openFirstVersion(async db => {
        const insert = async (table: string, rows: Record<string, unknown>[]) => {
          await db
            .insertInto(table as 'person')
            .values(rows as never)
            .execute()
        }
        await insert('jurisdiction', [
          { id: 'mn', parent: null, kind: 'nation', name: 'Mongolia', path: '/mn/' },
        ])
        await insert('jurisdiction', [
          { id: 'school', parent: 'mn', kind: 'school', name: 'School 1', path: '/mn/school/' },
        ])
        await insert('site', [
          { id: SCHOOL.site, jurisdiction: 'school', name: 'One', time_zone: SCHOOL.timeZone, locale: 'mn' },
        ])
        await insert('gate', [{ id: 'gate-1', site: SCHOOL.site, name: 'Gate', lane: 'both' }])
        const someone = { site: SCHOOL.site, role: 'student', name: 'Бат Өнөр', group_name: '3b' }
        await insert(
          'person',
          [0, 1].map(i => ({ id: person(i), given: `P${i}`, ...someone })),
        )
        const dates = { issued: '2026-09-01', expires: '2027-06-30', changed: 3 }
        await insert('card', [
          { id: card(0), person: person(0), ...dates, revoked_at: null },
          { id: card(1), person: person(1), ...dates, revoked_at: 17 },
        ])
        await insert('roster', [{ site: SCHOOL.site, version: 3 }])
        const key = { kid: 'aaaaaaaa', jurisdiction: 'mn', public_key: new Uint8Array(32) }
        await insert('issuer_key', [key])
      })
      const { records, directory, cards } = store
      for (const [kind, id] of [
        ['jurisdiction', 'school'],
        ['site', SCHOOL.site],
        ['gate', 'gate-1'],
        ['person', person(1)],
      ] as const) {
        const record = await records.get(kind, id)
        expect(RECORD_SCHEMAS[kind].safeParse(record)).toMatchObject({ success: true, data: { id } })
      }
      expect((await records.get('jurisdiction', 'school'))?.path).toBe('/mn/school/')
      const roster = await directory.rosterSince(SCHOOL.site, 0)
      expect(roster.version).toBe(3)
      expect(roster.set.map(row => row[3]).sort()).toEqual(['active', 'revoked'])
      expect((await cards.card(card(1)))?.end).toBe('revoked')
      expect(await cards.counts('/mn/', '2026-11-23')).toEqual({
        people: 2,
        active: 1,
        without: 1,
        revoked: 1,
      })
      expect((await directory.issuerKeys(SCHOOL.site)).map(key => key.kid)).toEqual(['aaaaaaaa'])
      const day = '2026-11-23'
      const search = { path: '/mn/', text: 'bat onor', day, status: 'active' as const, limit: 9 }
      expect((await records.searchPeople(search)).people.map(line => line.group)).toEqual(['3b', '3b'])
      // Nothing but the difference is written over what was there.
      const again = await change(
        store,
        put('person', { ...aPerson(0), ...(await records.get('person', person(0))) }),
      )
      expect(again.unchanged).toBe(1)
    })
  })
}
