import { expect, test } from 'vitest'
import { addDays, daysBetween } from '../../src/directory/calendar.ts'
import { backwardOf } from '../../src/trace/backward.ts'
import { comparePacks } from '../../src/trace/compare.ts'
import { contactsOf, partOf } from '../../src/trace/contacts.ts'
import { exposuresOf } from '../../src/trace/exposures.ts'
import { forwardOf } from '../../src/trace/forward.ts'
import { ListCrew } from '../../src/trace/list-crew.ts'
import { ListMerger } from '../../src/trace/merge-lists.ts'
import { CDC_K12_PACK } from '../../src/trace/packs/cdc-k12.ts'
import { WHO_PACK } from '../../src/trace/packs/who.ts'
import { inRoom } from '../../src/trace/room.ts'
import { sharedBy } from '../../src/trace/shared.ts'
import { timelineOf } from '../../src/trace/timeline.ts'
import { wholeList, wholeOf } from '../../src/trace/whole.ts'
import {
  at,
  caseOf,
  enrolment,
  facts,
  group,
  lesson,
  person,
  room,
  school,
  seatPlan,
  sheet,
  shift,
  site,
  type TestVisit,
} from './school-facts.ts'

const MONDAY = '2026-11-23'
const WEEK = daysBetween(MONDAY, '2026-11-27')
const options = {
  pack: WHO_PACK,
  masks: 'not' as const,
  followUps: new Map(),
  interviewed: new Set<string>(),
}
const asked = (id: string, days: readonly string[] = WEEK) => ({
  person: id,
  from: days[0] as string,
  to: days.at(-1) as string,
  case: null,
})
const stay = (id: string, day: string, from = '07:55', to: string | null = '12:00'): TestVisit => ({
  person: id,
  in: at(day, from),
  out: to === null ? null : at(day, to),
})

/** One class in one room, a lesson a day, everybody there. */
function oneClass(size: number, days: readonly string[] = WEEK) {
  const pupils = Array.from({ length: size }, (_, i) => `p${i}`)
  const seats = Object.fromEntries(
    pupils.map((id, i) => [id, [Math.floor(i / 20), i % 20] as const] as const),
  )
  return {
    pupils,
    people: [...pupils.map(id => person(id)), person('t1', { role: 'teacher' })],
    parts: {
      shifts: [
        shift('I', [
          ['08:00', '08:40'],
          ['08:45', '09:25'],
        ]),
      ],
      rooms: [room('r1', 'main')],
      groups: [group('c1', 'class', { shift: 'shift-I', room: 'r1' })],
      enrolments: pupils.map(id => enrolment('c1', id)),
      lessons: [1, 2, 3, 4, 5].map(weekday =>
        lesson(`l${weekday}`, { group: 'c1', weekday, room: 'r1', teacher: 't1' }),
      ),
      seatPlans: [seatPlan('plan', 'c1', seats)],
      sheets: days.map(day =>
        sheet(
          'main',
          day,
          [...pupils, 't1'].map(id => stay(id, day)),
        ),
      ),
    },
  }
}

test('contacts: neighbours first, everybody of the class listed, the teacher too, nobody dropped by the pack', () => {
  const { people, parts } = oneClass(60)
  const list = contactsOf(facts({ days: WEEK, people, schools: [school(parts)] }), [asked('p21')], options)
  expect(list.contacts).toHaveLength(60)
  const neighbours = ['p0', 'p1', 'p2', 'p20', 'p22', 'p40', 'p41', 'p42']
  const first = list.contacts.slice(0, 8)
  expect(first.map(contact => contact.person.ref).sort()).toEqual(neighbours)
  expect(first[0]?.reasons[0]).toEqual({
    setting: 'seat',
    distance: 'near',
    label: 'subject l1',
    days: 5,
    times: 5,
    minutes: 200,
  })
  expect(first.every(contact => contact.meets === 'yes')).toBe(true)
  const far = list.contacts.find(contact => contact.person.ref === 'p59')
  expect(far).toMatchObject({ meets: 'no', minutes: { near: 0, room: 200 }, days: WEEK })
  expect(list.contacts.some(contact => contact.reasons[0]?.setting === 'teaching')).toBe(true)
  for (const { probability } of list.contacts) expect(probability).toBeGreaterThan(0)
})

