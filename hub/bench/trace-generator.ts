import { type Random, seededRandom } from '@schoolgate/protocol/random'
import { addDays, isoWeekday } from '../src/directory/calendar.ts'

/** Two school terms' worth of days, the last a Friday. */
export const LAST_DAY = '2026-11-20'
export const DAYS = 60
export const TIME_ZONE = 'Asia/Ulaanbaatar'
/** UTC+8 without daylight saving: a day begins so much before UTC's, and ends so much after UTC's midnight; ms. */
export const DAY_STARTS = -8 * 3_600_000
export const DAY_ENDS = 16 * 3_600_000

const MIN_PEOPLE = 250
const MAX_PEOPLE = 1400
const VISITS_A_DAY = 0.94 * 1.08
const MOVERS = 0.01
const SECOND_VISIT = 0.08
const MINUTE = 60_000

export interface BenchSite {
  number: number
  id: string
  gates: string[]
  /** who is at school here on some of the days; from and to count days */
  people: { id: string; shift: number; group: number; from: number; to: number }[]
  /** minute of the day the first bell rings, by shift */
  bells: number[]
  /** of those who leave, how many scan */
  scansOut: number
}

/** One site's day, in order of `in`, then person. */
export interface SiteDay {
  persons: string[]
  in: Float64Array
  /** NaN: never scanned out */
  out: Float64Array
  gateIn: Uint8Array
  gateOut: Uint8Array
}

export const schoolDays = (): string[] => {
  const days: string[] = []
  for (let day = LAST_DAY; days.length < DAYS; day = addDays(day, -1))
    if (isoWeekday(day) < 6) days.unshift(day)
  return days
}

/**
 * Schools with 250 to 1,400 people until together they make that many visits. Some teach in two shifts; some people
 * move to the next school on some day.
 * @param given ids of the people of the first schools, which have records too
 */
export function population(visits: number, seed: number, given: readonly string[][]): BenchSite[] {
  const random = seededRandom(seed)
  const wanted = Math.max(visits / (DAYS * VISITS_A_DAY), 1)
  const sites: BenchSite[] = []
  for (let made = 0; made < wanted || sites.length < given.length; ) {
    const number = sites.length
    const own = given[number]
    const size = own?.length ?? MIN_PEOPLE + Math.floor(random() * (MAX_PEOPLE - MIN_PEOPLE + 1))
    const shifts = random() < 0.5 ? 2 : 1
    const people: BenchSite['people'] = []
    for (let i = 0; i < size; i++)
      people.push({
        id: own?.[i] ?? hex(random) + hex(random),
        group: Math.floor(i / 28),
        shift: Math.floor(i / 28) % shifts,
        from: 0,
        to: DAYS - 1,
      })
    const first = 7 * 60 + 40 + Math.floor(random() * 13) * 5
    sites.push({
      ...{ number, id: siteId(number), people },
      gates: Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => `gate-${number}-${i}`),
      bells: [first, first + 330],
      scansOut: 0.3 + random() * 0.6,
    })
    made += size
  }
  for (const site of sites) {
    const next = sites[(site.number + 1) % sites.length] as BenchSite
    if (next === site || site.number < given.length) continue
    for (const person of site.people) {
      if (person.from > 0 || random() >= MOVERS) continue
      const day = 1 + Math.floor(random() * (DAYS - 2))
      if (next.number >= given.length) next.people.push({ ...person, from: day + 1, to: DAYS - 1 })
      person.to = day
    }
  }
  return sites
}

/** The same for the same site, day and seed. */
export function siteDay(site: BenchSite, index: number, day: string, seed: number): SiteDay {
  const random = seededRandom((seed * 7919 + site.number * 613 + index * 31) >>> 0)
  const start = Date.parse(day) + DAY_STARTS
  const rows: [string, number, number, number, number][] = []
  const gate = () => Math.floor(random() * site.gates.length)
  for (const { id, shift, group, from, to } of site.people) {
    if (index < from || index > to || random() > 0.94) continue
    const bell = start + (site.bells[shift] as number) * MINUTE
    // Four to seven lessons, by class and weekday.
    const end = bell + (4 + ((group * 5 + index * 3) % 4)) * 50 * MINUTE
    const begin = Math.round(bell + spread(random) * 12 * MINUTE - 14 * MINUTE)
    const leave = Math.round(end + Math.abs(spread(random)) * 14 * MINUTE)
    const out = random() < site.scansOut ? leave : Number.NaN
    if (random() < SECOND_VISIT) {
      const away = Math.round(begin + (leave - begin) * (0.3 + 0.3 * random()))
      const back = away + Math.round((5 + random() * 40) * MINUTE)
      rows.push([id, begin, away, gate(), gate()])
      if (back < leave) rows.push([id, back, out, gate(), gate()])
    } else rows.push([id, begin, out, gate(), gate()])
  }
  rows.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
  return {
    persons: rows.map(row => row[0]),
    in: Float64Array.from(rows, row => row[1]),
    out: Float64Array.from(rows, row => row[2]),
    gateIn: Uint8Array.from(rows, row => row[3]),
    gateOut: Uint8Array.from(rows, row => (Number.isNaN(row[2]) ? 255 : row[4])),
  }
}

export const siteId = (n: number): string => `site-${String(n).padStart(5, '0')}`

const hex = (random: Random): string =>
  Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
/** Bell-shaped around 0, mostly within 1. */
const spread = (random: Random): number => random() + random() + random() - 1.5
