import { seededRandom } from '@schoolgate/protocol/random'
import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/types.ts'
import { rebuildDay } from '../helpers/rebuild.ts'
import { SCHOOL } from '../helpers/school.ts'
import { card, DAY, freshStore, MINUTE, MORNING, person, type TestEngine } from './engine.ts'
import { appendOf, type EntryWish } from './rows.ts'

/** Visits and counters made of entries. */
export function presenceContract(engine: TestEngine): void {
  let store: Store
  const fresh = async (now?: number) => {
    store = await freshStore(engine, now)
    return store
  }

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
}