test('a class of 400 is answered, and without a seat plan the list says that all are alike', () => {
  const { people, parts } = oneClass(400)
  const one = facts({ days: WEEK, people, schools: [school({ ...parts, seatPlans: [] })] })
  const list = contactsOf(one, [asked('p0')], options)
  expect(list.contacts).toHaveLength(400)
  const pupil = list.contacts.find(contact => contact.person.ref === 'p399')
  expect(pupil?.quality).toEqual(['no-plan'])
  expect(list.contacts.filter(contact => contact.meets === 'unknown')).toHaveLength(400)
  expect(list.grade.causes.map(cause => cause.code)).toContain('no-seats')
})

test('a case without entries: the timetable’s word, said to be that, and a D', () => {
  const { pupils, people, parts } = oneClass(10)
  const sheets = WEEK.map(day =>
    sheet(
      'main',
      day,
      pupils.slice(1).map(id => stay(id, day)),
    ),
  )
  const list = contactsOf(
    facts({ days: WEEK, people, schools: [school({ ...parts, sheets })] }),
    [asked('p0')],
    options,
  )
  expect(list.contacts).toHaveLength(10)
  expect(list.contacts[0]?.quality).toContain('presence-inferred')
  expect(list.contacts.some(contact => contact.meets === 'yes')).toBe(false)
  expect(list.grade).toMatchObject({ grade: 'D' })
  expect(list.grade.causes[0]?.code).toBe('no-entries')
})

test('two places at once: what rests on it carries the mark', () => {
  const { people, parts } = oneClass(4, [MONDAY])
  const sheets = [...parts.sheets, sheet('annex', MONDAY, [stay('p0', MONDAY, '08:10', '09:00')])]
  const sites = [site('main'), site('annex')]
  const one = facts({ days: [MONDAY], people, schools: [school({ ...parts, sites, sheets })] })
  for (const exposure of exposuresOf(one, 'p0')) expect(exposure.quality).toContain('two-places')
  expect(exposuresOf(one, 'p1').filter(exposure => exposure.b === 'p2')[0]?.quality).toEqual([])
})

test('a window over a holiday has no lessons in it and names the days nothing is known of', () => {
  const { people, parts } = oneClass(4, [])
  const calendar = WEEK.map(day => ({ id: day, place: 's1', day, kind: 'holiday' as const, name: 'Feast' }))
  const groups = [...parts.groups, group('home', 'household')]
  const enrolments = [...parts.enrolments, enrolment('home', 'p0'), enrolment('home', 'p1')]
  const one = facts({ days: WEEK, people, schools: [school({ ...parts, calendar, groups, enrolments })] })
  const list = contactsOf(one, [asked('p0')], options)
  expect(list.contacts.map(contact => [contact.person.ref, contact.reasons[0]?.setting])).toEqual([
    ['p1', 'household'],
  ])
  expect(list.contacts[0]?.probability).toBeGreaterThan(0.5)
  expect(list.days[0]).toEqual({ day: MONDAY, taught: false, why: 'Feast', seen: false })
  expect(list.grade.causes.map(cause => cause.code)).toContain('holiday')
})

test('a mover has the old class up to the move and the new one from then on', () => {
  const { people, parts } = oneClass(3)
  const second = {
    place: 's2',
    sites: [site('south', 's2')],
    shifts: parts.shifts,
    groups: [group('c2', 'class', { place: 's2' })],
    enrolments: [
      enrolment('c2', 'p0', { place: 's2', from: '2026-11-25' }),
      enrolment('c2', 'q1', { place: 's2' }),
    ],
    lessons: [1, 2, 3, 4, 5].map(weekday => lesson(`m${weekday}`, { place: 's2', group: 'c2', weekday })),
  }
  const enrolments = parts.enrolments.map(of => (of.person === 'p0' ? { ...of, to: '2026-11-24' } : of))
  const one = facts({
    days: WEEK,
    people: [...people, person('q1', { place: 's2' })],
    schools: [school({ ...parts, enrolments, sheets: [] }), school(second)],
    moved: new Map([['p0', ['s1', 's2']]]),
  })
  const list = contactsOf(one, [asked('p0')], options)
  const daysOf = (id: string) => list.contacts.find(contact => contact.person.ref === id)?.days
  expect(daysOf('p1')).toEqual(WEEK.slice(0, 2))
  expect(daysOf('q1')).toEqual(WEEK.slice(2))
  expect(list.grade.causes.map(cause => cause.code)).toContain('moved')
})

