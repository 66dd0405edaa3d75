import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Case } from '@schoolgate/protocol/trace/case'
import type { KeptPack } from '@schoolgate/protocol/trace/contact-pack'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presenceRules } from '../../src/presence/rules.ts'
import { scoped } from '../../src/scope/scoped.ts'
import type { ScopedPlace } from '../../src/scope/types.ts'
import { openStore } from '../../src/store/open.ts'
import type { QuestionRow } from '../../src/store/trace-types.ts'
import type { Store } from '../../src/store/types.ts'
import { put, type SmallSchool, seedDirectory } from '../helpers/directory.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { appendOf } from '../store/rows.ts'

/** s1 and s2 lie in district nar, s3 in far; one household has a pupil of each. */
let data: string
let store: Store
let s1: SmallSchool
let s2: SmallSchool
let s3: SmallSchool

const DAYS = ['2026-11-23', '2026-11-24']
const HABIT = ['2026-11-19', '2026-11-20']
const at = (day: string, minute: number) => Date.parse(`${day}T07:40:00+08:00`) + minute * 60_000
const setup = { officer: 'setup', name: 'setup', note: '', at: 1 }
const CARD = testId('an old card')

async function officerOf(place: string) {
  const jurisdiction = await store.directory.jurisdiction(place)
  if (!jurisdiction) throw new Error(place)
  const scope = scoped(store, { id: 'officer', name: 'Officer', jurisdiction })
  return { tracing: scope.tracing(), place: async (id: string) => (await scope.place(id)) as ScopedPlace }
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'schoolgate-scope-tracing-'))
  store = await openStore(
    { sqlitePath: join(data, 'hub.sqlite') },
    { rules: presenceRules, clock: { wall: () => at('2026-11-26', 0) } },
  )
  const { records, ingest, presence } = store
  const school = (id: string, parent: string) =>
    put('jurisdiction', { id, place: id, parent, name: `School ${id}` })
  const district = (id: string) => put('jurisdiction', { id, place: id, kind: 'district', parent: 'ub' })
  await records.apply(
    [
      put('jurisdiction', { id: 'ub', place: 'ub', kind: 'province' }),
      ...['nar', 'far'].map(district),
      ...[school('s1', 'nar'), school('s2', 'nar'), school('s3', 'far')],
      ...['s1', 's2', 's3'].map(place => put('site', { id: `${place}-site`, place })),
      ...['s1', 's2', 's3'].map(place => put('gate', { id: `${place}-gate`, place, site: `${place}-site` })),
    ],
    setup,
  )
  const seed = (place: string) => seedDirectory(records, { place, site: `${place}-site` }, place)
  s1 = await seed('s1')
  s2 = await seed('s2')
  s3 = await seed('s3')
  const home = (id: string, place: string, members: [string, string][]) => [
    put('group', { id, place, kind: 'household', name: `${place} family name` }),
    ...members.map(([who, person]) =>
      put('enrolment', { id: `${person}.${id}.${who}`, place, group: id, person, role: 'member' }),
    ),
  ]
  const family = [s1, s2, s3].map((s, i): [string, string] => [String(i), s.pupils[0]])
  const outcome = await records.apply(
    [...home('home-1', 's1', family), ...home('home-3', 's3', family.toReversed())],
    setup,
  )
  expect(outcome.ok).toBe(true)
  let n = 0
  for (const [i, s] of [s1, s2, s3].entries()) {
    const scans = [...HABIT, ...DAYS].flatMap(day =>
      s.pupils.map((person, p) => ({ at: at(day, p), person, gate: `${s.place}-gate` })),
    )
    // A pupil of the far district came along to s1 once, with a card that had ended.
    const guest = { at: at('2026-11-24', 30), person: s3.pupils[1], card: CARD, gate: 's1-gate' }
    const ended = {
      ...guest,
      at: at('2026-11-24', 29),
      reasons: ['card-expired' as const],
      verdict: 'recheck' as const,
    }
    const all = i === 0 ? [...scans, ended, guest] : scans
    const journal = testId(`journal ${n++}`)
    await ingest.append([appendOf(0, all, { journal, kiosk: testId(s.place), site: s.site })])
  }
  while ((await presence.merge()) > 0);
})
afterAll(async () => {
  await store.close()
  await rm(data, { recursive: true, force: true })
})

