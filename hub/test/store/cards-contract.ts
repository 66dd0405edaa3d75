import { describe, expect, test } from 'vitest'
import type { VisitorRow } from '../../src/store/card-types.ts'
import { SCHOOL } from '../helpers/school.ts'
import { card, freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { aClass, aPerson, change, put } from './school-book.ts'

const DAY_MS = 86_400_000

/** Cards, keys and visitors, and what kiosks hear of them. */
export function cardsContract(engine: TestEngine): void {
  describe('cards', () => {
    const fresh = () => freshStore(engine, MORNING)
    const dates = { issued: '2026-11-23', expires: '2027-06-30', revokedAt: null, end: null }

    test('that were reissued, revoked and given back are told apart on the roster', async () => {
      const store = await fresh()
      const { cards, directory } = store
      await aClass(store, 3)
      const states = async (since = 0) =>
        Object.fromEntries((await directory.rosterSince(SCHOOL.site, since)).set.map(row => [row[0], row[3]]))
      const { version } = await directory.rosterSince(SCHOOL.site, 0)
      await cards.issue([{ id: card(10), person: person(0), ...dates }], 'reissued', MORNING + 1)
      expect(await states(version)).toEqual({ [card(0)]: 'reissued', [card(10)]: 'active' })
      expect(await cards.cardsOf([person(0)])).toEqual([
        {
          id: card(0),
          person: person(0),
          issued: '2026-09-01',
          expires: '2027-06-30',
          revokedAt: MORNING + 1,
          end: 'reissued',
        },
        { id: card(10), person: person(0), ...dates },
      ])
      await cards.end([card(1), card(0)], 'revoked', MORNING + 2)
      expect(await states()).toMatchObject({
        [card(0)]: 'reissued',
        [card(1)]: 'revoked',
        [card(2)]: 'active',
      })
      expect(await cards.counts('/mn/', '2026-11-23')).toEqual({
        people: 3,
        active: 2,
        without: 1,
        revoked: 1,
      })
      await cards.end([card(1)], null, MORNING + 3)
      expect((await cards.card(card(1)))?.revokedAt).toBeNull()
      expect(await cards.counts('/mn/', '2026-11-23')).toMatchObject({ active: 3, revoked: 0 })
      expect(await cards.counts('/mn/', '2027-07-01')).toMatchObject({ active: 0, without: 3 })
    })

    test('that ran out long ago are not sent to a kiosk that begins', async () => {
      const store = await fresh()
      await change(store, put('person', aPerson(0)))
      const on = (days: number) => new Date(MORNING - days * DAY_MS).toISOString().slice(0, 10)
      const old = [31, 29].map(days => ({
        ...dates,
        id: card(days),
        person: person(0),
        issued: '2026-01-01',
        expires: on(days),
      }))
      await store.cards.issue(old, null, MORNING)
      expect((await store.directory.rosterSince(SCHOOL.site, 0)).set.map(row => row[0])).toEqual([card(29)])
    })

    test('keys reach the kiosks below them, until their last day', async () => {
      const { cards, directory } = await fresh()
      const version = () => cards.configVersion(SCHOOL.site)
      const start = await version()
      const publicKey = new Uint8Array(32).fill(4)
      const key = { kid: 'aaaaaaaa', jurisdiction: 'mn', publicKey, madeAt: 5, trustedUntil: null }
      await cards.putKey(key)
      await cards.putKey({ ...key, kid: 'bbbbbbbb', jurisdiction: 'school', trustedUntil: '2026-11-23' })
      await cards.putKey({ ...key, kid: 'cccccccc', trustedUntil: '2026-11-22' })
      expect(await version()).toBe(start + 3)
      expect((await directory.issuerKeys(SCHOOL.site)).map(k => k.kid)).toEqual(['aaaaaaaa', 'bbbbbbbb'])
      expect(await cards.keys(['mn'])).toEqual([key, { ...key, kid: 'cccccccc', trustedUntil: '2026-11-22' }])

      expect(await cards.issuedBefore('school')).toBeUndefined()
      await cards.setIssuedBefore('mn', '2026-09-01')
      await cards.setIssuedBefore('school', '2026-08-01')
      expect(await cards.issuedBefore('school')).toBe('2026-09-01')
      expect(await cards.ownIssuedBefore('school')).toBe('2026-08-01')
      await cards.setIssuedBefore('mn', null)
      expect(await cards.issuedBefore('school')).toBe('2026-08-01')
      expect(await version()).toBe(start + 6)
      await directory.putGate({ id: 'gate-1', site: SCHOOL.site, name: 'Main', lane: 'in' })
      expect(await version()).toBe(start + 7)
      expect(await cards.configVersion('elsewhere')).toBe(0)
    })

    test('of visitors are kept by day, and a gate has one poster', async () => {
      const { cards } = await fresh()
      const row: VisitorRow = {
        person: person(1),
        site: SCHOOL.site,
        day: '2026-11-23',
        phone: '99',
        purpose: 'Parent evening',
        at: MORNING,
        by: 'phone',
        state: 'waiting',
        yes: ['fever', 'cough'],
      }
      await cards.putVisitor(row)
      await cards.putVisitor({ ...row, person: person(2), at: MORNING - 1, yes: [] })
      await cards.putVisitor({ ...row, state: 'issued' })
      expect(await cards.visitor(person(1), '2026-11-23')).toEqual({ ...row, state: 'issued' })
      expect(await cards.visitor(person(1), '2026-11-24')).toBeUndefined()
      expect((await cards.visitors(SCHOOL.site, '2026-11-23')).map(v => v.person)).toEqual([
        person(2),
        person(1),
      ])
      await cards.putPoster('gate-1', 'hash-1')
      await cards.putPoster('gate-1', 'hash-2')
      expect([await cards.posterGate('hash-1'), await cards.posterGate('hash-2')]).toEqual([
        undefined,
        'gate-1',
      ])
    })
  })
}
