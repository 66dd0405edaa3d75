import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyRecord, Change, RecordKind } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presenceRules } from '../../src/presence/rules.ts'
import { referencesOf } from '../../src/scope/references.ts'
import { type Scope, scoped } from '../../src/scope/scoped.ts'
import type { ScopedPlace } from '../../src/scope/types.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/types.ts'
import { put, type SmallSchool, seedDirectory } from '../helpers/directory.ts'

let data: string
let store: Store
/** Two schools of the officer's district, and one beyond it. */
let mine: SmallSchool
let also: SmallSchool
let beyond: SmallSchool
let scope: Scope

const district = (id: string) => put('jurisdiction', { id, place: id, kind: 'district', parent: 'ub' })
const school = (id: string, parent: string) => put('jurisdiction', { id, place: id, parent })
const setup = { officer: 'setup', name: 'setup', note: '', at: 1 }
const by = { note: '', at: 2 }

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'schoolgate-scope-'))
  store = await openStore({ sqlitePath: join(data, 'hub.sqlite') }, { rules: presenceRules })
  const { records } = store
  const made = await records.apply(
    [
      put('jurisdiction', { id: 'ub', place: 'ub', kind: 'province' }),
      ...['nar', 'far'].map(district),
      ...[school('s1', 'nar'), school('s2', 'nar'), school('s3', 'far')],
      ...['s1', 's2', 's3'].map(place => put('site', { id: `${place}-site`, place })),
    ],
    setup,
  )
  expect(made.ok).toBe(true)
  const seed = (place: string) => seedDirectory(records, { place, site: `${place}-site` }, place)
  mine = await seed('s1')
  also = await seed('s2')
  beyond = await seed('s3')
  scope = await officerOf('nar')
})
afterAll(async () => {
  await store.close()
  await rm(data, { recursive: true, force: true })
})

async function officerOf(place: string): Promise<Scope> {
  const jurisdiction = await store.directory.jurisdiction(place)
  if (!jurisdiction) throw new Error(place)
  return scoped(store, { id: 'officer', name: 'Officer', jurisdiction })
}
const placeOf = async (id: string) => (await scope.place(id)) as ScopedPlace

test('what lies beyond does not exist', async () => {
  expect(await scope.place('far')).toBeUndefined()
  expect(await scope.place('ub')).toBeUndefined()
  expect(await scope.group(beyond.cls)).toBeUndefined()
  expect(await scope.person(beyond.pupils[0])).toBeUndefined()
  const place = await placeOf('nar')
  expect(await place.get('room', beyond.room)).toBeUndefined()
  const both = [mine.pupils[0], beyond.pupils[0]]
  expect((await place.many('person', both)).map(p => p.id)).toEqual([mine.pupils[0]])
  expect((await place.lines(both, '2026-11-23')).map(p => p.id)).toEqual([mine.pupils[0]])
  await store.records.putPhoto(beyond.pupils[0], { type: 'image/png', bytes: new Uint8Array([1]) })
  expect(await place.photo(beyond.pupils[0])).toBeUndefined()
  expect((await place.withPhoto(both)).size).toBe(0)
})

test('a place gives its own and what lies below, never its sister', async () => {
  const s1 = await placeOf('s1')
  expect(await s1.get('room', also.room)).toBeUndefined()
  expect((await s1.find('room', { place: 's2' } as never)).map(r => r.id)).toEqual([mine.room])
  const rooms = await (await placeOf('nar')).under('room', '', 10)
  expect(rooms.map(r => r.id).sort()).toEqual([mine.room, also.room].sort())
})

test('cards of strangers are neither issued, ended nor seen', async () => {
  const { cards } = await placeOf('nar')
  const card = (id: string, person: string) => ({
    ...{ id, person, issued: '2026-09-01', expires: '2027-06-30', revokedAt: null, end: null },
  })
  const own = card('00000000000000c1', mine.pupils[0])
  const foreign = card('00000000000000c2', beyond.pupils[0])
  expect(await cards.issue([own, foreign], null, 1)).toBe(false)
  await store.cards.issue([own, foreign], null, 1)
  expect(await cards.end([foreign.id], 'revoked', 2)).toBe(false)
  expect((await cards.cardsOf([own.person, foreign.person])).map(c => c.id)).toEqual([own.id])
  expect(await scope.card(foreign.id)).toBeUndefined()
  expect((await scope.card(own.id))?.person.row.id).toBe(own.person)
  const key = { kid: '0000000a', publicKey: new Uint8Array(32), madeAt: 1, trustedUntil: null }
  expect(await cards.putKey({ ...key, jurisdiction: 'far' })).toBe(false)
})