test('a lesson and a plan changed after the day say so', () => {
  const { people, parts } = oneClass(2)
  const changed = new Map([
    ['l1', at('2026-11-26', '10:00')],
    ['plan', at('2026-11-25', '10:00')],
  ])
  const one = facts({ days: WEEK, people, schools: [school({ ...parts, changed })] })
  const found = exposuresOf(one, 'p0').filter(exposure => exposure.setting === 'seat')
  expect(found.map(exposure => exposure.quality)).toEqual([
    ['plan-later', 'changed-since'],
    ['plan-later'],
    [],
    [],
    [],
  ])
})

test('time moves forward only: whoever met the contact before the contact met the case is not in the chain', async () => {
  const pairs = [
    ['carrier', 'before', WEEK[0]],
    ['case', 'carrier', WEEK[1]],
    ['carrier', 'after', WEEK[2]],
  ] as const
  const people = ['case', 'carrier', 'before', 'after'].map(id => person(id))
  const groups = pairs.map(([, , day], i) =>
    group(`g${i}`, 'household', { from: day as string, to: day as string }),
  )
  const enrolments = pairs.flatMap(([a, b], i) => [enrolment(`g${i}`, a), enrolment(`g${i}`, b)])
  const loads: (readonly string[])[] = []
  const list = await forwardOf(
    async (persons, days) => {
      loads.push(persons)
      return facts({ days, people, schools: [school({ groups, enrolments })] })
    },
    [asked('case')],
    { ...options, generations: 3 },
  )
  expect(list.contacts.map(contact => [contact.person.ref, contact.generation])).toEqual([
    ['carrier', 1],
    ['after', 2],
  ])
  expect(list.contacts[1]?.of).toEqual(['carrier'])
  expect(list.contacts[1]?.probability).toBeLessThan(list.contacts[0]?.probability as number)
  expect(loads).toEqual([['case'], ['carrier'], ['after']])
})

test('backward: who was near both cases within incubation fits better than who was near one', () => {
  const days = daysBetween(addDays(MONDAY, -14), MONDAY)
  const people = ['a', 'b', 'both', 'one'].map(id => person(id))
  const groups = ['g0', 'g1', 'g2'].map(id => group(id, 'household'))
  const enrolments = [
    enrolment('g0', 'a'),
    enrolment('g0', 'both'),
    enrolment('g1', 'b'),
    enrolment('g1', 'both'),
    enrolment('g2', 'a'),
    enrolment('g2', 'one'),
  ]
  const one = facts({ days, people, schools: [school({ groups, enrolments })] })
  const cases = ['a', 'b'].map(id => ({ ...asked(id, days), case: caseOf(id, { onset: MONDAY }) }))
  const list = backwardOf(one, cases, options)
  expect(list.kind).toBe('backward')
  expect(list.contacts.map(contact => contact.person.ref)).toEqual(['both', 'one'])
  expect(list.contacts[0]?.asSource).toBeGreaterThan(0.9)
})

test('what seven cases share is their bus, and their own classes are not it', () => {
  const pupils = Array.from({ length: 100 }, (_, i) => `p${i}`)
  const groups = [
    ...[0, 1, 2, 3].map(i => group(`c${i}`, 'class')),
    group('bus', 'bus'),
    group('club', 'club'),
  ]
  const enrolments = [
    ...pupils.map((id, i) => enrolment(`c${i % 4}`, id)),
    ...pupils.slice(0, 10).map(id => enrolment('bus', id)),
    ...pupils.slice(40, 60).map(id => enrolment('club', id)),
  ]
  const one = facts({
    days: [MONDAY],
    people: pupils.map(id => person(id)),
    schools: [school({ groups, enrolments })],
  })
  const answer = sharedBy(
    one,
    pupils.slice(0, 7).map(id => asked(id, [MONDAY])),
  )
  expect(answer).toMatchObject({ people: 100, tested: 6 })
  expect(answer.findings[0]).toMatchObject({ kind: 'bus', id: 'bus', cases: 7, members: 10, lift: 10 })
  expect(answer.findings[0]?.q).toBeLessThan(1e-6)
  for (const finding of answer.findings.slice(1)) expect(finding.q).toBeGreaterThan(0.5)
})

