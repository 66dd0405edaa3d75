import { seededRandom } from '@schoolgate/protocol/random'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StoredEntry } from '../../src/store/log-types.ts'
import { dayOfKey } from '../../src/store/sheet-keys.ts'
import type { PresenceSheet } from '../../src/store/trace-types.ts'
import type { Store } from '../../src/store/types.ts'
import { rebuildDay } from '../helpers/rebuild.ts'
import { SCHOOL } from '../helpers/school.ts'
import { card, DAY, freshStore, MINUTE, MORNING, person, type TestEngine } from './engine.ts'
import { appendOf, type EntryWish } from './rows.ts'

const NEXT = '2026-11-24'
/** two days after both */
const LATER = MORNING + 3 * 24 * 60 * MINUTE

/** What a sheet says, a line a visit. */
const lines = (sheet: PresenceSheet | undefined) =>
  (sheet?.persons ?? []).map((who, i) => ({
    who,
    in: sheet?.in[i],
    out: sheet?.out[i],
    inferred: sheet?.outInferred[i],
    gates: [sheet?.gates[sheet.gateIn[i] as number], sheet?.gates[sheet.gateOut[i] as number]],
    uncertain: sheet?.uncertain[i],
  }))

/** The same of raw entries, by the rules' own rebuild. */
function linesOf(entries: StoredEntry[]) {
  const { visits } = rebuildDay(entries, SCHOOL.timeZone)
  const behind = (who: string, direction: string, at: number | undefined) =>
    entries
      .filter(e => e.person === who && e.direction === direction && e.at === at)
      .filter(e => !e.reasons.includes('card-revoked') && (direction === 'out' || e.verdict !== 'recheck'))
      .sort((a, b) => a.seq - b.seq)[0]
  const wide = (e: StoredEntry | undefined) => e !== undefined && e.hi - e.lo > MINUTE
  return [...visits]
    .flatMap(([who, own]) =>
      own.map(v => {
        const begun = behind(who, 'in', v.in)
        const ended = behind(who, v.outInferred ? 'in' : 'out', v.out)
        return {
          who,
          in: v.in,
          out: v.out ?? Number.NaN,
          inferred: v.outInferred ? 1 : 0,
          gates: [begun?.gate, v.outInferred ? undefined : ended?.gate],
          uncertain: wide(begun) || wide(ended) ? 1 : 0,
        }
      }),
    )
    .sort((a, b) => a.in - b.in || (a.who < b.who ? -1 : 1))
}

