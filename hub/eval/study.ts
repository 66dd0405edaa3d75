import { gradeStem } from './grade-stem.ts'
import type { ContactRow, DiaryRow, MetadataRow } from './read.ts'
import { dayOf, nightOf } from './study-days.ts'

/** Seconds of one record: contacts are told every 20 s. */
const STEP = 20

/** A school some of whose days were measured, in numbers: persons are 0 to n - 1. */
export interface Study {
  name: string
  ids: readonly string[]
  /** home class, by person; null: not known */
  groups: readonly (string | null)[]
  /** by person; null: no parallel classes are known */
  grades: readonly (string | null)[]
  sexes: readonly (string | null)[]
  days: readonly StudyDay[]
  /** by person, whom they named; null: nobody has a diary */
  diaries: ReadonlyMap<number, ReadonlyMap<number, number | null>> | null
  /** what was odd in the files, counted */
  notes: string[]
}

export interface StudyDay {
  /** sorts as days follow */
  day: string
  /** in contact with anybody that day, by person */
  present: Uint8Array
  /** seconds by pair: n * the smaller + the larger */
  seconds: ReadonlyMap<number, number>
  /** in how many different hours of the clock, by pair */
  hours: ReadonlyMap<number, number>
}

export const pairKey = (n: number, a: number, b: number): number => (a < b ? a * n + b : b * n + a)

export function secondsOf(study: Study, day: StudyDay, a: number, b: number): number {
  return day.seconds.get(pairKey(study.ids.length, a, b)) ?? 0
}

/** @param diaries null: there are none */
export function studyOf(
  name: string,
  contacts: readonly ContactRow[],
  metadata: readonly MetadataRow[],
  diaries: readonly DiaryRow[] | null,
): Study {
  const notes: string[] = []
  const known = new Map(metadata.map(row => [row.id, row]))
  const index = new Map<string, number>()
  const groups: (string | null)[] = []
  const add = (id: string, group: string | null): number => {
    let person = index.get(id)
    if (person === undefined) {
      person = index.size
      index.set(id, person)
      groups.push(known.get(id)?.group ?? group)
    } else if (groups[person] === null) groups[person] = group
    return person
  }
  for (const row of metadata) add(row.id, row.group)
  for (const row of contacts) {
    add(row.a, row.classA)
    add(row.b, row.classB)
  }
  const n = index.size
  const told = new Set<string>()
  const otherwise = new Set<string>()
  for (const { a, b, classA, classB } of contacts)
    for (const [id, group] of [
      [a, classA],
      [b, classB],
    ] as const) {
      told.add(id)
      const listed = known.get(id)?.group ?? null
      if (listed !== null && group !== null && group !== listed) otherwise.add(id)
    }
  const tell = (count: number, what: string): void => {
    if (count > 0) notes.push(`${count} ${what}`)
  }
  tell([...told].filter(id => !known.has(id)).length, 'in contacts but not in metadata')
  tell([...known.keys()].filter(id => !told.has(id)).length, 'in metadata but in no contact')
  tell(otherwise.size, 'whose class is another in the contacts: the metadata holds')
  tell(groups.filter(group => group === null).length, 'without a class')

  const night = nightOf(contacts.map(row => row.t))
  const found = new Map<number, DayFound>()
  let twice = 0
  let alone = 0
  for (const row of contacts) {
    if (row.a === row.b) {
      alone += 1
      continue
    }
    const number = dayOf(row.t, night)
    let day = found.get(number)
    if (day === undefined) {
      day = { present: new Uint8Array(n), seconds: new Map(), hours: new Map(), seen: new Set() }
      found.set(number, day)
    }
    const a = index.get(row.a) ?? 0
    const b = index.get(row.b) ?? 0
    const key = pairKey(n, a, b)
    const instant = key * 100_000 + Math.round(row.t - night - number * 86_400)
    if (day.seen.has(instant)) {
      twice += 1
      continue
    }
    day.seen.add(instant)
    day.present[a] = 1
    day.present[b] = 1
    day.seconds.set(key, (day.seconds.get(key) ?? 0) + STEP)
    day.hours.set(key, (day.hours.get(key) ?? 0) | (1 << Math.floor((row.t % 86_400) / 3600)))
  }
  tell(alone, 'rows of somebody in contact with themselves')
  tell(twice, 'rows said twice')

  return {
    name,
    ids: [...index.keys()],
    groups,
    grades: gradesOf(groups),
    sexes: [...index.keys()].map(id => known.get(id)?.sex ?? null),
    days: [...found]
      .sort(([x], [y]) => x - y)
      .map(([number, { present, seconds, hours }]) => ({
        day: String(number + 1).padStart(8, '0'),
        present,
        seconds,
        hours: new Map([...hours].map(([key, bits]) => [key, bitsOf(bits)])),
      })),
    diaries: diaries === null ? null : diariesOf(diaries, index, notes),
    notes,
  }
}

interface DayFound {
  present: Uint8Array
  seconds: Map<number, number>
  /** bit h: close in hour h of the file's clock */
  hours: Map<number, number>
  seen: Set<number>
}

function bitsOf(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}

/** A grade is a stem that two classes share: a class without a parallel one has none. */
function gradesOf(groups: readonly (string | null)[]): (string | null)[] {
  const classes = new Map<string, Set<string>>()
  for (const group of groups) {
    if (group === null) continue
    const stem = gradeStem(group)
    classes.set(stem, (classes.get(stem) ?? new Set()).add(group))
  }
  return groups.map(group => {
    if (group === null) return null
    const stem = gradeStem(group)
    return (classes.get(stem)?.size ?? 0) > 1 ? stem : null
  })
}

function diariesOf(
  rows: readonly DiaryRow[],
  index: ReadonlyMap<string, number>,
  notes: string[],
): Map<number, Map<number, number | null>> {
  const diaries = new Map<number, Map<number, number | null>>()
  let unknown = 0
  for (const { by, of, minutes } of rows) {
    const a = index.get(by)
    const b = index.get(of)
    if (a === undefined) {
      unknown += 1
      continue
    }
    const named = diaries.get(a) ?? new Map<number, number | null>()
    diaries.set(a, named)
    if (b === undefined) unknown += 1
    else named.set(b, minutes)
  }
  if (unknown > 0) notes.push(`${unknown} diary rows of or about persons the other files do not know`)
  return diaries
}
