import type { Random } from '@schoolgate/protocol/random'
import { isTaught, MONTH, type MonthPlan } from './month-plan.ts'
import type { RawEntry } from './recount.ts'

/** A raw entry, and when the hub hears of it: minutes after the month's first midnight. */
export interface SentEntry extends RawEntry {
  arrives: number
}

/** Two at the school's own gates, one at its far campus, where the classes of `FAR` are taught. */
export const KIOSKS = ['kiosk-1', 'kiosk-2', 'kiosk-far'] as const
export const FAR = ['c6', 'c8']
const DAY = 1440

/** Times in which a kiosk has no line; everything waits for its end. Minutes after the month's first midnight. */
const OFFLINE: { kiosk: string; from: number; to: number }[] = [
  { kiosk: 'kiosk-1', from: 3 * DAY + 420, to: 5 * DAY + 720 },
  { kiosk: 'kiosk-2', from: 16 * DAY, to: 19 * DAY + 560 },
  { kiosk: 'kiosk-1', from: 17 * DAY, to: 19 * DAY + 560 },
  { kiosk: 'kiosk-far', from: 17 * DAY, to: 19 * DAY + 575 },
  { kiosk: 'kiosk-1', from: 23 * DAY + 600, to: 24 * DAY + 480 },
]

/**
 * Everybody's comings and goings of November: on time, late, early away, with a forgotten way out or in, back and forth
 * in the break, at a club before or after, refused at first, with somebody else's card. In order of each journal.
 */
export function monthEntries(plan: MonthPlan, random: Random): SentEntry[] {
  const entries: Omit<SentEntry, 'seq'>[] = []
  const far = new Set(plan.pupils.filter(p => FAR.includes(p.classes[0]?.id ?? '')).map(p => p.id))
  const chance = (p: number) => random() < p
  const within = (from: number, to: number) => from + random() * (to - from)

  const scan = (
    person: string,
    day: string,
    minute: number,
    more: Partial<RawEntry> & Pick<RawEntry, 'direction'>,
  ) => {
    const kiosk = far.has(person) ? KIOSKS[2] : chance(0.7) ? KIOSKS[0] : KIOSKS[1]
    const moment = MONTH.indexOf(day) * DAY + minute
    const offline = OFFLINE.find(o => o.kiosk === kiosk && o.from <= moment && moment < o.to)
    const arrives = (offline?.to ?? moment) + within(0, 4)
    // Halves are exact in binary: times come back from the store as they were.
    const exact = Math.round(minute * 2) / 2
    entries.push({ person, kiosk, day, minute: exact, verdict: 'pass', reasons: [], ...more, arrives })
  }
  const come = (person: string, day: string, minute: number) => {
    if (chance(0.03))
      scan(person, day, minute - 2, { direction: 'in', verdict: 'recheck', reasons: ['warm'] })
    if (chance(0.03)) scan(person, day, minute, { direction: 'in', verdict: 'isolate', reasons: ['warm'] })
    else scan(person, day, minute, { direction: 'in' })
    if (chance(0.04)) scan(person, day, minute + within(1, 90), { direction: 'in' })
  }
  const go = (person: string, day: string, minute: number) => {
    if (chance(0.25)) return
    scan(person, day, minute, { direction: 'out', verdict: chance(0.05) ? 'recheck' : 'pass' })
  }
  const dayOf = (person: string, day: string, start: number, end: number) => {
    if (chance(0.06)) {
      // only somebody with their card, or turned away at the door
      if (chance(0.2))
        scan(person, day, start - 5, { direction: 'in', reasons: ['card-foreign'], verdict: 'refer' })
      if (chance(0.2))
        scan(person, day, start - 5, { direction: 'in', verdict: 'recheck', reasons: ['warm'] })
      return
    }
    if (chance(0.03)) {
      come(person, day, start - within(120, 200))
      go(person, day, start - within(30, 100))
      if (chance(0.5)) return
    }
    const arrival = chance(0.12) ? start + within(0, 100) : start - within(0, 40)
    if (chance(0.97)) come(person, day, arrival)
    if (chance(0.08)) {
      const out = within(arrival + 30, end - 40)
      go(person, day, out)
      if (chance(0.9)) come(person, day, out + within(5, 30))
    }
    go(person, day, chance(0.08) ? within(Math.min(arrival + 20, end), end) : end + within(-6, 40))
    if (chance(0.04)) {
      come(person, day, end + within(60, 90))
      go(person, day, end + within(100, 150))
    }
  }

  for (const day of MONTH) {
    const busy = isTaught(day) ? 1 : 0.03
    for (const { id, classes } of plan.pupils) {
      const second = ['c5', 'c6', 'c8'].includes(classes[0]?.id ?? '')
      if (chance(busy)) dayOf(id, day, second ? 810 : 480, second ? 1050 : 720)
    }
    for (const id of plan.teachers) if (chance(busy)) dayOf(id, day, 480, 1000)
    for (const id of plan.staff) if (chance(busy)) dayOf(id, day, 510, 1050)
    for (const id of plan.others) if (chance(0.3)) dayOf(id, day, 480, 500)
  }
  const seq = new Map<string, number>()
  return entries
    .sort((a, b) => MONTH.indexOf(a.day) * DAY + a.minute - (MONTH.indexOf(b.day) * DAY + b.minute))
    .map(entry => {
      const next = (seq.get(entry.kiosk) ?? 0) + 1
      seq.set(entry.kiosk, next)
      return { ...entry, seq: next }
    })
}
