import { type EarlierDay, habitOf, type Nearness, nearnessOf } from '../src/trace/model/habit.ts'
import type { PairInput } from '../src/trace/model/pair.ts'
import { nothingAssumed } from '../src/trace/model/stranger.ts'
import type { GateDay } from './gate.ts'
import { type Study, secondsOf } from './study.ts'

/** What a track may know: `roster` class and metadata, `habit` earlier days too, `interview` diaries too. */
export const TRACKS = ['roster', 'habit', 'interview'] as const
export type Track = (typeof TRACKS)[number]

/** Two people who may have met on the day asked about. */
export interface Pair {
  a: number
  b: number
  input: PairInput
}

const NOTHING_ASSUMED = nothingAssumed()

/** The days before day `index`. */
export const daysBefore = (index: number): number[] => Array.from({ length: index }, (_, d) => d)

/** What was learnt on some days of a study, of pupils the gate saw on them. */
export function learn(study: Study, gates: readonly GateDay[], from: readonly number[]): Nearness {
  const n = study.ids.length
  const days: EarlierDay[] = []
  for (const d of from) {
    const day = study.days[d]
    const scanned = gates[d]?.scanned
    if (day === undefined || scanned === undefined) continue
    const pairs: [string, string, number, number][] = []
    for (const [key, seconds] of day.seconds) {
      const a = Math.floor(key / n)
      const b = key % n
      if (scanned[a] === 1 && scanned[b] === 1)
        pairs.push([String(a), String(b), seconds, day.hours.get(key) ?? 0])
    }
    const present = new Set<string>()
    for (let p = 0; p < n; p += 1) if (scanned[p] === 1) present.add(String(p))
    days.push({ day: day.day, present, pairs })
  }
  return nearnessOf(days)
}

/**
 * Everybody who may have been there on day `index`: those scanned and, where scans are missing, those of the study's
 * people who were not.
 */
export function candidates(study: Study, gate: GateDay, missing: boolean): number[] {
  const ever = new Uint8Array(study.ids.length)
  for (const { present } of study.days)
    present.forEach((there, p) => {
      if (there === 1) ever[p] = 1
    })
  const all: number[] = []
  for (let p = 0; p < ever.length; p += 1)
    if (gate.scanned[p] === 1 || (missing && ever[p] === 1)) all.push(p)
  return all
}

/** Builds what the ranking is asked about two people of a study, as a school's own records would. */
export function inputsOf(
  study: Study,
  gate: GateDay,
  people: readonly number[],
  nearness: Nearness | null,
  diaries: Study['diaries'],
): (a: number, b: number) => PairInput {
  const expected = new Map<string | null, number>()
  const scanned = new Map<string | null, number>()
  let school = 0
  for (const p of people) {
    const group = study.groups[p] ?? null
    expected.set(group, (expected.get(group) ?? 0) + 1)
    if (gate.scanned[p] !== 1) continue
    scanned.set(group, (scanned.get(group) ?? 0) + 1)
    school += 1
  }
  const coverage = (p: number): number => {
    const group = study.groups[p] ?? null
    return (scanned.get(group) ?? 0) / (expected.get(group) ?? 1)
  }
  return (a, b) => {
    const groupA = study.groups[a] ?? null
    const groupB = study.groups[b] ?? null
    const gradeA = study.grades[a] ?? null
    const sexA = study.sexes[a] ?? null
    const sexB = study.sexes[b] ?? null
    const sameClass = groupA !== null && groupA === groupB
    const thereA = gate.scanned[a] === 1
    const thereB = gate.scanned[b] === 1
    const said = diaries === null ? null : namedBy(diaries, a, b)
    return {
      sameClass,
      sameGrade: !sameClass && gradeA !== null && gradeA === (study.grades[b] ?? null),
      sameSex: sexA === null || sexB === null ? null : sexA === sexB,
      classSize: Math.max(scanned.get(groupA) ?? 0, scanned.get(groupB) ?? 0),
      schoolSize: school,
      habit: nearness === null ? null : habitOf(nearness, String(a), String(b)),
      named: said === null ? null : said.by,
      namedMinutes: said === null ? null : said.minutes,
      assumed: NOTHING_ASSUMED,
      seen: thereA && thereB ? 'both' : thereA || thereB ? 'one' : 'none',
      coverage: Math.min(thereA ? 1 : coverage(a), thereB ? 1 : coverage(b)),
    }
  }
}

/** Null when neither of the two has a diary. */
function namedBy(
  diaries: NonNullable<Study['diaries']>,
  a: number,
  b: number,
): { by: 0 | 1 | 2; minutes: number | null } | null {
  const ofA = diaries.get(a)
  const ofB = diaries.get(b)
  if (ofA === undefined && ofB === undefined) return null
  const aSays = ofA?.has(b) === true
  const bSays = ofB?.has(a) === true
  const minutes = Math.max(ofA?.get(b) ?? -1, ofB?.get(a) ?? -1)
  return { by: aSays && bSays ? 2 : aSays || bSays ? 1 : 0, minutes: minutes < 0 ? null : minutes }
}

/** Log of minutes on earlier days, same class, same sex, at fixed weights: the simple ranking ours stands beside. */
export function simpleScore(study: Study, index: number, habit: boolean, a: number, b: number): number {
  const group = study.groups[a] ?? null
  const sex = study.sexes[a] ?? null
  let seconds = 0
  if (habit)
    for (let d = 0; d < index; d += 1) {
      const day = study.days[d]
      if (day !== undefined) seconds += secondsOf(study, day, a, b)
    }
  return (
    Math.log1p(seconds / 60) +
    (group !== null && group === study.groups[b] ? 1 : 0) +
    (sex !== null && sex === study.sexes[b] ? 0.3 : 0)
  )
}