test('a room at an hour: who was in the lesson and at school, and nobody else', () => {
  const { pupils, people, parts } = oneClass(3, [])
  const sheets = [
    sheet(
      'main',
      MONDAY,
      pupils.slice(0, 2).map(id => stay(id, MONDAY, '08:10')),
    ),
  ]
  const one = facts({ days: [MONDAY], people, schools: [school({ ...parts, sheets })] })
  const answer = inRoom(one, 'r1', MONDAY, '08:00', '09:00')
  const seen = answer.people.filter(of => !of.quality.includes('presence-inferred'))
  expect(seen.map(of => [of.person.ref, of.from, of.to])).toEqual([
    ['p0', at(MONDAY, '08:10'), at(MONDAY, '08:40')],
    ['p1', at(MONDAY, '08:10'), at(MONDAY, '08:40')],
  ])
  expect(inRoom(one, 'r1', MONDAY, '10:00', '11:00').people).toEqual([])
})

test('a timeline: visits, and blocks with the nearest first', () => {
  const { people, parts } = oneClass(30, [MONDAY])
  const one = facts({ days: [MONDAY], people, schools: [school(parts)] })
  const [day] = timelineOf(one, asked('p0', [MONDAY])).days
  expect(day?.visits).toEqual([
    { from: at(MONDAY, '07:55'), to: at(MONDAY, '12:00'), inferred: false, site: 'main' },
  ])
  const block = day?.blocks.find(of => of.from === at(MONDAY, '08:00'))
  expect(block).toMatchObject({ people: 30, room: 'room r1', label: 'subject l1' })
  expect(block?.near.slice(0, 3).map(of => of.ref)).toEqual(['p1', 'p20', 'p21'])
})

test('two packs: who comes and goes is named', () => {
  const { people, parts } = oneClass(2, [MONDAY])
  const sheets = [sheet('main', MONDAY, [stay('p0', MONDAY), stay('p1', MONDAY, '08:30', '08:38')])]
  const one = facts({ days: [MONDAY], people, schools: [school({ ...parts, sheets })] })
  const list = (pack: typeof WHO_PACK) => contactsOf(one, [asked('p0', [MONDAY])], { ...options, pack })
  const answer = comparePacks(list(WHO_PACK), list({ ...CDC_K12_PACK, minutes: 5 }))
  expect(answer.packs.map(pack => pack.meets)).toEqual([0, 1])
  expect(answer.changes).toMatchObject([
    { person: { ref: 'p1' }, first: 'no', second: 'yes', reason: { setting: 'seat' } },
  ])
})

test('a gate silent for a part of a day is named, from when to when, and lowers the grade', () => {
  const { people, parts } = oneClass(20)
  const [from, to] = [at(MONDAY, '07:40'), at(MONDAY, '08:05')]
  const before = addDays(MONDAY, -1)
  const quiet = [MONDAY, before].map(day => ({ day, gate: 'g1', from, to }))
  const grade = (more: object) =>
    contactsOf(
      facts({ people, schools: [school({ ...parts, ...more })], days: WEEK }),
      [asked('p1')],
      options,
    ).grade
  const { causes, ...found } = grade({ quiet })
  const outage = causes.find(cause => cause.code === 'outage')
  expect(outage).toMatchObject({ n: 1, of: 5, days: [MONDAY] })
  expect(outage?.silent).toEqual([{ day: MONDAY, gate: 'gate g1', from, to }])
  expect(grade({}).causes.map(cause => cause.code)).not.toContain('outage')
  expect(['B', 'C']).toContain(found.grade)
  // A part of one day of one is no day in the dark.
  const short = [{ day: MONDAY, gate: 'g1', from, to }]
  const oneDay = contactsOf(
    facts({ people, schools: [school({ ...parts, quiet: short })], days: [MONDAY] }),
    [asked('p1', [MONDAY])],
    options,
  )
  expect(oneDay.grade.grade).not.toBe('D')
})

