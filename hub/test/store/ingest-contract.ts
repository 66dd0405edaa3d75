import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/types.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { SCHOOL } from '../helpers/school.ts'
import { DAY, freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { appendOf, head, mark } from './rows.ts'

/** Entries as they arrive. */
export function ingestContract(engine: TestEngine): void {
  let store: Store
  const fresh = async (now?: number) => {
    store = await freshStore(engine, now)
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
      expect((await presence.entries({ site: SCHOOL.site, day: DAY, limit: 9 })).map(e => e.seq)).toEqual([1])
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
      expect(await store.ingest.append([appendOf(1, [{ at: MORNING }])])).toEqual([{ ok: true, firstId: 2 }])
      expect((await store.presence.totals(SCHOOL.site, DAY)).onSite).toBe(1)
    })
  })
}
