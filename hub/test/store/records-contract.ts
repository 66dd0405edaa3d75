import { describe, expect, test } from 'vitest'
import { SCHOOL } from '../helpers/school.ts'
import { freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { aClass, aGroup, anAbsence, anEnrolment, aPerson, by, change, put, remove } from './school-book.ts'

/** Records put, found, refused and removed. */
export function recordsContract(engine: TestEngine): void {
  describe('records', () => {
    const fresh = () => freshStore(engine, MORNING)

    test('come back as they were put, and are found by their fields and on their days', async () => {
      const store = await fresh()
      const { records } = store
      const span = { from: '2026-11-23', to: '2026-11-27' }
      const mode = { id: 'm1', place: 'school', group: null, ...span, mode: 'online' as const, reason: 'flu' }
      const bells = [{ from: '08:00', to: '08:40' }]
      const shift = { id: 'sh1', place: 'school', name: 'I', of: 'student' as const, bells, graceMin: 5 }
      const lesson = {
        id: 'l1',
        place: 'school',
        group: '3b',
        subject: 'Math',
        course: null,
        teacher: person(9),
        room: null,
        weekday: 1,
        shift: 'I',
        number: 1,
        from: null,
        to: null,
      }
      const plan = { id: 'p1', place: 'school', group: '3b', room: null, rows: 2, columns: 2, ...span }
      const seats = [{ person: person(0), row: 0, column: 1 }]
      const outcome = await change(
        store,
        put('enrolment', anEnrolment(0, '3b')),
        put('lesson', lesson),
        put('seatPlan', { ...plan, seats }),
        put('mode', mode),
        put('person', aPerson(0)),
        put('person', aPerson(9, { role: 'teacher' })),
        put('group', aGroup('3b', { shift: 'sh1' })),
        put('shift', { ...shift, from: null, to: null }),
        put('absence', anAbsence(0, '2026-11-20', '2026-11-24')),
        put('calendarDay', { id: 'c1', place: 'mn', day: '2026-11-26', kind: 'holiday', name: '' }),
      )
      expect(outcome).toMatchObject({ put: 10, removed: 0, unchanged: 0 })
      expect(await records.get('person', person(0))).toEqual(aPerson(0))
      expect(await records.get('seatPlan', 'p1')).toEqual({ ...plan, seats })
      expect(await records.get('person', person(1))).toBeUndefined()
      const ids = (rows: { id: string }[]) => rows.map(row => row.id)
      expect(ids(await records.many('person', [person(9), person(5), person(0)]))).toEqual([
        person(9),
        person(0),
      ])
      expect(ids(await records.find('mode', { place: 'school', group: null, on: '2026-11-27' }))).toEqual([
        'm1',
      ])
      expect(await records.find('mode', { place: 'school', on: '2026-11-28' })).toEqual([])
      expect(await records.find('absence', { on: ['2026-11-25', '2026-11-30'] })).toEqual([])
      expect(ids(await records.find('absence', { on: ['2026-11-24', '2026-11-30'] }))).toHaveLength(1)
      expect(ids(await records.find('calendarDay', { place: ['mn', 'school'], on: '2026-11-26' }))).toEqual([
        'c1',
      ])
      expect(ids(await records.find('lesson', { teacher: [person(9)], group: '3b' }))).toEqual(['l1'])
      expect(await records.find('lesson', { teacher: [] })).toEqual([])
      expect(ids(await records.find('shift', { place: 'school' }))).toEqual(['sh1'])
      expect(await records.countMembers('school', '2026-11-23')).toEqual([['3b', 'student', 1]])
      expect(await records.countMembers('school', '2026-08-31')).toEqual([])
    })

    test('that differ in nothing are neither written nor kept in the history', async () => {
      const store = await fresh()
      await change(store, put('person', aPerson(0)), put('group', aGroup('3b')))
      const shuffled = Object.fromEntries(Object.entries(aPerson(0)).reverse()) as ReturnType<typeof aPerson>
      const again = await change(store, put('person', shuffled), put('group', aGroup('3b', { name: 'New' })))
      expect(again).toMatchObject({ put: 1, unchanged: 1 })
      expect(await store.records.history('person', person(0), 9)).toHaveLength(1)
      const nothing = await change(store, put('person', aPerson(0)), remove('room', 'none'))
      expect(nothing).toEqual({ ok: true, batch: '', put: 0, removed: 0, unchanged: 1 })
    })

    test('refuse what refers to nothing, what is still referred to, and what was made upon something older', async () => {
      const store = await fresh()
      const { records } = store
      const apply = (...changes: Parameters<typeof records.apply>[0]) => records.apply(changes, by())
      expect(await apply(put('person', aPerson(0)), put('enrolment', anEnrolment(0, '3b')))).toEqual({
        ok: false,
        code: 'missing',
        kind: 'enrolment',
        id: anEnrolment(0, '3b').id,
        other: { kind: 'group', id: '3b' },
      })
      expect(await records.get('person', person(0))).toBeUndefined()

      await aClass(store, 2)
      expect(await apply(remove('group', '3b'))).toMatchObject({
        code: 'used',
        kind: 'group',
        id: '3b',
        other: { kind: 'enrolment' },
      })
      expect(
        await apply(remove('enrolment', anEnrolment(0, '3b').id), remove('person', person(0))),
      ).toMatchObject({
        code: 'used',
        id: person(0),
        other: { kind: 'card' },
      })
      expect(await apply(remove('person', person(1)), put('enrolment', anEnrolment(1, '3b')))).toMatchObject({
        code: 'used',
        id: person(1),
      })
      const term = { id: 'q1', place: 'school', source: 'q1', name: 'I', kind: 'term' as const, year: 2027 }
      await change(
        store,
        put('term', { ...term, from: '2026-09-01', to: '2026-10-31', parent: null }),
        put('group', aGroup('5x', { kind: 'section', terms: ['q1'] })),
      )
      expect(await apply(remove('term', 'q1'))).toMatchObject({
        code: 'used',
        other: { kind: 'group', id: '5x' },
      })
      expect(await apply(remove('group', '5x'), remove('term', 'q1'))).toMatchObject({ ok: true, removed: 2 })

      const stale = { ...put('person', aPerson(0, { given: 'X' })), before: aPerson(0, { given: 'Older' }) }
      expect(await apply(stale)).toEqual({ ok: false, code: 'conflict', kind: 'person', id: person(0) })
      expect(await apply({ ...stale, before: null })).toMatchObject({ code: 'conflict' })
      const both = await Promise.all([1, 2].map(() => apply({ ...stale, before: aPerson(0) })))
      expect(both.map(outcome => outcome.ok).sort()).toEqual([false, true])
    })

    test('of the tree know where they lie, through a move', async () => {
      const store = await fresh()
      const { records, directory, cards } = store
      const place = (id: string, parent: string | null, kind: 'province' | 'district' | 'school') => {
        const rest = { place: id, source: id, name: id, number: null, path: 'not looked at' }
        return put('jurisdiction', { id, parent, kind, ...rest })
      }
      // A child may come before its parent in one batch.
      await change(store, place('d', 'p', 'district'), place('p', 'mn', 'province'))
      expect((await records.get('jurisdiction', 'd'))?.path).toBe('/mn/p/d/')
      const before = await cards.configVersion(SCHOOL.site)
      await change(store, place('school', 'd', 'school'))
      await change(store, place('p', null, 'province'))
      expect((await records.get('jurisdiction', 'school'))?.path).toBe('/p/d/school/')
      expect((await directory.sitesUnder('/p/')).map(site => site.id)).toEqual([SCHOOL.site])
      expect(await cards.configVersion(SCHOOL.site)).toBe(before + 2)
      expect((await cards.configVersions()).get(SCHOOL.site)).toBe(before + 2)
      expect((await records.under('gate', '/p/', '', 9)).map(gate => gate.id)).toEqual(['gate-1', 'gate-2'])
      expect((await records.under('gate', '/', 'gate-1', 9)).map(gate => gate.id)).toEqual(['gate-2'])
      expect((await records.under('jurisdiction', '/p/', 'd', 1)).map(j => j.id)).toEqual(['p'])
      expect(await records.apply([place('p', 'school', 'province')], by())).toMatchObject({
        code: 'conflict',
      })
      expect(await records.apply([remove('jurisdiction', 'd')], by())).toMatchObject({ code: 'used' })
    })
  })
}
