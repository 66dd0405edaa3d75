import type { Contact, ContactList, Exposure, TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import type { ContactPack } from '@schoolgate/protocol/trace/contact-pack'
import type { FollowUpState, Quality, Setting } from '@schoolgate/protocol/trace/words'
import { addDays, weekdayOf } from '../src/text/day.ts'
import type { FixtureGroups } from './fixture-groups.ts'
import { TODAY } from './fixture-groups-data.ts'

type Store = FixtureGroups['store']
const MINUTE = 60_000
/** minute of a day in Ulaanbaatar (UTC+8), epoch ms */
export const atMinute = (day: string, minute: number): number =>
  Date.parse(`${day}T00:00:00Z`) + (minute - 8 * 60) * MINUTE
export const WINDOW = { from: '2026-09-10', to: TODAY }
/** taught days of the window */
export const DAYS = ['2026-09-10', '2026-09-11', TODAY]
/** gates that told of nobody for a part of a day */
const SILENT = [...DAYS, TODAY].map((day, i) => ({
  day,
  gate: `${i + 1}-р хаалга`,
  from: atMinute(day, 7 * 60 + 40 + i),
  to: atMinute(day, 9 * 60),
}))

const when = { before: 2, after: 10, symptomFree: 3 }
const pack = (id: string, version: number, name: string, minutes: number): ContactPack => ({
  id,
  version,
  name,
  source: 'WHO/2019-nCoV/Contact_Tracing, 2021',
  from: '2026-01-01',
  symptomatic: when,
  asymptomatic: when,
  incubation: { min: 2, max: 14 },
  minutes,
  count: 'cumulative',
  window: '24h',
  distance: 'near',
  always: ['household', 'named'],
  never: [],
  maskedPupils: false,
  followUp: 14,
  approval: { over: null, generations: 1, kinds: [], purposes: [] },
})
export const PACKS = [
  pack('who', 2, 'ДЭМБ-ын ойрын хавьтал', 15),
  pack('mn-order', 1, 'Эрүүл мэндийн сайдын тушаалын жишиг тодорхойлолт', 30),
]

/** How near people of a made-up school come to one pupil, the likeliest first; the same every time. */
export function makeContacts(store: Store, person: string, extra = 0): Contact[] {
  const home = [...store.enrolment.values()].find(e => e.person === person && e.role === 'student')?.group
  const others = [...store.person.values()].filter(p => p.id !== person && p.status === 'active')
  const groupOf = (id: string): string => {
    const own = [...store.enrolment.values()].find(e => e.person === id && e.role === 'student')?.group
    return own ? (store.group.get(own)?.name ?? '') : ''
  }
  const inClass = (id: string): boolean =>
    [...store.enrolment.values()].some(e => e.person === id && e.group === home && e.role === 'student')
  const traced = (id: string): TracedPerson => {
    const p = store.person.get(id)
    return {
      ref: id,
      name: p?.name ?? '',
      role: p?.role ?? 'student',
      group: groupOf(id),
      school: '45 дугаар сургууль',
      outside: false,
    }
  }
  const mates = others.filter(p => p.role === 'student' && inClass(p.id))
  const teachers = others.filter(p => p.role === 'teacher').slice(0, 5)
  const far = others.filter(p => p.role === 'student' && !inClass(p.id)).slice(0, 79 + extra)
  const near: { person: TracedPerson; setting: Setting; also: Setting[] }[] = [
    ...mates.map((p, i) => ({
      person: traced(p.id),
      setting: (i === 0
        ? 'household'
        : i < 3
          ? 'seat'
          : i < 7
            ? 'table'
            : i === 7
              ? 'named'
              : 'lesson') as Setting,
      also: (i < 8 ? ['lesson', 'arrival'] : i < 14 ? ['arrival'] : []) as Setting[],
    })),
    ...teachers.map(p => ({ person: traced(p.id), setting: 'teaching' as const, also: [] })),
    ...far.map((p, i) => ({
      person: traced(p.id),
      setting: (i < 9 ? 'bus' : i < 18 ? 'club' : i % 3 === 0 ? 'room' : 'gate') as Setting,
      also: [],
    })),
    ...(['household', 'bus', 'gate'] as const).map((setting, i) => ({
      person: {
        ref: `outside-${i + 1}`,
        name: '',
        role: 'student' as const,
        group: '',
        school: '',
        outside: true,
      },
      setting,
      also: [],
    })),
  ]
  return near
    .map((n, i) => contactOf(n, i))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 120 + extra)
}

