import type { Case, FollowUp, NamedContact } from '@schoolgate/protocol/trace/case'
import type { KeptPack } from '@schoolgate/protocol/trace/contact-pack'
import { beforeEach, describe, expect, test } from 'vitest'
import type { QuestionRow } from '../../src/store/trace-types.ts'
import type { Store } from '../../src/store/types.ts'
import { SCHOOL } from '../helpers/school.ts'
import { DAY, freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { appendOf, mark } from './rows.ts'
import { aClass, aGroup, anEnrolment, aPerson, change, put, remove } from './school-book.ts'

const aCase = (id: string, more: Partial<Case> = {}): Case => ({
  ...{ id, place: 'school', person: person(0), status: 'confirmed', asymptomatic: false },
  ...{ onset: DAY, tested: null, isolated: null, symptomFree: null, from: null, note: '' },
  ...{ openedAt: 5, openedBy: 'Дулам', closedAt: null },
  ...more,
})
const follow = (i: number, more: Partial<FollowUp> = {}): FollowUp => ({
  ...{ case: 'c1', person: person(i), place: 'school', state: 'following', question: 'q1' },
  ...{ probability: 0.5, setting: 'seat', lastDay: DAY, until: DAY, addedAt: 1, addedBy: 'Д', batch: 'b1' },
  ...more,
})
const aQuestion = (id: string, more: Partial<QuestionRow> = {}): QuestionRow => ({
  ...{ id, at: 1, officer: 'o1', by: 'Дулам', kind: 'contacts', purpose: 'case-contacts', note: '' },
  ...{ place: 'school', case: 'c1', asked: 1, pack: { id: 'who', version: 1 }, request: '{}' },
  ...{ state: 'answered', approval: null, size: null, answers: 0, grade: null, digest: null },
  ...more,
})
const aPack = (id: string, version: number, more: Partial<KeptPack> = {}): KeptPack =>
  ({ id, version, place: 'mn', name: id, madeAt: 1, madeBy: 'Д', signed: null, ...more }) as KeptPack
const signed = { at: 2, by: 'Д', officer: 'o1' }

export function traceContract(engine: TestEngine): void {
  let store: Store

  describe('cases and what hangs on them', () => {
    beforeEach(async () => {
      store = await freshStore(engine)
    })

    test('cases are found by id, person and place, the newest first', async () => {
      const { trace } = store
      await trace.putCase(aCase('c1'))
      await trace.putCase(aCase('c2', { openedAt: 9, closedAt: 10, person: person(1) }))
      await trace.putCase(aCase('c1', { note: 'again' }))
      expect((await trace.case('c1'))?.note).toBe('again')
      expect(await trace.case('none')).toBeUndefined()
      const ids = async (state: 'open' | 'closed' | 'all', path = '/mn/') =>
        (await trace.casesUnder(path, state, 9)).map(row => row.id)
      expect([await ids('all'), await ids('open'), await ids('closed')]).toEqual([
        ['c2', 'c1'],
        ['c1'],
        ['c2'],
      ])
      expect(await ids('all', '/mn/elsewhere/')).toEqual([])
      expect((await trace.casesOf([person(1)])).map(row => row.id)).toEqual(['c2'])
      expect((await trace.cases(['c1', 'x'])).map(row => row.id)).toEqual(['c1'])
    })

    test('a batch of follow-ups is taken back whole, once, and not over later changes', async () => {
      const { trace } = store
      await trace.putFollowUps([follow(1)], 'b1')
      const many = Array.from({ length: 50 }, (_, i) => follow(i, { batch: 'b2', lastDay: '2026-11-24' }))
      await trace.putFollowUps(many, 'b2')
      expect(await trace.followUps(['c1'])).toHaveLength(50)
      expect(await trace.followUpBatch('b2')).toHaveLength(50)
      expect(await trace.undoFollowUps('b2')).toBe(true)
      expect(await trace.followUps(['c1'])).toEqual([follow(1)])
      expect(await trace.undoFollowUps('b2')).toBe(false)
      await trace.putFollowUps([follow(1, { state: 'released' }), follow(2)], 'b3')
      await trace.putFollowUps([follow(2, { state: 'lost' })], 'b4')
      expect(await trace.undoFollowUps('b3')).toBe(false)
      expect(await trace.undoFollowUps('b4')).toBe(true)
      expect(await trace.undoFollowUps('b3')).toBe(true)
      expect(await trace.followUpsOf([person(1), person(2)])).toEqual([follow(1)])
    })

    test('states of many are set at once, and everybody’s own is put back', async () => {
      const { trace } = store
      const many = Array.from({ length: 1200 }, (_, i) =>
        follow(i, { case: 'c9', state: i % 3 ? 'following' : 'lost' }),
      )
      await trace.putFollowUps(many, 'b8')
      const persons = many.map(row => row.person)
      const stranger = 'f'.repeat(16)
      expect(await trace.setFollowUps('c9', [...persons, stranger], 'lost', 'b9')).toEqual({
        missing: [stranger],
      })
      expect(await trace.setFollowUps('c9', persons, 'lost', 'b9')).toEqual({ changed: 800 })
      expect(new Set((await trace.followUps(['c9'])).map(row => row.state))).toEqual(new Set(['lost']))
      expect(await trace.undoFollowUps('b9')).toBe(true)
      expect(await trace.followUps(['c9'])).toEqual(many.toSorted((a, b) => (a.person < b.person ? -1 : 1)))
      expect(await trace.undoFollowUps('b9')).toBe(false)
      expect(await trace.undoFollowUps('unknown')).toBe(false)
    })

    test('named contacts are the case’s own', async () => {
      const { trace } = store
      const named: NamedContact = {
        ...{ id: 'n1', case: 'c1', person: person(3), who: '', day: DAY, setting: 'named', minutes: 20 },
        ...{ distance: 'near', note: '', at: 1, by: 'Д' },
      }
      await trace.putNamed(named)
      await trace.putNamed({ ...named, case: 'c2', minutes: null })
      expect(await trace.named(['c1'])).toEqual([named])
      expect(await trace.dropNamed('n1', 'c3')).toBe(false)
      expect(await trace.dropNamed('n1', 'c1')).toBe(true)
      expect((await trace.named(['c1', 'c2'])).map(row => row.case)).toEqual(['c2'])
    })

    test('each telling of names is kept, whatever becomes of the question', async () => {
      const { trace } = store
      await trace.putQuestion(aQuestion('q1'))
      await trace.putQuestion(aQuestion('q2', { at: 7, case: null, state: 'waiting' }))
      const answer = { question: 'q1', at: 3, officer: 'o1', by: 'Д', size: 40, digest: 'aa', how: 'shown' }
      await trace.told(answer, 'B', 'school')
      await trace.told({ ...answer, at: 4, digest: 'bb', how: 'pdf' }, null, 'mn')
      await trace.putQuestion(aQuestion('q1', { note: 'later' }))
      expect(await trace.question('q1')).toEqual(
        aQuestion('q1', { note: 'later', size: 40, answers: 2, digest: 'bb', grade: 'B' }),
      )
      expect((await trace.answers('q1')).map(row => row.how)).toEqual(['shown', 'pdf'])
      expect((await trace.questionsUnder('/mn/', null, 9)).map(row => row.id)).toEqual(['q2', 'q1'])
      expect((await trace.questionsUnder('/mn/', 7, 9)).map(row => row.id)).toEqual(['q1'])
      expect((await trace.questionsOfCase('c1')).map(row => row.id)).toEqual(['q1'])
      await expect(trace.told({ ...answer, question: 'none' }, null, 'mn')).rejects.toThrow()
      // What each place was told last, and when a case was traced.
      const told = ['school', 'mn', 'elsewhere'].map(place => trace.toldAt('q1', place))
      expect(await Promise.all(told)).toEqual(['aa', 'bb', null])
      await trace.putQuestion(aQuestion('q3', { at: 9, kind: 'forward' }))
      await trace.putQuestion(aQuestion('q4', { at: 8, kind: 'timeline' }))
      await trace.told({ ...answer, question: 'q4' }, null, 'mn')
      expect([...(await trace.tracedAt(['c1', 'c2'], '/mn/'))]).toEqual([['c1', 1]])
      await trace.told({ ...answer, question: 'q3' }, null, 'mn')
      expect([...(await trace.tracedAt(['c1'], '/mn/'))]).toEqual([['c1', 9]])
      expect([...(await trace.tracedAt(['c1'], '/mn/elsewhere/'))]).toEqual([])
    })

    test('a signed rule pack is not written again, nor taken by another place', async () => {
      const { trace } = store
      expect(await trace.putPack(aPack('p', 1))).toBe(true)
      expect(await trace.putPack(aPack('p', 1, { name: 'better' }))).toBe(true)
      expect(await trace.putPack(aPack('p', 2, { place: 'school' }))).toBe(false)
      expect(await trace.putPack(aPack('p', 1, { signed }))).toBe(true)
      expect(await trace.putPack(aPack('p', 1, { name: 'worse' }))).toBe(false)
      expect(await trace.putPack(aPack('p', 2))).toBe(true)
      const packs = await trace.packs(['mn', 'school'])
      expect(packs.map(pack => [pack.version, pack.signed?.by])).toEqual([
        [1, 'Д'],
        [2, undefined],
      ])
      expect(await trace.currentPack(['mn', 'school'])).toBeUndefined()
      await trace.setCurrentPack('mn', { id: 'p', version: 1 })
      await trace.setCurrentPack('school', { id: 'own', version: 3 })
      expect(await trace.currentPack(['mn', 'school'])).toEqual({ id: 'own', version: 3 })
      expect(await trace.currentPack(['mn', 'other'])).toEqual({ id: 'p', version: 1 })
    })
  })

  describe('what a school’s days rest on', () => {
    beforeEach(async () => {
      store = await freshStore(engine)
    })

    test('follows every change of the records, and says what was changed after its day', async () => {
      const { trace } = store
      await aClass(store, 3)
      const ask = () => trace.school('school', '2026-11-10', '2026-11-24')
      const first = await ask()
      expect([first.people.size, first.enrolments.length, first.sites.length]).toEqual([3, 3, 1])
      expect(first.timeZone).toBe(SCHOOL.timeZone)
      // Set up on the 23rd, but about days from September on.
      expect(first.changed.size).toBe(3)
      const [moved, gone] = [anEnrolment(0, '3b'), anEnrolment(1, '3b')]
      await change(
        store,
        put('enrolment', { ...moved, to: '2026-11-22' }),
        put('group', aGroup('3c')),
        put('enrolment', anEnrolment(0, '3c', { from: '2026-11-23' })),
        remove('enrolment', gone.id),
        put('person', aPerson(5)),
      )
      const next = await ask()
      expect(next.people.has(person(5))).toBe(true)
      expect(next.enrolments.map(row => row.id).sort()).toEqual(
        [moved.id, `${person(0)}.3c`, `${person(2)}.3b`].sort(),
      )
      const [late] = await store.records.history('enrolment', gone.id, 1)
      expect(next.changed.get(gone.id)).toBe(late?.at)
      expect(next.changed.has(`${person(0)}.3c`)).toBe(false)
      const early = await trace.school('school', '2026-08-03', '2026-08-20')
      expect(early.enrolments).toEqual([])
    })

    test('finds households of another place, and homes’ names', async () => {
      const { trace, directory } = store
      await aClass(store, 2)
      const other = { id: 'other', parent: 'mn', kind: 'school' as const, name: 'Other', path: '' }
      await directory.putJurisdiction(other)
      await change(
        store,
        put('group', aGroup('home', { place: 'other', kind: 'household' })),
        put('group', aGroup('choir', { place: 'other', kind: 'section' })),
        put('enrolment', anEnrolment(0, 'home', { place: 'other', role: 'member' })),
        put('enrolment', anEnrolment(0, 'choir', { place: 'other' })),
      )
      const found = await trace.beyond([person(0), person(1)], ['school'], '2026-11-01', '2026-11-02')
      expect(found.groups.map(group => group.id)).toEqual(['home'])
      expect(found.enrolments.map(row => row.person)).toEqual([person(0)])
      const none = { groups: [], enrolments: [] }
      expect(await trace.beyond([person(0)], ['school', 'other'], '2026-11-01', '2026-11-02')).toEqual(none)
      expect(await trace.homeClasses([person(0), person(9)])).toEqual(new Map([[person(0), '3B']]))
    })

    test('lost entries are told on every day they can have happened', async () => {
      const { directory, ingest, trace } = store
      const append = appendOf(0, [{ at: MORNING, person: person(1) }])
      const { kiosk, journal } = append
      const key = new Uint8Array(32)
      await directory.putKiosk({ id: kiosk, gate: SCHOOL.gate, key, status: 'active', pairedAt: 1 })
      const next = { ...mark(1), lo: MORNING }
      await ingest.append([{ ...append, next }])
      const gap = { kiosk, journal, from: 2, to: 9, noticedAt: MORNING + 2 * 86_400_000 }
      const lost = {
        ...{ kiosk, journal, expected: next, next: { ...mark(9), lo: MORNING } },
        ...{ rows: [], entries: [], quarantine: [], gaps: [gap] },
      }
      expect(await ingest.append([lost])).toMatchObject([{ ok: true }])
      const days = await trace.lost(SCHOOL.site, '2026-11-24', '2026-12-31')
      expect(days).toEqual(['2026-11-24', '2026-11-25'].map(day => ({ day, kiosk, entries: 8 })))
    })
  })
}