test('a district makes a school with everything in it at once, and only its own officers take it back', async () => {
  const place = await placeOf('nar')
  const made = await place.apply(
    [
      school('new', 'nar'),
      put('site', { id: 'new-site', place: 'new' }),
      put('room', {
        ...{ id: 'new-room', place: 'new', site: 'new-site' },
      }),
      put('person', {
        ...(await store.records.get('person', mine.pupils[2])),
        id: mine.pupils[2],
        place: 's1',
      }),
    ],
    by,
  )
  expect(made).toMatchObject({ ok: true })
  const batch = made.ok ? made.batch : ''
  expect(await (await officerOf('far')).batch(batch)).toBeUndefined()
  expect(await place.undo([batch], 3)).toMatchObject({ ok: true })
  expect(await scope.place('new')).toBeUndefined()
})

test('a school may not take back what was made for the district', async () => {
  const made = await (await placeOf('nar')).apply(
    [
      put('room', { id: 'x1', place: 's1', site: 's1-site' }),
      put('room', { id: 'x2', place: 's2', site: 's2-site' }),
    ],
    by,
  )
  const batch = made.ok ? made.batch : ''
  const one = await officerOf('s1')
  expect(await one.batch(batch)).toBeUndefined()
  expect(await (await one.place('s1'))?.undo([batch], 3)).toMatchObject({ code: 'outside' })
})

test('a school is not moved out, nor under itself', async () => {
  const place = await placeOf('nar')
  expect(await place.apply([school('s1', 'far')], by)).toMatchObject({ code: 'outside' })
  expect(
    await place.apply([put('jurisdiction', { id: 'nar', place: 'nar', parent: 's1' })], by),
  ).toMatchObject({
    code: 'outside',
  })
  const renamed = put('jurisdiction', {
    id: 'nar',
    place: 'nar',
    kind: 'district',
    parent: 'ub',
    name: 'Nar',
  })
  expect(await place.apply([renamed], by)).toMatchObject({ ok: true })
})

/** Everything a place and those below it hold. */
async function everything(path: string): Promise<AnyRecord[]> {
  const all: AnyRecord[] = []
  for (const kind of RECORD_KINDS) all.push(...(await store.records.under(kind, path, '', 10_000)))
  return all
}

test('whatever a batch holds, nothing beyond changes and nothing inside points beyond', async () => {
  const path = (await store.records.get('jurisdiction', 'far'))?.path as string
  const schools = [mine, also, beyond]
  const any = <T>(of: (s: SmallSchool) => T) => fc.constantFrom(...schools.map(of))
  const person = fc.constantFrom(...schools.flatMap(s => [s.teacher, s.guardian, ...s.pupils]))
  const at = { place: any(s => s.place) }
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({ ...at, id: any(s => s.room), site: any(s => s.site) }).map(r => put('room', r)),
    fc.record({ ...at, id: any(s => s.cls), room: any(s => s.room) }).map(r => put('group', r)),
    fc
      .record({ ...at, id: person, site: any(s => s.site), given: fc.constantFrom('A', 'B') })
      .map(r => put('person', r)),
    fc
      .record({ ...at, id: fc.constantFrom('e1', 's1-in-0', 's3-in-0'), group: any(s => s.cls), person })
      .map(r => put('enrolment', r)),
    fc
      .record({ ...at, id: any(s => s.plan), group: any(s => s.cls), who: person })
      .map(({ who, ...r }) => put('seatPlan', { ...r, seats: [{ person: who, row: 0, column: 0 }] })),
    fc
      .record({ ...at, id: any(s => s.lesson), group: any(s => s.cls), teacher: person })
      .map(r => put('lesson', r)),
    fc
      .record({ ...at, guardian: person, child: person })
      .map(r => put('guardianship', { ...r, id: `${r.guardian}:${r.child}` })),
    fc
      .record({ id: any(s => s.place), parent: fc.constantFrom('nar', 'far', 'ub') })
      .map(r => put('jurisdiction', { ...r, place: r.id })),
    fc
      .constantFrom<RecordKind>('room', 'lesson', 'seatPlan', 'jurisdiction')
      .chain(kind =>
        any(
          s => ({ room: s.room, lesson: s.lesson, seatPlan: s.plan, jurisdiction: s.place })[kind as 'room'],
        ).map((id): Change => ({ op: 'remove', kind, id })),
      ),
  )
  const before = await everything(path)
  const own = (await store.records.get('jurisdiction', 'nar'))?.path as string
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('nar', 's1', 's2'),
      async (changes, from) => {
        const outcome = await (await scope.place(from))?.apply(changes, by)
        expect(await everything(path)).toEqual(before)
        if (!outcome?.ok) return
        const here = await everything(own)
        const known = new Set(here.map(record => record.id))
        for (const kind of RECORD_KINDS.filter(k => k !== 'jurisdiction')) {
          for (const record of await store.records.under(kind, own, '', 10_000))
            for (const { id } of referencesOf(kind, record))
              expect([kind, known.has(id)]).toEqual([kind, true])
        }
      },
    ),
    { seed: 11, numRuns: 250 },
  )
})
