import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/types.ts'
import { SCHOOL, seedPeople } from '../helpers/school.ts'
import { card, freshStore, person, type TestEngine } from './engine.ts'

/** The tree, the roster and pairing. */
export function directoryContract(engine: TestEngine): void {
  let store: Store
  const fresh = async (now?: number) => {
    store = await freshStore(engine, now)
    return store
  }

  describe('directory', () => {
    test('keeps the tree and finds sites by path, taking no name for a pattern', async () => {
      const { directory } = await fresh()
      expect(await directory.jurisdiction('school')).toMatchObject({ parent: 'mn', path: '/mn/school/' })
      expect((await directory.sitesUnder('/mn/')).map(site => site.id)).toEqual([SCHOOL.site])
      expect(await directory.sitesUnder('/%/')).toEqual([])
      expect(await directory.sitesUnder('/_n/')).toEqual([])
      expect(await directory.site('nowhere')).toBeUndefined()
      expect((await directory.gates(SCHOOL.site)).map(gate => gate.id)).toEqual(['gate-1', 'gate-2'])
      await directory.putGate({ id: 'gate-1', site: SCHOOL.site, name: 'Main', lane: 'in' })
      expect(await directory.gate('gate-1')).toEqual({
        id: 'gate-1',
        site: SCHOOL.site,
        name: 'Main',
        lane: 'in',
      })
    })

    test('hands out the keys of the school and of everything above it', async () => {
      const { directory } = await fresh()
      const put = (kid: string, jurisdiction: string) =>
        directory.putIssuerKey({ kid, jurisdiction, publicKey: new Uint8Array(32).fill(kid.length) })
      await directory.putJurisdiction({ id: 'x', parent: 'mn', kind: 'school', name: 'X', path: '/mn/x/' })
      await put('aaaaaaaa', 'mn')
      await put('bbbbbbbb', 'school')
      await put('cccccccc', 'x')
      const keys = await directory.issuerKeys(SCHOOL.site)
      expect(keys.map(key => key.kid)).toEqual(['aaaaaaaa', 'bbbbbbbb'])
      expect(keys[0]?.publicKey).toEqual(new Uint8Array(32).fill(8))
    })

    test('a pairing code works once and not after its time', async () => {
      const { directory } = await fresh()
      await directory.putPairingCode('hash-1', 'gate-1', 1000)
      await directory.putPairingCode('hash-2', 'gate-1', 1000)
      expect(await directory.takePairingCode('hash-1', 999)).toBe('gate-1')
      expect(await directory.takePairingCode('hash-1', 999)).toBeUndefined()
      expect(await directory.takePairingCode('hash-2', 1000)).toBeUndefined()
      expect(await directory.takePairingCode('never', 0)).toBeUndefined()
    })

    test('the roster tells what changed since a version', async () => {
      const { directory } = await fresh()
      expect(await directory.rosterVersion(SCHOOL.site)).toBe(0)
      await seedPeople(store, 3)
      const all = await directory.rosterSince(SCHOOL.site, 0)
      expect(all.set).toHaveLength(3)
      expect(all.set).toContainEqual([card(1), person(1), 'Person 1', 'active'])
      expect((await directory.rosterSince(SCHOOL.site, all.version)).set).toEqual([])

      await directory.revokeCard(card(1), 5)
      const revoked = await directory.rosterSince(SCHOOL.site, all.version)
      expect(revoked.version).toBeGreaterThan(all.version)
      expect(revoked.set).toEqual([[card(1), person(1), 'Person 1', 'revoked']])

      const [someone] = (await directory.people(SCHOOL.site)).filter(p => p.id === person(2))
      await directory.putPeople([{ ...(someone as NonNullable<typeof someone>), given: 'New' }])
      const renamed = await directory.rosterSince(SCHOOL.site, revoked.version)
      expect(renamed.set).toEqual([[card(2), person(2), 'New', 'active']])
    })

    test('who moves to another school, or whose card does, leaves the roster here and joins it there', async () => {
      const { directory } = await fresh()
      await directory.putSite({ id: 'two', jurisdiction: 'mn', name: 'Two', timeZone: 'UTC', locale: 'en' })
      await seedPeople(store, 3)
      const { version } = await directory.rosterSince(SCHOOL.site, 0)
      const people = await directory.people(SCHOOL.site)
      const mover = people.find(p => p.id === person(0))
      await directory.putPeople([{ ...(mover as NonNullable<typeof mover>), site: 'two' }])
      const left = await directory.rosterSince(SCHOOL.site, version)
      expect(left).toMatchObject({ set: [], remove: [card(0)] })
      expect((await directory.rosterSince('two', 0)).set.map(row => row[0])).toEqual([card(0)])

      const row = {
        id: card(1),
        person: person(0),
        issued: '2026-09-01',
        expires: '2027-08-31',
        revokedAt: null,
      }
      await directory.putCards([row])
      expect((await directory.rosterSince(SCHOOL.site, left.version)).remove).toEqual([card(1)])
      await directory.putCards([{ ...row, person: person(1) }])
      const back = await directory.rosterSince(SCHOOL.site, left.version)
      expect(back.set.map(r => r[0])).toEqual([card(1)])
      expect(back.remove).toEqual([])
      expect((await directory.rosterSince('two', 1)).remove).toEqual([card(1)])
    })
  })
}