export function sheetContract(engine: TestEngine): void {
  let store: Store
  const sheets = (...days: string[]) => store.trace.sheets(SCHOOL.site, days)
  const bodies = async () => {
    const found: string[] = []
    await engine.tables(async db => {
      const { rows } = await sql<{ key: number }>`select key from presence_sheet order by key`.execute(db)
      found.push(...rows.map(row => dayOfKey(Number(row.key))))
    })
    return found
  }

  describe('presence sheets', () => {
    beforeEach(async () => {
      store = await freshStore(engine, LATER)
    })

    test('any order of entries, late ones too, and any rhythm of merging and packing give what the log says', async () => {
      for (const seed of [1, 2]) {
        store = await freshStore(engine, LATER)
        const random = seededRandom(seed)
        const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
        const all = Array.from({ length: 44 }, (): EntryWish => {
          // Few different moments, on both sides of local midnight, so that ties occur.
          const at = Date.parse('2026-11-23T15:50:00Z') + Math.floor(random() * 20) * MINUTE
          const wish: EntryWish = {
            at,
            direction: pick(['in', 'out']),
            verdict: pick(['pass', 'pass', 'recheck', 'refer']),
            reasons: pick([[], [], ['card-revoked']]),
            gate: pick(['gate-1', 'gate-2']),
            hi: at + pick([5, 5, 90_000]),
          }
          return random() < 0.1 ? wish : { ...wish, person: person(Math.floor(random() * 5)) }
        })
        for (let i = 0; i < all.length; ) {
          const next = i + 1 + Math.floor(random() * 9)
          await store.ingest.append([appendOf(i, all.slice(i, next))])
          i = Math.min(next, all.length)
          // At once, as two hubs on one database would.
          const work = [
            () => store.presence.merge(),
            () => store.trace.pack('2026-11-30', 1 + Math.floor(random() * 2)),
            () => sheets(DAY, NEXT),
          ]
          await Promise.all(work.filter(() => random() < 0.5).map(each => each()))
          for (const day of random() < 0.5 ? [DAY, NEXT] : []) {
            const entries = await store.presence.entries({ site: SCHOOL.site, day, limit: 1000 })
            expect(lines((await sheets(day))[0])).toEqual(linesOf(entries))
          }
        }
        while ((await store.presence.merge()) > 0);
        while ((await store.trace.pack('2026-11-30', 9)) > 0);
        expect((await sheets(NEXT, DAY, '2026-11-20')).map(sheet => sheet.day)).toEqual([DAY, NEXT])
      }
    })

    test('a day that is over is packed when it is read, today is not', async () => {
      const today = LATER - 60 * MINUTE
      const wishes = [MORNING, today].map(at => ({ at, person: person(1) }))
      await store.ingest.append([appendOf(0, wishes)])
      await store.presence.merge()
      expect(await bodies()).toEqual([])
      expect((await sheets(DAY, '2026-11-26')).map(sheet => sheet.day)).toEqual([DAY, '2026-11-26'])
      expect(await bodies()).toEqual([DAY])
    })

    test('the merge drops the sheet of a day it touches, and it is packed again', async () => {
      await store.ingest.append([appendOf(0, [{ at: MORNING, person: person(1) }])])
      await store.presence.merge()
      expect(await store.trace.pack(NEXT, 5)).toBe(1)
      expect(await store.trace.pack(NEXT, 5)).toBe(0)
      const late = { at: MORNING + 30 * MINUTE, person: person(2), gate: 'gate-2' }
      await store.ingest.append([appendOf(1, [late])])
      expect((await sheets(DAY))[0]?.persons).toEqual([person(1), person(2)])
      await store.presence.merge()
      expect(await bodies()).toEqual([])
      expect(await store.trace.pack(NEXT, 5)).toBe(1)
      expect((await sheets(DAY))[0]?.gates).toEqual(['gate-1', 'gate-2'])
    })

    test('what cannot be read is made anew from the rows: a sheet, and the list of persons', async () => {
      const wishes = [MORNING, MORNING + 24 * 60 * MINUTE].map((at, i) => ({ at, person: person(i) }))
      await store.ingest.append([appendOf(0, wishes)])
      await store.presence.merge()
      while ((await store.trace.pack('2026-11-30', 9)) > 0);
      const before = (await sheets(DAY, NEXT)).map(lines)
      for (const table of ['presence_sheet', 'presence_roll']) {
        await engine.tables(async db => {
          await sql`update ${sql.table(table)} set body = ${new Uint8Array([1, 2, 3, 4, 5, 6])}`.execute(db)
        })
        expect((await sheets(DAY, NEXT)).map(lines)).toEqual(before)
        expect(await bodies()).toEqual([DAY, NEXT])
        expect((await sheets(NEXT)).map(lines)).toEqual(before.slice(1))
      }
    })

    test('cards shown after they ended are told with whom they were issued to', async () => {
      const shown: EntryWish = { at: MORNING, person: person(1), card: card(1), reasons: ['card-revoked'] }
      await store.ingest.append([appendOf(0, [{ ...shown, verdict: 'refer' }])])
      for (const merge of [async () => 0, store.presence.merge, () => store.trace.pack(NEXT, 3)]) {
        await merge()
        const [sheet] = await sheets(DAY)
        expect([sheet?.persons, sheet?.ended]).toEqual([[], [{ person: person(1), card: card(1) }]])
      }
    })

    test('visits of several persons at once are those of each alone', async () => {
      const wishes = [0, 1, 2, 1].map((n, i) => ({ at: MORNING + i * MINUTE, person: person(n) }))
      await store.ingest.append([appendOf(0, wishes.slice(0, 2))])
      await store.presence.merge()
      await store.ingest.append([appendOf(2, wishes.slice(2))])
      const who = [person(1), person(2)]
      const apart = await Promise.all(who.map(one => store.presence.visitsOf(one, DAY, DAY)))
      const together = await store.trace.visits(who, DAY, DAY)
      expect(together).toHaveLength(3)
      expect(together).toEqual(apart.flat().sort((a, b) => a.in - b.in))
      expect(await store.trace.visits(who, NEXT, NEXT)).toEqual([])
      const here = { site: SCHOOL.site, day: DAY }
      expect((await store.trace.seenTogether(who, DAY, NEXT)).map(row => ({ ...row }))).toEqual([here])
      expect(await store.trace.seenTogether(who, NEXT, NEXT)).toEqual([])
      await store.presence.merge()
      const seen = await store.trace.seen([...who, person(7)], DAY, NEXT)
      expect(seen.map(row => ({ ...row }))).toEqual(who.toSorted().map(one => ({ person: one, ...here })))
    })
  })
}
