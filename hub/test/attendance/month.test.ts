import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Correction } from '@schoolgate/protocol/attendance/mark'
import { systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AttendanceKeeper } from '../../src/attendance/keeper.ts'
import { presenceRules } from '../../src/presence/rules.ts'
import { openStore } from '../../src/store/open.ts'
import type { GuardedChange } from '../../src/store/record-types.ts'
import type { Store } from '../../src/store/types.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { appendOf, type EntryWish } from '../store/rows.ts'
import { KIOSKS, monthEntries, type SentEntry } from './month-entries.ts'
import { BELLS, FAR_SITE, MONTH, monthPlan, PLACE, SITE } from './month-plan.ts'
import {
  absenceRecord,
  classRecords,
  modeRecord,
  peopleRecords,
  placeRecords,
  pupilRecords,
  shiftRecord,
  substitutionRecord,
} from './month-records.ts'
import { recount, tally } from './recount.ts'

const DAY = 1440
const MIDNIGHT = Date.parse('2026-11-01T00:00:00+08:00')
const atOf = (day: string, minute: number) => MIDNIGHT + (MONTH.indexOf(day) * DAY + minute) * 60_000

let folder: string
let store: Store
/** minutes since the month's first midnight */
let now = 0
const clock = { wall: () => MIDNIGHT + now * 60_000 }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-month-'))
  store = await openStore({ sqlitePath: join(folder, 'hub.sqlite') }, { rules: presenceRules, clock })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

