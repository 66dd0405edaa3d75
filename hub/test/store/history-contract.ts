import { describe, expect, test } from 'vitest'
import { freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { aClass, aGroup, anEnrolment, aPerson, by, change, put, remove } from './school-book.ts'

/** What was, who changed it, and taking it back. */
export function historyContract(engine: TestEngine): void {
  describe('history', () => {
    const fresh = () => freshStore(engine, MORNING)

    test('tells a record and what belongs to it, newest first, with before and after', async () => {
      const { records } = await fresh()
      const said = by({ note: 'first', import: 'i1' })
      await records.apply([put('person', aPerson(0)), put('group', aGroup('3b'))], said)
      await records.apply([put('enrolment', anEnrolment(0, '3b'))], by({ note: 'joins', at: MORNING + 1 }))
      await records.apply([put('person', aPerson(0, { given: 'New' }))], by({ at: MORNING + 2, name: 'Bat' }))
      await records.apply([remove('enrolment', anEnrolment(0, '3b').id)], by({ at: MORNING + 3 }))
      const past = await records.history('person', person(0), 9)
      expect(past.map(row => [row.kind, row.at - MORNING, row.by, row.note])).toEqual([
        ['enrolment', 3, 'Дулам', ''],
        ['person', 2, 'Bat', ''],
        ['enrolment', 1, 'Дулам', 'joins'],
        ['person', 0, 'Дулам', 'first'],
      ])
      expect(past.map(row => [row.before, row.after])).toEqual([
        [anEnrolment(0, '3b'), null],
        [aPerson(0), aPerson(0, { given: 'New' })],
        [null, anEnrolment(0, '3b')],
        [null, aPerson(0)],
      ])
      expect(await records.history('person', person(0), 2)).toEqual(past.slice(0, 2))
      expect(await records.history('group', '3b', 9)).toHaveLength(1)

      const batches = await records.batches('/mn/school/', 2)
      expect(batches.map(batch => [batch.place, batch.size, batch.at - MORNING])).toEqual([
        ['school', 1, 3],
        ['school', 1, 2],
      ])
      const [imported] = await records.batches('/mn/', 9, true)
      expect(imported).toMatchObject({ import: 'i1', note: 'first', size: 2, undoneAt: null })
      expect(await records.batches('/elsewhere/', 9)).toEqual([])
      expect(await records.batch(imported?.id as string)).toEqual(imported)
    })

    test('takes batches back, and the taking back as well', async () => {
      const store = await fresh()
      const { records } = store
      const first = await change(store, put('person', aPerson(0)), put('group', aGroup('3b')))
      const second = await change(
        store,
        put('person', aPerson(0, { given: 'New' })),
        put('enrolment', anEnrolment(0, '3b')),
      )
      const undone = await records.undo([first.batch, second.batch], by({ at: MORNING + 5 }))
      expect(undone).toMatchObject({ ok: true, put: 0, removed: 3 })
      expect(await records.get('group', '3b')).toBeUndefined()
      expect((await records.batch(first.batch))?.undoneAt).toBe(MORNING + 5)
      const again = await records.undo([undone.ok ? undone.batch : ''], by())
      expect(again).toMatchObject({ ok: true, put: 3 })
      expect(await records.get('person', person(0))).toEqual(aPerson(0, { given: 'New' }))
      expect(await records.history('person', person(0), 9)).toHaveLength(7)
    })

    test('takes nothing back when one record was changed since, or is needed by others', async () => {
      const store = await fresh()
      const { records } = store
      const first = await change(store, put('person', aPerson(5)), put('group', aGroup('4a')))
      await change(store, put('person', aPerson(5, { given: 'New' })))
      expect(await records.undo([first.batch], by())).toEqual({
        ok: false,
        code: 'conflict',
        kind: 'person',
        id: person(5),
      })
      expect(await records.get('group', '4a')).toBeDefined()
      // What was changed and changed back is as the batch left it.
      await change(store, put('person', aPerson(5)))
      await change(store, put('enrolment', anEnrolment(5, '4a')))
      expect(await records.undo([first.batch], by())).toMatchObject({ ok: false, code: 'used' })
      expect((await records.batch(first.batch))?.undoneAt).toBeNull()
      expect(await records.undo(['never'], by())).toMatchObject({ ok: false, code: 'missing' })
      await aClass(store, 1)
    })
  })
}