const STRENGTH: Record<Setting, number> = {
  household: 0.97,
  seat: 0.88,
  table: 0.71,
  named: 0.8,
  bus: 0.19,
  club: 0.24,
  lesson: 0.21,
  teaching: 0.13,
  class: 0.1,
  room: 0.03,
  arrival: 0.3,
  gate: 0.012,
  school: 0.001,
}
const LABELS: Partial<Record<Setting, string>> = {
  seat: 'Байгалийн ухаан',
  table: 'Хоолны газар, 3-р ширээ',
  bus: '7-р чиглэл',
  club: 'Хөлбөмбөгийн секц',
  lesson: 'Математик',
  teaching: 'Дүрслэх урлаг, технологи',
  room: 'Биеийн тамирын заал',
  gate: 'Хойд хаалга',
}

function contactOf(
  { person, setting, also }: { person: TracedPerson; setting: Setting; also: Setting[] },
  i: number,
): Contact {
  const probability = Math.max(0.003, STRENGTH[setting] - (i % 7) * 0.012 + also.length * 0.04)
  const settings = [setting, ...also]
  const days = DAYS.slice(0, 1 + (i % 3))
  const quality: Quality[] =
    i % 5 === 0 ? ['end-inferred'] : i % 11 === 0 ? ['presence-inferred', 'no-plan'] : []
  const exposures = days.flatMap((day, d): Exposure[] =>
    settings.map((s, k) => ({
      setting: s,
      day,
      from: s === 'household' ? null : atMinute(day, 8 * 60 + k * 95 + d * 5),
      to: s === 'household' ? null : atMinute(day, 8 * 60 + k * 95 + d * 5 + 40),
      minutes: s === 'gate' || s === 'arrival' ? 1 : 40,
      distance: s === 'household' ? 'touch' : s === 'lesson' || s === 'room' ? 'room' : 'near',
      label: LABELS[s] ?? '',
      source: {
        kind: s === 'seat' ? 'seatPlan' : s === 'gate' || s === 'arrival' ? 'entry' : 'lesson',
        id: `x${i}`,
      },
      quality: k === 0 ? quality : [],
    })),
  )
  return {
    person,
    probability: Math.min(0.98, probability),
    minutes: {
      near: setting === 'lesson' || setting === 'room' ? 0 : 40 * days.length,
      room: 95 * days.length,
    },
    days,
    lastDay: days.at(-1) ?? TODAY,
    meets: probability > 0.6 || setting === 'bus' ? 'yes' : i % 13 === 0 ? 'unknown' : 'no',
    reasons: settings.map(s => ({
      setting: s,
      distance: s === 'household' ? 'touch' : 'near',
      label: LABELS[s] ?? '',
      days: days.length,
      times: days.length * 2,
      minutes: s === 'gate' || s === 'arrival' ? 0 : 40 * days.length,
    })),
    weights: [
      { code: 'base', logOdds: -7.6, assumed: false },
      { code: 'class', logOdds: 3.1, assumed: false },
      { code: setting === 'lesson' ? 'close-time' : setting, logOdds: 2.2, assumed: setting !== 'lesson' },
      { code: 'sex', logOdds: i % 2 === 0 ? 0.4 : -0.3, assumed: false },
      { code: 'size', logOdds: -0.8, assumed: false },
    ],
    quality,
    of: [],
    generation: 1,
    asSource: null,
    followUp: null,
    exposures,
  }
}

/** The list a question about one person is answered with. */
export function listFor(
  kind: ContactList['kind'],
  contacts: readonly Contact[],
  person: TracedPerson,
  followed: ReadonlyMap<string, FollowUpState>,
  of: { id: string; version: number; name: string },
): ContactList {
  const marked = contacts.map((c, i) => ({
    ...c,
    of: [kind === 'forward' && i > 20 ? (contacts[i % 20]?.person.ref ?? person.ref) : person.ref],
    generation: kind === 'forward' && i > 20 ? 2 : 1,
    asSource: kind === 'backward' ? Math.max(0.001, 0.4 / (i + 1)) : null,
    followUp: followed.get(c.person.ref) ?? null,
  }))
  const days: ContactList['days'] = []
  for (let day = WINDOW.from; day <= WINDOW.to; day = addDays(day, 1)) {
    const taught = weekdayOf(day) < 6
    days.push({ day, taught, why: taught ? '' : 'weekend', seen: taught })
  }
  return {
    kind,
    pack: of,
    days,
    persons: [person],
    contacts: marked,
    rest: { people: 372, expected: 0.6 },
    grade: {
      grade: 'B',
      causes: [
        { code: 'outage', n: 3, of: 5, days: SILENT.map(({ day }) => day), silent: SILENT },
        { code: 'no-exits', n: 214, of: 488, days: DAYS },
        { code: 'no-seats', n: null, of: null, days: ['2026-09-10'] },
        { code: 'outside', n: 3, of: null, days: [] },
        { code: 'not-interviewed', n: null, of: null, days: [] },
      ],
    },
  }
}
