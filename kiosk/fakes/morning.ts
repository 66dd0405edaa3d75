import { normal, type Random, seededRandom } from '@schoolgate/protocol/random'
import type { Look } from './person.ts'
import type { PlanItem } from './plan.ts'

export interface Pupil {
  /** card text */
  card: string
  /** class */
  group: string
  /** opaque; the same person keeps the same temperature offset on all days */
  person: string
}

export interface SchoolDay {
  people: readonly Pupil[]
  gates: number
  /** the gates open, and the first lesson or the last one ends; epoch ms */
  startMs: number
  bellMs: number
  seed: number
}

/** Shares of an ordinary school morning. */
export const RATES = {
  absent: 0.08,
  late: 0.04,
  fever: 0.006,
  coldFace: 0.01,
  cup: 0.008,
  twoHeads: 0.008,
  far: 0.006,
  forgotten: 0.015,
} as const

const MIN = 60_000
/** People differ by this much from the expected forehead, and one person from day to day, degC. */
const PERSON_SD = 0.22
const DAY_SD = 0.12
const OFFSET_LIMIT = 0.6
/** A class comes most densely about this long before the bell; classes differ, children more so. */
const LEAD_MS = 17 * MIN
const GROUP_SD_MS = 4 * MIN
const PUPIL_SD_MS = 5 * MIN
const LATEST_MS = 45 * MIN
const WITH_A_FRIEND = 0.35

/**
 * A seeded school morning: for each gate who comes when, in order. Classes arrive together, friends within seconds
 * of each other at the same gate, the crowd peaks before the bell, a few come late, some stay at home.
 */
export function makeMorning(day: SchoolDay): PlanItem[][] {
  const random = seededRandom(day.seed)
  const plan: PlanItem[][] = Array.from({ length: day.gates }, () => [])
  for (const group of groupsOf(day.people)) {
    const lead = normal(random, LEAD_MS, GROUP_SD_MS)
    const homeGate = Math.floor(random() * day.gates)
    let friend: { at: number; gate: number } | undefined
    for (const pupil of shuffled(group, random)) {
      if (random() < RATES.absent) continue
      const late = random() < RATES.late
      const chance = random()
      const withFriend =
        !late && friend !== undefined && friend.at < day.bellMs - MIN && chance < WITH_A_FRIEND
      const arrival: { at: number; gate: number } =
        withFriend && friend
          ? { at: friend.at + 3000 + random() * 15_000, gate: friend.gate }
          : {
              at: late
                ? day.bellMs + Math.min(LATEST_MS, MIN - Math.log(1 - random()) * 7 * MIN)
                : punctual(day, lead, random),
              gate: random() < 0.8 ? homeGate : Math.floor(random() * day.gates),
            }
      if (!late) friend = arrival
      plan[arrival.gate]?.push(arrive(pupil, arrival.at, day.seed, random))
    }
  }
  for (const gate of plan) gate.sort((a, b) => a.at - b.at)
  return plan
}

/** The way home: whole classes leave within minutes of each other after the last lesson; nobody is measured for it. */
export function makeAfternoon(day: SchoolDay): PlanItem[][] {
  const random = seededRandom(day.seed)
  const plan: PlanItem[][] = Array.from({ length: day.gates }, () => [])
  for (const group of groupsOf(day.people)) {
    const dismissed = day.bellMs + 2 * MIN + random() * 18 * MIN
    const homeGate = Math.floor(random() * day.gates)
    for (const pupil of group) {
      const stays = random() < 0.1 ? random() * 40 * MIN : 0
      const gate = random() < 0.8 ? homeGate : Math.floor(random() * day.gates)
      const at = Math.round(dismissed + stays + random() * 3 * MIN)
      plan[gate]?.push({ at, card: pupil.card, look: 'normal', offsetC: offsetOf(pupil.person) })
    }
  }
  for (const gate of plan) gate.sort((a, b) => a.at - b.at)
  return plan
}

/** Before the bell and after the gates open; who would be outside of that comes at a likely time instead. */
function punctual(day: SchoolDay, lead: number, random: Random): number {
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = day.bellMs - normal(random, lead, PUPIL_SD_MS)
    if (at >= day.startMs && at < day.bellMs) return at
  }
  return day.startMs + random() * (day.bellMs - day.startMs)
}

function arrive(pupil: Pupil, at: number, seed: number, random: Random): PlanItem {
  const today = seededRandom(hash(`${pupil.person}/${seed}`))
  const offset = offsetOf(pupil.person) + normal(today, 0, DAY_SD)
  const item: PlanItem = {
    at: Math.round(at),
    card: pupil.card,
    look: lookOf(random()),
    offsetC: Math.round(clamp(offset) * 100) / 100,
    recheckAfterMs: Math.round((10.2 + random() * 2.5) * MIN),
  }
  if (random() >= RATES.forgotten) return item
  const { card: _card, ...rest } = item
  const held = random()
  if (held < 0.5) return { ...rest, card: null }
  return {
    ...rest,
    card: null,
    text: held < 0.75 ? 'https://example.org/menu' : `BUS-${pupil.person.slice(-6)}`,
  }
}

function lookOf(u: number): Look {
  const looks: Array<[Look, number]> = [
    ['fever', RATES.fever],
    ['cold-face', RATES.coldFace],
    ['cup', RATES.cup],
    ['two-heads', RATES.twoHeads],
    ['far', RATES.far],
  ]
  let sum = 0
  for (const [look, rate] of looks) {
    sum += rate
    if (u < sum) return look
  }
  return 'normal'
}

/** A person's own difference, degC: the same on every day. */
const offsetOf = (person: string): number =>
  Math.round(clamp(normal(seededRandom(hash(person)), 0, PERSON_SD)) * 100) / 100

const clamp = (offset: number): number => Math.max(-OFFSET_LIMIT, Math.min(OFFSET_LIMIT, offset))

function groupsOf(people: readonly Pupil[]): Pupil[][] {
  const groups = new Map<string, Pupil[]>()
  for (const pupil of people) {
    const group = groups.get(pupil.group)
    if (group) group.push(pupil)
    else groups.set(pupil.group, [pupil])
  }
  return [...groups.values()]
}

/** Fisher-Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j] as T, out[i] as T]
  }
  return out
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