test('a month of attendance equals an independent recount from the raw entries', async () => {
  const random = seededRandom(20261101)
  const plan = monthPlan()
  const entries = monthEntries(plan, random)
  const delivered: SentEntry[] = []
  const corrections = new Map<string, Correction>()

  const apply = async (changes: GuardedChange[]) => {
    const by = { officer: 'officer', name: 'Officer', note: '', at: clock.wall() }
    expect(await store.records.apply(changes, by)).toMatchObject({ ok: true })
  }
  await apply([...placeRecords(), ...classRecords(plan), ...peopleRecords(plan)])

  const faults: unknown[] = []
  const newKeeper = () =>
    new AttendanceKeeper({
      records: store.records,
      attendance: store.attendance,
      localTime: presenceRules.localTime,
      now: clock.wall,
      clock: systemClock,
      failed: error => faults.push(error),
      rest: 0,
    })
  let keeper = newKeeper()

  const queues = new Map(KIOSKS.map(kiosk => [kiosk as string, entries.filter(e => e.kiosk === kiosk)]))
  const sent = new Map(KIOSKS.map(kiosk => [kiosk as string, 0]))
  /** Everything a kiosk has by now goes to the hub; what waited for a line comes days late and all at once. */
  async function deliver() {
    for (const [kiosk, queue] of queues) {
      const ready = queue.findIndex(e => e.arrives > now)
      const batch = queue.splice(0, ready === -1 ? queue.length : ready)
      if (batch.length === 0) continue
      const wishes = batch.map((e): EntryWish => {
        const { person, direction, verdict, reasons } = e
        return { at: atOf(e.day, e.minute), person, direction, verdict, reasons }
      })
      const at = kiosk === KIOSKS[2] ? { site: FAR_SITE, gate: 'gate-2' } : { site: SITE, gate: 'gate-1' }
      const place = { kiosk: testId(kiosk), journal: testId(`journal ${kiosk}`), ...at }
      const from = sent.get(kiosk) ?? 0
      const [outcome] = await store.ingest.append([appendOf(from, wishes, place)])
      expect(outcome?.ok).toBe(true)
      sent.set(kiosk, from + batch.length)
      delivered.push(...batch)
    }
    while ((await store.presence.merge()) > 0);
  }

  /** @param back days before today that are looked at too */
  async function compare(back: number) {
    const today = { day: MONTH[Math.floor(now / DAY)] as string, minute: Math.floor(now % DAY) }
    const days = MONTH.slice(Math.max(0, Math.floor(now / DAY) - back), Math.floor(now / DAY) + 1)
    const rows = recount(plan, delivered, corrections, days, today, atOf)
    const byDay = Map.groupBy(rows, row => row.day)
    const order = (a: { person: string }, b: { person: string }) => (a.person < b.person ? -1 : 1)
    const same = <T>(kept: T, counted: T, what: string) => {
      // The runner's own comparison is for the first difference: there are tens of thousands of rows.
      if (!isDeepStrictEqual(kept, counted)) expect(kept, what).toEqual(counted)
    }
    for (const day of days) {
      const kept = (await store.attendance.rowsOfPlaceDay(PLACE, day)).map(({ place: _, ...row }) => row)
      const counted = byDay.get(day) ?? []
      same(kept.sort(order), counted.sort(order), `${day} seen on ${today.day} at ${today.minute}`)
    }
    const [from, to] = [days[0] as string, today.day]
    const byClass = await store.attendance.countsOfPlace(PLACE, from, to)
    same(
      Object.fromEntries(byClass.map(c => [`${c.day} ${c.group} ${c.role}`, c.counts])),
      tally(rows, row => `${row.day} ${row.group} ${row.role}`),
      `classes on ${today.day}`,
    )
    const byRole = await store.attendance.countsUnder('/mn/', from, to)
    same(
      Object.fromEntries(byRole.map(c => [`${c.day} ${c.role}`, c.counts])),
      tally(rows, row => `${row.day} ${row.role}`),
      `the school on ${today.day}`,
    )
    return rows
  }

  const pupil = (n: number) => plan.pupils[n] as (typeof plan.pupils)[number]
  const correct = async (n: number) => {
    const day = MONTH[Math.floor(now / DAY)] as string
    for (const mark of ['present', 'excused', 'late'] as const) {
      const one = pupil(Math.floor(random() * plan.pupils.length))
      const correction: Correction = { mark, reason: null, note: `${n}`, by: 'Teacher', at: clock.wall() }
      const done = await store.attendance.correct(PLACE, day, one.id, correction)
      if (done) corrections.set(`${day} ${one.id}`, correction)
    }
  }

  /** What people do in the directory, by minute of the month. */
  const doings: [number, () => Promise<void>][] = [
    // said two days late that somebody is ill, and early that somebody will be away
    [at(3, 600), () => away(pupil(20).id, '2026-11-02', '2026-11-05', 'illness')],
    [at(4, 500), () => away(pupil(40).id, '2026-11-16', '2026-11-20', 'family')],
    [at(5, 500), () => away(pupil(41).id, '2026-11-05', '2026-11-06', 'unexcused')],
    [at(5, 505), () => away(plan.teachers[0] as string, '2026-11-05', '2026-11-05', 'illness')],
    [
      at(16, 505),
      async () => {
        plan.cancelled.push({ lesson: 'c2-1-6', day: '2026-11-16' })
        plan.substitutes.push({ lesson: 'c2-1-2', day: '2026-11-16', teacher: plan.teachers[8] as string })
        await apply([
          substitutionRecord('c2-1-6', '2026-11-16', null),
          substitutionRecord('c2-1-2', '2026-11-16', plan.teachers[8] as string),
        ])
      },
    ],
    [
      // from the morning to the afternoon shift in mid-month
      at(17, 560),
      async () => {
        pupil(3).classes.push({ id: 'c5', from: '2026-11-17' })
        await apply(pupilRecords(pupil(3)))
      },
    ],
    // said afterwards that a class was at home
    [at(20, 430), () => mode('c7', '2026-11-18', '2026-11-19', 'online')],
    // sent home in the cold
    [at(20, 660), () => mode(null, '2026-11-20', '2026-11-20', 'suspended')],
    [
      at(20, 900),
      async () => {
        const [old, fresh] = BELLS as [(typeof BELLS)[number], (typeof BELLS)[number]]
        await apply([
          { op: 'put', kind: 'shift', record: shiftRecord(old, '2026-11-22') },
          { op: 'put', kind: 'shift', record: shiftRecord(fresh) },
        ])
      },
    ],
    [at(23, 500), () => mode('c4', '2026-11-23', '2026-11-24', 'mixed')],
    [
      at(24, 730),
      async () => {
        pupil(60).archivedOn = '2026-11-24'
        await apply(pupilRecords(pupil(60)))
      },
    ],
    [
      at(25, 480),
      async () => {
        const id = testId('new pupil')
        plan.pupils.push({ id, classes: [{ id: 'c4', from: '2026-11-25' }], half: undefined })
        await apply(pupilRecords(plan.pupils.at(-1) as (typeof plan.pupils)[number]))
      },
    ],
  ]
  async function away(person: string, from: string, to: string, reason: 'illness' | 'family' | 'unexcused') {
    const absence = { id: `${person}-${from}`, person, from, to, reason }
    plan.absences.push(absence)
    await apply([absenceRecord(absence)])
  }
  async function mode(of: string | null, from: string, to: string, how: 'online' | 'suspended' | 'mixed') {
    const row = { id: `${of}-${from}`, of, from, to, mode: how }
    plan.modes.push(row)
    await apply([modeRecord(row)])
  }

  for (let date = 1; date <= 30; date++) {
    for (const minute of [30, 470, 500, 545, 580, 720, 850, 905, 1400]) {
      now = (date - 1) * DAY + minute
      // The hub sleeps for two days and a bit; kiosks keep what they have.
      if (now > at(17, 1000) && now < at(20, 420)) continue
      await deliver()
      while (doings[0] && doings[0][0] <= now) await doings.shift()?.[1]()
      if ((date === 20 && minute === 470) || (date === 24 && minute === 580)) keeper = newKeeper()
      await keeper.pass()
      if (minute === 905) await correct(date)
      if (date === 10 && minute === 1400) {
        // the teacher takes a word back
        const [key] = corrections.keys()
        const [day = '', person = ''] = (key ?? '').split(' ')
        corrections.delete(key as string)
        expect(await store.attendance.correct(PLACE, day, person, null)).toBe(true)
      }
      await compare(minute === 1400 && date % 5 === 0 ? 30 : 2)
    }
  }
  expect(doings).toEqual([])
  expect(faults).toEqual([])
  expect(await store.attendance.dirty(1)).toEqual([])
  // Once more from nothing remembered changes nothing.
  await newKeeper().pass()
  expect((await compare(30)).length).toBeGreaterThan(1500)
}, 60_000)

const at = (date: number, minute: number) => (date - 1) * DAY + minute
