import { RECORD_SCHEMAS } from '@schoolgate/protocol/directory/records'
import { describe, expect, test } from 'vitest'
import { SCHOOL } from '../helpers/school.ts'
import { card, person, type TestEngine } from './engine.ts'
import { aPerson, change, put } from './school-book.ts'

/** Stores that older programs left. */
export function migrationContract(engine: TestEngine): void {
  describe('a store of the first version', () => {
    test('holds whole records and the same roster once it was opened', async () => {
      const store = await engine.openOld(1, async db => {
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

  describe('a store of the second version', () => {
    test('has sheets of the days it kept, and its gaps', async () => {
      const at = Date.parse('2026-11-23T00:00:00Z')
      const store = await engine.openOld(2, async db => {
        const insert = (table: string, row: Record<string, unknown>) =>
          db
            .insertInto(table as 'person')
            .values(row as never)
            .execute()
        const body = ''
        const nation = { id: 'mn', parent: null, kind: 'nation', name: 'M', path: '/mn/', source: 'mn', body }
        await insert('jurisdiction', nation)
        await insert('site', {
          ...{
            id: SCHOOL.site,
            jurisdiction: 'mn',
            name: 'One',
            time_zone: SCHOOL.timeZone,
            locale: 'mn',
            body,
          },
        })
        await insert('gate', { id: 'gate-1', site: SCHOOL.site, name: 'G', lane: 'both', place: 'mn', body })
        const key = new Uint8Array(32)
        await insert('kiosk', { id: 'k', gate: 'gate-1', key, status: 'active', paired_at: 1 })
        await insert('gap', { kiosk: 'k', journal: 'j', from_seq: 4, to_seq: 6, noticed: at })
        const place = { site: SCHOOL.site, day: '2026-11-23' }
        const visit = { ...place, t_in: at, person: person(1), t_out: at + 5, out_inferred: 0 }
        await insert('visit', visit)
        const none = { n_in: 1, n_out: 1, n_pass: 1, n_recheck: 0, n_isolate: 0, n_refer: 0, on_site: 0 }
        await insert('day_count', { ...place, ...none })
      })
      const [sheet] = await store.trace.sheets(SCHOOL.site, ['2026-11-23'])
      expect(sheet).toMatchObject({ persons: [person(1)], gates: [] })
      expect([...(sheet?.in ?? []), ...(sheet?.out ?? [])]).toEqual([at, at + 5])
      expect(await store.trace.pack('2026-11-24', 9)).toBe(1)
      expect(await store.trace.pack('2026-11-24', 9)).toBe(0)
      const lost = await store.trace.lost(SCHOOL.site, '2026-11-01', '2026-11-30')
      expect(lost).toEqual([{ day: '2026-11-23', kiosk: 'k', entries: 3 }])
    })
  })
  describe('a store of the third version', () => {
    test('knows when its cases were traced, what each place was told, and makes its sheets anew', async () => {
      const at = Date.parse('2026-11-23T00:00:00Z')
      const store = await engine.openOld(3, async db => {
        const insert = (table: string, row: Record<string, unknown>) =>
          db
            .insertInto(table as 'person')
            .values(row as never)
            .execute()
        await insert('jurisdiction', {
          ...{ id: 'mn', parent: null, kind: 'nation', name: 'M', path: '/mn/', source: 'mn', body: '' },
        })
        const names = { user_name: 'd', name: 'D', password_hash: 'x', locale: 'mn' }
        await insert('officer', { id: 'o1', jurisdiction: 'mn', ...names })
        const question = { id: 'q1', place: 'mn', case_id: 'c1', at: 7, size: 1, answers: 2, grade: 'B' }
        await insert('question', { ...question, digest: 'bb', body: JSON.stringify({ kind: 'contacts' }) })
        for (const [number, digest] of [
          [1, 'aa'],
          [2, 'bb'],
        ]) {
          const body = JSON.stringify({ officer: 'o1', digest })
          await insert('answer', { question: 'q1', number, at: 8, body })
        }
        const place = { site: SCHOOL.site, day: '2026-11-23' }
        await insert('visit', { ...place, t_in: at, person: person(1), t_out: at + 5, out_inferred: 0 })
        const none = { n_in: 1, n_out: 1, n_pass: 1, n_recheck: 0, n_isolate: 0, n_refer: 0, on_site: 0 }
        await insert('day_count', { ...place, ...none })
        await insert('presence_sheet', { ...place, body: new Uint8Array([1, 2, 3]) })
        await insert('presence_roll', { site: SCHOOL.site, body: new Uint8Array([1, 2, 3]) })
      })
      expect([...(await store.trace.tracedAt(['c1'], '/mn/'))]).toEqual([['c1', 7]])
      expect(await store.trace.toldAt('q1', 'mn')).toBe('bb')
      expect(await store.trace.pack('2026-11-24', 9)).toBe(1)
      const [sheet] = await store.trace.sheets(SCHOOL.site, ['2026-11-23'])
      expect(sheet?.persons).toEqual([person(1)])
    })
  })
}
