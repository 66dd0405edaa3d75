import { seededRandom } from '@schoolgate/protocol/random'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/types.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { rebuildDay } from '../helpers/rebuild.ts'
import { SCHOOL, seedPeople, seedSchool } from '../helpers/school.ts'
import { appendOf, type EntryWish, head, mark } from './rows.ts'

export interface TestEngine {
  name: Store['engine']
  start(): Promise<void>
  /** a new empty store whose clock says `now` */
  open(now?: number): Promise<Store>
  /** the store opened last, again */
  reopen(store: Store): Promise<Store>
  stop(): Promise<void>
}

const DAY = '2026-11-23'
/** 07:40 in Ulaanbaatar */
const MORNING = Date.parse('2026-11-22T23:40:00Z')
const MINUTE = 60_000
const person = (i: number) => testId(`person ${i}`)
const card = (i: number) => testId(`card ${i}`)

/** What a store promises, whichever engine keeps it. */
export function storeContract(engine: TestEngine): void {
  describe(`the store on ${engine.name}`, () => {
    let store: Store
    beforeAll(() => engine.start(), 60_000)
    afterAll(() => engine.stop())

    const fresh = async (now?: number) => {
      store = await engine.open(now)
      await seedSchool(store)
      return store
    }

    describe('ingest', () => {
      test('gives ids in log order and moves the mark', async () => {
        const { ingest } = await fresh()
        expect(await ingest.highWater(testId('kiosk'), testId('journal'))).toEqual({ ...mark(0), lo: 0 })
        const first = await ingest.append([
          appendOf(0, [{ at: MORNING }, { at: MORNING + 1 }]),
          appendOf(0, [{ at: MORNING }], { journal: testId('other') }),
        ])
        expect(first).toEqual([
          { ok: true, firstId: 1 },
          { ok: true, firstId: 3 },
        ])
        expect(await ingest.append([appendOf(2, [{ at: MORNING }])])).toEqual([{ ok: true, firstId: 4 }])
        expect(await ingest.highWater(testId('kiosk'), testId('journal'))).toEqual(mark(3))
      })

      test('refuses a part whose mark was moved by another connection and stores the others', async () => {
        const { ingest, presence } = await fresh()
        await ingest.append([appendOf(0, [{ at: MORNING }])])
        const stale = appendOf(0, [{ at: MORNING, person: person(9) }])
        const forked = { ...appendOf(1, [{ at: MORNING }]), expected: { seq: 1, head: head(1, 7) } }
        const good = appendOf(0, [{ at: MORNING, person: person(1) }], { journal: testId('other') })
        expect(await ingest.append([stale, forked, good])).toEqual([
          { ok: false, actual: mark(1) },
          { ok: false, actual: mark(1) },
          { ok: true, firstId: 2 },
        ])
        const stored = await presence.entries({ site: SCHOOL.site, day: DAY, limit: 10 })
        expect(stored.map(entry => entry.id)).toEqual([2, 1])
      })

      test('two parts of one journal in one group follow each other', async () => {
        const { ingest } = await fresh()
        const group = [appendOf(0, [{ at: MORNING }]), appendOf(1, [{ at: MORNING + 5 }])]
        expect(await ingest.append(group)).toEqual([
          { ok: true, firstId: 1 },
          { ok: true, firstId: 2 },
        ])
      })

      test('keeps what cannot be read, and gaps, beside the log', async () => {
        const { ingest, presence, directory } = await fresh()
        const kiosk = testId('kiosk')
        await directory.putKiosk({
          id: kiosk,
          gate: SCHOOL.gate,
          key: new Uint8Array(32).fill(3),
          status: 'active',
          pairedAt: 1,
        })
        const append = appendOf(0, [{ at: MORNING }, { at: MORNING + 1 }])
        append.entries[1] = undefined
        const bad = {
          kiosk,
          journal: testId('journal'),
          seq: 2,
          reason: 'body is not JSON',
          raw: new Uint8Array([0, 255]),
          receivedAt: MORNING,
        }
        const gap = { kiosk, journal: testId('journal'), from: 3, to: 9, noticedAt: MORNING }
        await ingest.append([
          { ...append, quarantine: [bad] },
          { ...appendOf(2, []), next: mark(9), gaps: [gap] },
        ])
        expect(await ingest.quarantined(10)).toEqual([bad])
        expect(await presence.gaps(SCHOOL.site)).toEqual([gap])
        expect(await presence.gaps('elsewhere')).toEqual([])
        expect((await presence.entries({ site: SCHOOL.site, day: DAY, limit: 9 })).map(e => e.seq)).toEqual([
          1,
        ])
        expect(await presence.merge()).toBe(2)
        expect((await presence.totals(SCHOOL.site, DAY)).counts.pass).toBe(1)
      })

      test('the newest seal of a journal stays, whatever order they come in', async () => {
        const { ingest } = await fresh()
        const at = (seq: number) => ({
          kiosk: testId('kiosk'),
          journal: testId('journal'),
          seq,
          head: new Uint8Array(32).fill(seq),
          sig: new Uint8Array(64).fill(seq),
          receivedAt: MORNING,
        })
        for (const seq of [100, 200, 150]) await ingest.putSeal(at(seq))
        expect(await ingest.seal(testId('kiosk'), testId('journal'))).toEqual(at(200))
        expect(await ingest.seal(testId('kiosk'), testId('another'))).toBeUndefined()
      })

      test('a quarantined kiosk stays known', async () => {
        const { ingest, directory } = await fresh()
        const row = {
          id: testId('kiosk'),
          gate: SCHOOL.gate,
          key: new Uint8Array(32).fill(3),
          status: 'active' as const,
          pairedAt: 17,
        }
        await directory.putKiosk(row)
        await ingest.quarantineKiosk(row.id)
        expect(await directory.kiosk(row.id)).toEqual({ ...row, status: 'quarantined' })
        expect(await directory.kiosksAt(SCHOOL.site)).toHaveLength(1)
      })

      test('survives being closed and opened again', async () => {
        const { ingest } = await fresh()
        await ingest.append([appendOf(0, [{ at: MORNING, person: person(1), surface: 34.2 }])])
        await store.presence.merge()
        store = await engine.reopen(store)
        expect(await store.ingest.highWater(testId('kiosk'), testId('journal'))).toEqual(mark(1))
        expect(await store.ingest.append([appendOf(1, [{ at: MORNING }])])).toEqual([
          { ok: true, firstId: 2 },
        ])
        expect((await store.presence.totals(SCHOOL.site, DAY)).onSite).toBe(1)
      })
    })

    describe('presence', () => {
      const wishes: EntryWish[] = [
        { at: MORNING, person: person(1), card: card(1), surface: 34.31 },
        {
          at: MORNING + MINUTE,
          person: person(2),
          verdict: 'recheck',
          reasons: ['warm'],
          surface: 36.4,
          gate: 'gate-2',
        },
        { at: MORNING + 3 * MINUTE, person: person(2), verdict: 'isolate', reasons: ['still-warm'], look: 2 },
        { at: MORNING + 4 * MINUTE, verdict: 'refer', reasons: ['card-forged'] },
        { at: MORNING + 300 * MINUTE, person: person(1), direction: 'out' },
        { at: MORNING + 360 * MINUTE, person: person(1) },
      ]

      const check = async () => {
        const totals = await store.presence.totals(SCHOOL.site, DAY)
        expect(totals.counts).toEqual({ in: 3, out: 1, pass: 3, recheck: 1, isolate: 1, refer: 1 })
        expect(totals.onSite).toBe(2)
        expect(totals.arrivals).toEqual([[7 * 60 + 40, 1]])
        expect(Object.keys(totals.temperatures).sort()).toEqual(['gate-1', 'gate-2'])
        expect(totals.temperatures['gate-1']?.[21]).toBe(1)
        expect(totals.temperatures['gate-2']?.[32]).toBe(1)
        const visits = await store.presence.visitsOf(person(1), DAY, DAY)
        const [at, left, back] = [MORNING, MORNING + 300 * MINUTE, MORNING + 360 * MINUTE]
        const place = { site: SCHOOL.site, person: person(1), day: DAY }
        expect(visits).toEqual([
          { ...place, in: at, out: left, outInferred: false },
          { ...place, in: back, out: undefined, outInferred: false },
        ])
      }

      test('answers the same before and after rows are merged, and half way', async () => {
        await fresh(MORNING + 400 * MINUTE)
        await store.ingest.append([appendOf(0, wishes)])
        await check()
        expect(await store.presence.merge()).toBe(wishes.length)
        await check()
        expect(await store.presence.merge()).toBe(0)

        await fresh(MORNING + 400 * MINUTE)
        await store.ingest.append([appendOf(0, wishes.slice(0, 4))])
        await store.presence.merge()
        await store.ingest.append([appendOf(4, wishes.slice(4))])
        await check()
      })

      test('a late entry moves the first arrival and rebuilds the visit', async () => {
        await fresh(MORNING + 400 * MINUTE)
        await store.ingest.append([appendOf(0, [{ at: MORNING + 9 * MINUTE, person: person(1) }])])
        await store.presence.merge()
        await store.ingest.append([appendOf(1, [{ at: MORNING, person: person(1) }])])
        await store.presence.merge()
        const totals = await store.presence.totals(SCHOOL.site, DAY)
        expect(totals.arrivals).toEqual([[460, 1]])
        expect(totals.onSite).toBe(1)
        const visits = await store.presence.visitsOf(person(1), DAY, DAY)
        expect(visits.map(v => [v.in, v.out, v.outInferred])).toEqual([
          [MORNING, MORNING + 9 * MINUTE, true],
          [MORNING + 9 * MINUTE, undefined, false],
        ])
      })

      test('a visit nobody ended is capped at local midnight, inferred, once the day is over', async () => {
        await fresh(MORNING + 24 * 60 * MINUTE)
        await store.ingest.append([appendOf(0, [{ at: MORNING, person: person(1) }])])
        const midnight = Date.parse('2026-11-23T16:00:00Z')
        const [visit] = await store.presence.visitsOf(person(1), DAY, DAY)
        expect(visit).toMatchObject({ out: midnight, outInferred: true })
      })

      test('pages entries backwards across merged and fresh rows', async () => {
        await fresh()
        const many = Array.from({ length: 9 }, (_, i) => ({ at: MORNING + i, person: person(i % 3) }))
        await store.ingest.append([appendOf(0, many.slice(0, 5))])
        await store.presence.merge()
        await store.ingest.append([appendOf(5, many.slice(5))])
        const query = { site: SCHOOL.site, day: DAY, limit: 4 }
        const ids: number[][] = []
        let before: number | undefined
        for (;;) {
          const page = await store.presence.entries(before === undefined ? query : { ...query, before })
          if (page.length === 0) break
          ids.push(page.map(entry => entry.id))
          before = page.at(-1)?.id
        }
        expect(ids).toEqual([[9, 8, 7, 6], [5, 4, 3, 2], [1]])
        expect(await store.presence.entries({ ...query, site: 'elsewhere' })).toEqual([])
      })

      test('the usual curve is the mean of the last school days before', async () => {
        await fresh()
        const day = 24 * 60 * MINUTE
        const on = (days: number, i: number, minutes = 0) => ({
          at: MORNING - days * day + minutes * MINUTE,
          person: person(i),
        })
        // A day without entries between them is no school day.
        const past = [on(4, 1), on(4, 2), on(2, 1), on(2, 2, 1), on(1, 1), on(1, 2)]
        await store.ingest.append([appendOf(0, [...past, on(0, 1)])])
        await store.presence.merge()
        expect(await store.presence.usualArrivals(SCHOOL.site, DAY, 2)).toEqual([
          [460, 1.5],
          [461, 0.5],
        ])
        expect(await store.presence.usualArrivals('elsewhere', DAY, 2)).toEqual([])
      })

      test('any order of arrival and any rhythm of merging ends as a rebuild from the raw log', async () => {
        for (const seed of [1, 2, 3]) {
          await fresh(MORNING)
          const random = seededRandom(seed)
          const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
          const all = Array.from({ length: 40 }, (): EntryWish => {
            const wish: EntryWish = {
              // Few different moments, on both sides of local midnight, so that ties occur.
              at: Date.parse('2026-11-23T15:50:00Z') + Math.floor(random() * 20) * MINUTE,
              direction: pick(['in', 'out']),
              verdict: pick(['pass', 'pass', 'recheck', 'isolate', 'refer']),
              reasons: pick([[], ['warm'], ['card-revoked']]),
              surface: 29 + random() * 13,
            }
            return random() < 0.1 ? wish : { ...wish, person: person(Math.floor(random() * 4)) }
          })
          for (let i = 0; i < all.length; ) {
            const next = i + 1 + Math.floor(random() * 6)
            await store.ingest.append([appendOf(i, all.slice(i, next))])
            i = Math.min(next, all.length)
            if (random() < 0.5) await store.presence.merge()
          }
          for (const day of ['2026-11-23', '2026-11-24']) {
            const entries = await store.presence.entries({ site: SCHOOL.site, day, limit: 1000 })
            const rebuilt = rebuildDay(entries, SCHOOL.timeZone)
            const stages = [async () => 0, () => store.presence.merge()]
            for (const stage of stages) {
              await stage()
              expect(await store.presence.totals(SCHOOL.site, day)).toEqual(rebuilt.totals)
              for (const [who, visits] of rebuilt.visits)
                expect((await store.presence.visitsOf(who, day, day)).map(v => v.in)).toEqual(
                  visits.map(v => v.in),
                )
            }
          }
        }
      })
    })

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

    describe('accounts and alarms', () => {
      const officer = {
        id: 'o1',
        user: 'head',
        name: 'Head',
        passwordHash: '$argon2id$',
        jurisdiction: 'school',
        locale: 'mn' as const,
      }

      test('officers, sessions and wall tokens come back as they were put', async () => {
        const { accounts } = await fresh()
        await accounts.putOfficer(officer)
        expect(await accounts.officerByUser('head')).toEqual(officer)
        expect(await accounts.officer('o1')).toEqual(officer)
        expect(await accounts.officerByUser('Head')).toBeUndefined()
        await accounts.putSession({ id: 's1', officer: 'o1', expiresAt: 123.5 })
        expect(await accounts.session('s1')).toEqual({ id: 's1', officer: 'o1', expiresAt: 123.5 })
        await accounts.dropSession('s1')
        expect(await accounts.session('s1')).toBeUndefined()

        for (const [id, expiresAt] of [
          ['s2', 100],
          ['s3', 300],
        ] as const)
          await accounts.putSession({ id, officer: 'o1', expiresAt })
        await accounts.dropExpiredSessions(200)
        expect([await accounts.session('s2'), (await accounts.session('s3'))?.id]).toEqual([undefined, 's3'])
        await accounts.dropSessionsOf('o1')
        expect(await accounts.session('s3')).toBeUndefined()
        await accounts.putWallToken('t1', SCHOOL.site, 'o1', 1)
        expect(await accounts.wallSite('t1')).toBe(SCHOOL.site)
        await accounts.dropWallTokens(SCHOOL.site)
        expect(await accounts.wallSite('t1')).toBeUndefined()
      })

      test('open alarms are those not closed, or closed lately', async () => {
        const { alarms } = await fresh()
        const alarm = {
          id: 'a1',
          kind: 'isolate' as const,
          priority: 'high' as const,
          gate: 'gate-1',
          raisedAt: 1000,
          state: 'new' as const,
          level: 0,
          reasons: ['warm' as const],
        }
        await alarms.putAlarm(SCHOOL.site, alarm)
        await alarms.putAlarm(SCHOOL.site, {
          ...alarm,
          id: 'a2',
          raisedAt: 500,
          state: 'closed',
          stepAt: 2000,
        })
        expect((await alarms.openAlarms(SCHOOL.site, 1999)).map(a => a.id)).toEqual(['a2', 'a1'])
        expect((await alarms.openAlarms(SCHOOL.site, 2000)).map(a => a.id)).toEqual(['a1'])
        expect(await alarms.openAlarms('elsewhere', 0)).toEqual([])
        expect(await alarms.alarm('a1')).toEqual({ site: SCHOOL.site, alarm })
        await alarms.putAlarm(SCHOOL.site, { ...alarm, state: 'going' })
        expect((await alarms.alarm('a1'))?.alarm.state).toBe('going')
        expect(await alarms.alarm('none')).toBeUndefined()
      })
    })
  })
}
