import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Correction } from '@schoolgate/protocol/attendance/mark'
import { systemClock } from '@schoolgate/protocol/clock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AttendanceKeeper, type KeeperDeps } from '../../src/attendance/keeper.ts'
import { presenceRules } from '../../src/presence/rules.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/types.ts'
import { put, type SmallSchool, seedDirectory } from '../helpers/directory.ts'
import { ManualClock } from '../helpers/manual-clock.ts'
import { appendOf, type EntryWish } from '../store/rows.ts'

// Two schools with a class of three and a lesson on Mondays from 8:00 to 8:40; the keeper's day is a Monday.
const MONDAY = '2026-11-23'
const LAST_MONDAY = '2026-11-16'
const time = (day: string, clock: string) => Date.parse(`${day}T${clock}:00+08:00`)
const BY = { officer: 'officer', name: 'Officer', note: '', at: time(MONDAY, '07:00') }

let folder: string
let store: Store
let now: number
let schools: SmallSchool[]
let sent = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-keeper-'))
  now = time(MONDAY, '07:00')
  sent = 0
  store = await openStore(
    { sqlitePath: join(folder, 'hub.sqlite') },
    { rules: presenceRules, clock: { wall: () => now } },
  )
  schools = []
  await store.records.apply([put('jurisdiction', { id: 'nation', place: 'nation', kind: 'nation' })], BY)
  for (const place of ['one', 'two']) {
    const at = { place, site: `${place}-site` }
    await store.records.apply(
      [
        put('jurisdiction', { id: place, place, parent: 'nation' }),
        put('site', { id: at.site, place }),
        put('gate', { id: `${place}-gate`, place, site: at.site }),
      ],
      BY,
    )
    schools.push(await seedDirectory(store.records, at, place))
  }
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const keeper = (more: Partial<KeeperDeps> = {}) =>
  new AttendanceKeeper({
    records: store.records,
    attendance: store.attendance,
    localTime: presenceRules.localTime,
    now: () => now,
    clock: systemClock,
    failed: error => {
      throw error
    },
    rest: 0,
    ...more,
  })
const one = () => schools[0] as SmallSchool
const marks = async (day: string, place = 'one') =>
  Object.fromEntries(
    (await store.attendance.rowsOfPlaceDay(place, day)).map(row => [row.person, row.computed]),
  )
async function scan(...wishes: EntryWish[]) {
  await store.ingest.append([appendOf(sent, wishes, { site: one().site, gate: 'one-gate' })])
  sent += wishes.length
  await store.presence.merge()
}
const all = (computed: string) =>
  Object.fromEntries([...one().pupils, one().teacher].map(person => [person, computed]))

test('opens the day, follows entries, and turns the awaited into absent at the bell', async () => {
  const kept = keeper()
  await kept.pass()
  expect(await marks(MONDAY)).toEqual(all('awaited'))
  now = time(MONDAY, '07:55')
  await scan({ person: one().pupils[0], at: now })
  await kept.pass()
  expect(await marks(MONDAY)).toEqual({ ...all('awaited'), [one().pupils[0]]: 'present' })
  now = time(MONDAY, '08:40')
  await kept.pass()
  expect(await marks(MONDAY)).toEqual({ ...all('absent'), [one().pupils[0]]: 'present' })
})

test('rests in proportion to its work and stops when told', async () => {
  const clock = new ManualClock()
  const kept = keeper({ clock, rest: 4 })
  const stop = kept.start()
  clock.pass(1000)
  await stop()
  expect(await store.attendance.rowsOfPlaceDay('two', MONDAY)).toEqual([])
})

test('a day nobody opened stays closed for a stray entry and is opened when the school was there', async () => {
  const kept = keeper()
  await kept.pass()
  // A visitor's card and a school of four: two of four are enough, but only of those expected.
  await scan({ person: one().guardian, at: time(LAST_MONDAY, '08:00') })
  await kept.pass()
  expect(await marks(LAST_MONDAY)).toEqual({})
  await scan({ person: one().pupils[0], at: time(LAST_MONDAY, '08:10') })
  await kept.pass()
  expect(await marks(LAST_MONDAY)).toEqual({ ...all('absent'), [one().pupils[0]]: 'late' })
  // A kiosk whose clock runs ahead opens nothing.
  await scan({ person: one().pupils[0], at: time('2026-11-30', '08:00') })
  await kept.pass()
  expect(await marks('2026-11-30')).toEqual({})
  expect(await store.attendance.dirty(1)).toEqual([])
})

test('a change of the directory opens the day again; what a teacher said stays', async () => {
  const kept = keeper()
  await kept.pass()
  const [a, b, c] = one().pupils
  const word: Correction = { mark: 'present', reason: null, note: '', by: 'Teacher', at: now }
  await store.attendance.correct('one', MONDAY, b, word)
  await store.records.apply(
    [put('mode', { id: 'm', place: 'one', group: one().cls, from: MONDAY, to: MONDAY, mode: 'suspended' })],
    BY,
  )
  await kept.pass()
  const [row, ...others] = await store.attendance.rowsOfPlaceDay('one', MONDAY)
  expect([row?.person, row?.correction, others]).toEqual([b, word, []])
  await store.records.apply([{ op: 'remove', kind: 'mode', id: 'm' }], BY)
  await store.records.apply(
    [put('absence', { id: 'x', place: 'one', person: c, from: MONDAY, to: MONDAY })],
    BY,
  )
  await kept.pass()
  expect(await marks(MONDAY)).toEqual({ ...all('awaited'), [c]: 'excused' })
  const rows = await store.attendance.rowsOfGroup('one', one().cls, MONDAY, MONDAY)
  expect(rows.find(r => r.person === b)?.correction).toEqual(word)
  expect(rows.find(r => r.person === a)?.correction).toBeNull()
})

test('one school’s fault is told and does not hold up another', async () => {
  const faults: unknown[] = []
  let broken = true
  const records: KeeperDeps['records'] = {
    under: store.records.under,
    many: store.records.many,
    find: (kind, where) => {
      if (broken && (where as { place?: string }).place === 'one') throw new Error('broken')
      return store.records.find(kind, where)
    },
  }
  const kept = keeper({ records, failed: error => faults.push(error) })
  await kept.pass()
  expect(faults.length).toBeGreaterThan(0)
  expect(await marks(MONDAY)).toEqual({})
  expect(Object.keys(await marks(MONDAY, 'two'))).toHaveLength(4)
  expect(await store.attendance.dirty(1)).toEqual([])
  broken = false
  await kept.pass()
  expect(await marks(MONDAY)).toEqual(all('awaited'))
})

test('what is as it was is not written again', async () => {
  await keeper().pass()
  const settled: number[] = []
  const attendance: KeeperDeps['attendance'] = {
    ...store.attendance,
    settle: change => {
      settled.push(change.put.length + change.drop.length)
      return store.attendance.settle(change)
    },
  }
  await store.attendance.markDirty([{ site: one().site, day: MONDAY, person: '' }])
  await keeper({ attendance }).pass()
  expect(settled.every(n => n === 0)).toBe(true)
  expect(await store.attendance.dirty(1)).toEqual([])
})