const aCase = (id: string, school: SmallSchool, more: Partial<Case> = {}): Case => ({
  ...{ id, place: school.place, person: school.pupils[0], status: 'confirmed', asymptomatic: false },
  ...{ onset: DAYS[0] as string, tested: null, isolated: null, symptomFree: null, from: null, note: '' },
  ...{ openedAt: 1, openedBy: 'O', closedAt: null },
  ...more,
})

test('an officer’s facts are of their own schools, with marks for whoever is beyond', async () => {
  const { tracing } = await officerOf('s1')
  const facts = await tracing.facts([s1.pupils[0], s2.pupils[0], s3.pupils[0]], DAYS, HABIT)
  expect(facts.schools.map(school => school.place)).toEqual(['s1'])
  const [school] = facts.schools
  expect([...(school?.sheets.keys() ?? [])]).toEqual([...HABIT, ...DAYS])
  expect(school?.sheets.get('2026-11-24')?.[0]?.persons).toEqual([
    ...s1.pupils,
    expect.stringMatching(/^outside-\d$/),
  ])
  const marks = [...facts.people.values()].filter(person => person.outside)
  expect(marks.map(mark => [mark.name, mark.school, mark.group, mark.place])).toEqual(
    marks.map(() => ['', '', '', '']),
  )
  // Two of the household, and the guest at the gate.
  expect(marks.map(mark => mark.id).sort()).toEqual(['outside-1', 'outside-2', 'outside-3'])
  expect(facts.people.get(s1.pupils[0])).toMatchObject({ group: 's1 3A', school: 'School s1' })
  expect(facts.across.groups.map(group => [group.id, group.name, group.kind])).toEqual([
    ['outside-group-1', '', 'household'],
  ])
  expect(facts.across.enrolments.filter(row => row.person === s1.pupils[0])).toHaveLength(1)
  const told = JSON.stringify(facts, (_, value) =>
    value instanceof Map ? [...value] : ArrayBuffer.isView(value) ? [] : value,
  )
  for (const stranger of [s2, s3])
    for (const word of [...stranger.pupils, stranger.cls, 'family name of', CARD])
      expect([word, told.includes(word)]).toEqual([word, false])
  expect(told).not.toContain('s3 family')
  expect(facts.endedCards.size).toBe(1)
})

test('the district sees the chain, by name, as far as it reaches', async () => {
  const { tracing } = await officerOf('nar')
  const facts = await tracing.facts([s1.pupils[0], s2.pupils[0], s3.pupils[0]], DAYS, [])
  expect(facts.schools.map(school => school.place).sort()).toEqual(['s1', 's2'])
  expect(facts.people.get(s2.pupils[0])?.name).toBe('s2 Pupil 0')
  const all = [...facts.people.values()]
  expect(all.filter(person => person.outside)).toHaveLength(2)
  expect(all.some(person => person.name.startsWith('s3'))).toBe(false)
  const whole = await (await officerOf('ub')).tracing.facts([s1.pupils[0]], DAYS, [])
  expect([...whole.people.values()].some(person => person.outside)).toBe(false)
  expect(whole.people.get(s3.pupils[1])?.school).toBe('School s3')
  expect(whole.endedCards).toEqual(new Map([[s3.pupils[1], [CARD]]]))
})

