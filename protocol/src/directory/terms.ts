import type { Locale } from '../locale.ts'
import type { Term } from './places.ts'

/** A first or last day by rule: `at` is `MM-DD`, moved to a weekday where `move` says so. */
interface Edge {
  at: string
  /** `monday`: the first Monday from then on; `friday`: the last Friday up to then; `school`: off a weekend */
  move?: 'monday' | 'friday' | 'school'
}

interface Part {
  /** `after`: so many days after the last day of the part before */
  from: Edge | { after: number }
  to: Edge
}

interface Habit {
  kind: 'term' | 'semester'
  year: (from: number) => string
  part: (number: number) => string
  parts: readonly Part[]
}

/** A week free: from a Friday to the Monday ten days later. */
const BREAK = { after: 10 }
/** Three weeks free. */
const WINTER = { after: 24 }
/** From a Friday to the Monday after. */
const NEXT = { after: 3 }
const ROMAN = ['I', 'II', 'III', 'IV']

/**
 * How a country's school year usually falls. Ministries fix the days anew each year, so these are a first draft to be
 * edited: Mongolia four quarters from 1 September to early June with a long winter break; Viet Nam two semesters, the
 * first ended by mid-January, the programme by the end of May; Russia and Kyrgyzstan four quarters to late May.
 */
const HABITS: Record<Locale, Habit> = {
  mn: {
    kind: 'term',
    year: y => `${y}–${y + 1} оны хичээлийн жил`,
    part: n => `${n}-р улирал`,
    parts: [
      { from: { at: '09-01', move: 'school' }, to: { at: '10-31', move: 'friday' } },
      { from: BREAK, to: { at: '12-31', move: 'friday' } },
      { from: WINTER, to: { at: '03-22', move: 'friday' } },
      { from: BREAK, to: { at: '06-05', move: 'friday' } },
    ],
  },
  vi: {
    kind: 'semester',
    year: y => `Năm học ${y}–${y + 1}`,
    part: n => `Học kỳ ${ROMAN[n - 1]}`,
    parts: [
      { from: { at: '09-05' }, to: { at: '01-17', move: 'friday' } },
      { from: NEXT, to: { at: '05-31', move: 'friday' } },
    ],
  },
  ru: {
    kind: 'term',
    year: y => `${y}/${y + 1} учебный год`,
    part: n => `${n} четверть`,
    parts: [
      { from: { at: '09-01', move: 'school' }, to: { at: '10-28', move: 'friday' } },
      { from: BREAK, to: { at: '12-30', move: 'friday' } },
      { from: { at: '01-09', move: 'monday' }, to: { at: '03-28', move: 'friday' } },
      { from: BREAK, to: { at: '05-26', move: 'friday' } },
    ],
  },
  ky: {
    kind: 'term',
    year: y => `${y}–${y + 1}-окуу жылы`,
    part: n => `${n}-чейрек`,
    parts: [
      { from: { at: '09-01', move: 'school' }, to: { at: '11-04', move: 'friday' } },
      { from: BREAK, to: { at: '12-30', move: 'friday' } },
      { from: { at: '01-11', move: 'monday' }, to: { at: '03-20', move: 'friday' } },
      { from: BREAK, to: { at: '05-25', move: 'friday' } },
    ],
  },
  en: {
    kind: 'semester',
    year: y => `School year ${y}–${y + 1}`,
    part: n => `Semester ${n}`,
    parts: [
      { from: { at: '09-01', move: 'school' }, to: { at: '01-31', move: 'friday' } },
      { from: NEXT, to: { at: '06-15', move: 'friday' } },
    ],
  },
}

const DAY_MS = 86_400_000
const plus = (iso: string, days: number): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
/** ISO weekday, 1 is Monday */
const weekday = (iso: string): number => new Date(`${iso}T00:00:00Z`).getUTCDay() || 7

function resolve({ at, move }: Edge, startYear: number): string {
  // a school year begins in autumn: the months before August are the next year's
  const day = `${at < '08-01' ? startYear + 1 : startYear}-${at}`
  const wd = weekday(day)
  if (move === 'monday') return plus(day, (8 - wd) % 7)
  if (move === 'friday') return plus(day, -((wd + 2) % 7))
  if (move === 'school' && wd > 5) return plus(day, 8 - wd)
  return day
}

/**
 * A school year and its quarters or semesters as the country of the school's language usually has them: a draft for
 * people to edit. The year first, then its parts in order; parts do not overlap. The same place and year give the same
 * ids, so that making them again corrects them.
 *
 * @param startYear calendar year in which the school year begins
 */
export function draftSchoolYear(startYear: number, locale: Locale, place: string): Term[] {
  const habit = HABITS[locale]
  const spans: { from: string; to: string }[] = []
  for (const { from, to } of habit.parts) {
    const begins = 'after' in from ? plus(spans.at(-1)?.to ?? '', from.after) : resolve(from, startYear)
    spans.push({ from: begins, to: resolve(to, startYear) })
  }
  const year = startYear + 1
  const id = `${place}:${startYear}`
  const whole: Term = {
    id,
    place,
    source: id,
    name: habit.year(startYear),
    kind: 'schoolYear',
    from: spans[0]?.from ?? '',
    to: spans.at(-1)?.to ?? '',
    year,
    parent: null,
  }
  return [
    whole,
    ...spans.map((span, i): Term => {
      const part = `${id}:${i + 1}`
      return {
        id: part,
        place,
        source: part,
        name: habit.part(i + 1),
        kind: habit.kind,
        ...span,
        year,
        parent: id,
      }
    }),
  ]
}

/** What is odd about the parts of a school year. `gap`: days of the year, beyond a fortnight or so of break. */
export type TermFault =
  | { fault: 'backwards'; id: string }
  | { fault: 'outside'; id: string; year: string }
  | { fault: 'overlap'; id: string; with: string }
  | { fault: 'gap'; after: string; before: string; from: string; to: string; days: number }

/** A break longer than this is worth a word, days: the longest usual winter break is three weeks and two weekends. */
const LONGEST_BREAK = 25

/**
 * Overlaps, parts outside their year and breaks of unusual length among sessions of one place. Only siblings are
 * compared: a quarter lies inside its semester by right.
 */
export function termFaults(terms: readonly Term[]): TermFault[] {
  const faults: TermFault[] = []
  const byId = new Map(terms.map(t => [t.id, t]))
  for (const term of terms) {
    if (term.from > term.to) faults.push({ fault: 'backwards', id: term.id })
    const parent = term.parent === null ? undefined : byId.get(term.parent)
    if (parent && (term.from < parent.from || term.to > parent.to)) {
      faults.push({ fault: 'outside', id: term.id, year: parent.id })
    }
  }
  const families = Map.groupBy(terms, t => `${t.parent ?? ''} ${t.kind}`)
  for (const family of families.values()) {
    const inOrder = family
      .filter(t => t.from <= t.to)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    let reach: Term | undefined
    for (const term of inOrder) {
      if (reach && term.from <= reach.to) {
        faults.push({ fault: 'overlap', id: term.id, with: reach.id })
      } else if (reach && term.kind !== 'schoolYear') {
        const from = plus(reach.to, 1)
        const to = plus(term.from, -1)
        const days = (Date.parse(term.from) - Date.parse(reach.to)) / DAY_MS - 1
        if (days > LONGEST_BREAK) {
          faults.push({ fault: 'gap', after: reach.id, before: term.id, from, to, days })
        }
      }
      if (!reach || term.to > reach.to) reach = term
    }
  }
  return faults
}