test('of many asked bit by bit, who else was around and what is not seen count as if asked together', () => {
  const { pupils, people, parts } = oneClass(12)
  const strangers = ['x1', 'x2', 'x3', 'x4']
  const morning = (id: string, day: string, i: number) =>
    stay(id, day, i % 2 === 0 ? '07:30' : '09:00', i % 2 === 0 ? '08:30' : '11:00')
  const sheets = WEEK.slice(0, 4).map(day =>
    sheet('main', day, [
      ...pupils.slice(0, 10).map(id => stay(id, day)),
      ...strangers.map((id, i) => morning(id, day, i)),
    ]),
  )
  const known = facts({
    people: [...people, ...strangers.map(id => person(id))],
    schools: [school({ ...parts, sheets })],
    days: WEEK,
  })
  // The last two were seen by no gate.
  const many = [...pupils.slice(0, 2), ...pupils.slice(-2)].map(id => asked(id, WEEK.slice(1)))
  const merger = new ListMerger({ bare: true })
  for (const of of many) merger.add(partOf(known, [of], options))
  const bitByBit = wholeList(merger.list(), [wholeOf(known, many, options.interviewed)])
  const together = contactsOf(known, many, options)
  expect(bitByBit.rest).toEqual(together.rest)
  expect(bitByBit.rest.people).toBe(4)
  expect(bitByBit.grade).toEqual(together.grade)
  expect(bitByBit.grade.causes).toContainEqual({ code: 'no-entries', n: 2, of: 4, days: [] })
  expect(bitByBit.days).toEqual(together.days)
  // In two halves, as if of two schools: people add up, nobody around counts twice.
  const halves = [many.slice(0, 2), many.slice(2)].map(some => wholeOf(known, some, options.interviewed))
  const sums = wholeList(merger.list(), halves)
  expect(sums.rest).toEqual(together.rest)
  expect(sums.grade.causes).toContainEqual({ code: 'no-entries', n: 2, of: 4, days: [] })
})

test('a household is together today for as long as today has lasted', () => {
  const people = [person('a'), person('b')]
  const home = {
    groups: [group('home', 'household')],
    enrolments: ['a', 'b'].map(id => enrolment('home', id)),
  }
  const minutes = (now?: number) =>
    contactsOf(
      facts({ people, schools: [school(home)], days: WEEK.slice(0, 2), ...(now ? { now } : {}) }),
      [asked('a')],
      options,
    ).contacts[0]?.minutes.near
  const [, today] = WEEK as [string, string]
  expect(minutes(at(today, '00:00:30'))).toBe(1440)
  expect(minutes(at(today, '09:10:59'))).toBe(1440 + 550)
  expect(minutes(at(today, '09:10') + 86_400_000)).toBe(2880)
  expect(minutes()).toBe(2880)
})

test('threads make the lists of many that one after another gives', async () => {
  const { pupils, people, parts } = oneClass(40)
  const known = facts({ people, schools: [school(parts)], days: WEEK })
  const many = pupils.slice(0, 30).map(id => asked(id))
  const one = new ListMerger({ bare: true })
  for (const of of many) one.add(partOf(known, [of], options))
  const crew = new ListCrew(2)
  const merger = new ListMerger({ bare: true })
  try {
    const { lists, whole } = await crew.lists(known, many, options)
    expect(lists).toHaveLength(2)
    for (const list of lists) merger.add(list)
    expect(whole).toEqual(wholeOf(known, many, options.interviewed))
    const [{ contacts, ...rest }, { contacts: alone, ...restAlone }] = [merger.list(), one.list()]
    expect(rest).toEqual(restAlone)
    expect(rest.persons.map(of => of.ref)).toEqual(many.map(of => of.person))
    // What is summed in another order may differ in the last of sixteen digits.
    const about = (list: typeof contacts) =>
      new Map(list.map(c => [c.person.ref, [c.probability.toFixed(9), c.minutes, c.of, c.days, c.reasons]]))
    expect(about(contacts)).toEqual(about(alone))
    const none = { ...options, pack: null as never }
    await expect(crew.lists(known, many, none)).rejects.toThrow()
  } finally {
    crew.end()
  }
})