test('the neighbouring district sees nothing of a case', async () => {
  const inside = await officerOf('nar')
  const outside = await officerOf('far')
  expect(await outside.tracing.openCase(aCase('x1', s1))).toBe(false)
  expect(await inside.tracing.openCase(aCase('x1', s1))).toBe(true)
  expect(await inside.tracing.openCase(aCase('x2', s2, { from: 'x1' }))).toBe(true)
  expect(await outside.tracing.openCase(aCase('x3', s3, { from: 'x1' }))).toBe(false)
  expect(await outside.tracing.openCase(aCase('x1', s3))).toBe(false)
  expect(await outside.tracing.openCase(aCase('x3', s3))).toBe(true)

  const mine = await inside.tracing.case('x1')
  expect(mine?.person.name).toBe('s1 Pupil 0')
  const row = (person: string, school: SmallSchool) => ({
    ...{ case: 'x1', person, place: school.place, state: 'following' as const, question: 'q' },
    ...{ probability: 0.5, setting: 'seat' as const, lastDay: '2026-11-24', until: '2026-12-08' },
    ...{ addedAt: 1, addedBy: 'O', batch: 'b1' },
  })
  expect(await mine?.putFollowUps([row(s1.pupils[1], s1), row(s3.pupils[1], s3)], 'b1')).toBe(false)
  expect(await mine?.putFollowUps([row(s1.pupils[1], s1), row(s2.pupils[1], s2)], 'b1')).toBe(true)
  const named = {
    ...{ id: 'n1', case: 'x1', who: '', day: '2026-11-24', setting: 'named' as const, minutes: 20 },
    ...{ distance: 'near' as const, note: '', at: 1, by: 'O' },
  }
  expect(await mine?.putNamed({ ...named, person: s3.pupils[1] })).toBe(false)
  expect(await mine?.putNamed({ ...named, person: s2.pupils[1] })).toBe(true)
  expect((await inside.tracing.facts([s1.pupils[0]], DAYS, [])).named.map(each => each.of)).toEqual([
    s1.pupils[0],
  ])

  // The school whose case it is sees its own contacts, the other district not even the case.
  const school = await officerOf('s1')
  const own = await school.tracing.case('x1')
  expect((await own?.followUps())?.map(each => each.person)).toEqual([s1.pupils[1]])
  expect(await own?.named()).toEqual([])
  expect(await own?.setFollowUps([s1.pupils[1], s2.pupils[1]], 'lost', 'b9')).toEqual({
    missing: [s2.pupils[1]],
  })
  expect((await own?.followUps())?.map(each => each.state)).toEqual(['following'])
  expect(await own?.undoFollowUps('b1')).toBe(false)
  const { tracing } = outside
  expect(await tracing.case('x1')).toBeUndefined()
  expect(await tracing.cases(['x1', 'x3'])).toEqual([aCase('x3', s3)])
  expect(await tracing.followUps(['x1'])).toEqual([])
  expect(await tracing.followUpsOf([s1.pupils[1]])).toEqual([])
  expect(await tracing.casesOf([s1.pupils[0]])).toEqual([])
  expect((await tracing.people([s1.pupils[0], s3.pupils[0]])).size).toBe(1)
  expect((await tracing.facts([s1.pupils[0]], DAYS, [])).schools).toEqual([])
  expect(await (await tracing.case('x3'))?.undoFollowUps('b1')).toBe(false)
  expect(await mine?.undoFollowUps('b1')).toBe(true)
})

test('questions and rule packs stay with those whose they are', async () => {
  const inside = await officerOf('nar')
  const outside = await officerOf('far')
  const question: QuestionRow = {
    ...{ id: 'q1', at: 1, officer: 'o', by: 'O', kind: 'contacts', purpose: 'audit', note: '' },
    ...{ place: 's1', case: 'x1', asked: 1, pack: null, request: '{}', state: 'answered' },
    ...{ approval: null, size: null, answers: 0, grade: null, digest: null },
  }
  await inside.tracing.openCase(aCase('x1', s1))
  expect(await outside.tracing.putQuestion(question)).toBe(false)
  expect(await outside.tracing.putQuestion({ ...question, id: 'q9', place: 's3' })).toBe(false)
  expect(await inside.tracing.putQuestion(question)).toBe(true)
  expect(await outside.tracing.putQuestion({ ...question, place: 's3', case: null })).toBe(false)
  const answer = { question: 'q1', at: 2, officer: 'o', by: 'O', size: 3, digest: 'aa', how: 'shown' }
  await expect(outside.tracing.told(answer, 'A')).rejects.toThrow()
  await inside.tracing.told(answer, 'A')
  expect(await outside.tracing.question('q1')).toBeUndefined()
  expect(await outside.tracing.questionsUnder(await outside.place('far'), null, 9)).toEqual([])
  expect((await inside.tracing.question('q1'))?.size).toBe(3)

  const pack = (id: string, place: string, signed: KeptPack['signed'] = null) =>
    ({ id, version: 1, place, name: id, madeAt: 1, madeBy: 'O', signed }) as KeptPack
  const sign = { at: 1, by: 'O', officer: 'o' }
  const province = await officerOf('ub')
  expect(await province.tracing.putPack(pack('order', 'ub', sign))).toBe(true)
  expect(await province.tracing.putPack(pack('draft', 'ub'))).toBe(true)
  expect(await inside.tracing.putPack(pack('mine', 'ub'))).toBe(false)
  expect(await inside.tracing.putPack(pack('mine', 'nar'))).toBe(true)
  const s1Place = await inside.place('s1')
  expect((await inside.tracing.packs(s1Place)).map(each => each.id)).toEqual(['mine', 'order'])
  await province.tracing.setCurrentPack(await province.place('ub'), { id: 'order', version: 1 })
  expect(await inside.tracing.currentPack(s1Place)).toEqual({ id: 'order', version: 1 })
})
