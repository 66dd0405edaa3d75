import { ATTENDANCE_MARKS, effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, Correction } from '@schoolgate/protocol/attendance/mark'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeptAttendance } from '../../src/store/attendance-types.ts'
import type { Store } from '../../src/store/types.ts'
import { SCHOOL } from '../helpers/school.ts'
import { DAY, freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { appendOf } from './rows.ts'
import { aClass, aGroup, anAbsence, anEnrolment, aPerson, archived, change, put } from './school-book.ts'

const DAYS = ['2026-11-23', '2026-11-24']

const aRow = (i: number, more: Partial<KeptAttendance> = {}): KeptAttendance => ({
  place: 'school',
  day: DAY,
  person: person(i),
  group: '3b',
  role: 'student',
  computed: 'present',
  reason: null,
  firstIn: MORNING,
  lastOut: null,
  lateMin: 0,
  earlyMin: 0,
  correction: null,
  ...more,
})

const word: Correction = { mark: 'excused', reason: 'illness', note: 'flu', by: 'Дулам', at: MORNING }

const rowArbitrary = fc.record({
  i: fc.nat({ max: 4 }),
  day: fc.constantFrom(...DAYS),
  group: fc.constantFrom('3b', '4a', ''),
  computed: fc.constantFrom(...ATTENDANCE_MARKS),
  earlyMin: fc.constantFrom(0, 20),
  correction: fc.constantFrom(null, word, { ...word, mark: 'late' as const }),
})
type Wish = Parameters<Parameters<typeof rowArbitrary.map>[0]>[0]
const kept = ({ i, group, ...rest }: Wish): KeptAttendance =>
  aRow(i, { ...rest, group, role: group === '' ? 'staff' : 'student' })
const stepArbitrary = fc.oneof(
  fc.record({
    settle: fc.array(rowArbitrary, { maxLength: 6 }),
    drop: fc.array(rowArbitrary, { maxLength: 2 }),
  }),
  fc.record({ correct: rowArbitrary }),
)

/** Counted anew from the rows alone. */
function recount(rows: KeptAttendance[]): AttendanceCounts {
  const counts = { ...NO_ATTENDANCE }
  for (const row of rows) {
    counts.expected++
    counts[effectiveMark(row)]++
  }
  return counts
}

/** Attendance as it is kept, and what makes it be looked at again. */
export function attendanceContract(engine: TestEngine): void {
  describe('attendance', () => {
    const fresh = () => freshStore(engine, MORNING)
    const settle = (store: Store, put: KeptAttendance[], seen: number[] = []) =>
      store.attendance.settle({ put, drop: [], seen })
    const marks = async (store: Store) => {
      const dirty = await store.attendance.dirty(1000)
      await store.attendance.settle({ put: [], drop: [], seen: dirty.map(row => row.id) })
      return [...new Set(dirty.map(row => `${row.site} ${row.day} ${row.person}`.trim()))].sort()
    }

    test('rows are kept by class, person and day, and a teacher has the last word', async () => {
      const store = await fresh()
      const { attendance } = store
      await settle(store, [
        aRow(0),
        aRow(1, { computed: 'late', lateMin: 7 }),
        aRow(2, { group: '', role: 'teacher' }),
        aRow(0, { day: '2026-11-24', computed: 'awaited', firstIn: null }),
      ])
      expect(await attendance.rowsOfGroup('school', '3b', DAY, '2026-11-30')).toHaveLength(3)
      expect(await attendance.rowsOfStaff('school', DAY, DAY)).toEqual([
        aRow(2, { group: '', role: 'teacher' }),
      ])
      expect((await attendance.rowsOfPerson(person(0), DAY, '2026-11-24')).map(row => row.day)).toEqual(DAYS)
      expect(await attendance.rowsOfPlaceDay('school', DAY)).toHaveLength(3)

      expect(await attendance.correct('school', DAY, person(0), word)).toBe(true)
      expect(await attendance.correct('school', DAY, person(9), word)).toBe(false)
      await settle(store, [aRow(0, { computed: 'leftEarly', earlyMin: 30 })])
      const [row] = await attendance.rowsOfPerson(person(0), DAY, DAY)
      expect(row).toEqual(aRow(0, { computed: 'leftEarly', earlyMin: 30, correction: word }))
      const counts = await attendance.countsOfPlace('school', DAY, DAY)
      expect(counts.find(line => line.group === '3b')?.counts).toMatchObject({
        expected: 2,
        late: 1,
        excused: 1,
      })
      await attendance.correct('school', DAY, person(0), null)
      expect(await attendance.countsUnder('/mn/', DAY, DAY)).toEqual([
        {
          day: DAY,
          place: 'school',
          role: 'student',
          counts: { ...NO_ATTENDANCE, expected: 2, late: 1, leftEarly: 1 },
        },
        { day: DAY, place: 'school', role: 'teacher', counts: { ...NO_ATTENDANCE, expected: 1, present: 1 } },
      ])
      expect(await attendance.countsUnder('/mn/x/', DAY, DAY)).toEqual([])

      const lesson = { person: person(0), day: DAY, lesson: 'l1' }
      await attendance.correctLesson({ ...lesson, correction: word })
      expect(await attendance.lessonCorrections([person(0), person(1)], DAY)).toEqual([
        { ...lesson, correction: word },
      ])
      await attendance.correctLesson({ ...lesson, correction: null })
      expect(await attendance.lessonCorrections([person(0)], DAY)).toEqual([])
    })

    test('counters equal a recount whatever is settled, dropped and corrected', async () => {
      const store = await fresh()
      const { attendance } = store
      await fc.assert(
        fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 6 }), async steps => {
          const all = DAYS.flatMap(day =>
            [0, 1, 2, 3, 4].map(i => ({ place: 'school', day, person: person(i) })),
          )
          await attendance.settle({ put: [], drop: all, seen: [] })
          for (const step of steps)
            if ('correct' in step) {
              const { i, day, correction } = step.correct
              await attendance.correct('school', day, person(i), correction)
            } else
              await attendance.settle({
                put: step.settle.map(kept),
                drop: step.drop.map(({ i, day }) => ({ place: 'school', day, person: person(i) })),
                seen: [],
              })
          for (const day of DAYS) {
            const rows = await attendance.rowsOfPlaceDay('school', day)
            for (const { group, role, counts } of await attendance.countsOfPlace('school', day, day))
              expect(counts).toEqual(recount(rows.filter(row => row.group === group && row.role === role)))
            const totals = await attendance.countsUnder('/mn/', day, day)
            expect(totals.map(total => total.role)).toEqual([...new Set(rows.map(row => row.role))].sort())
            for (const { role, counts } of totals)
              expect(counts).toEqual(recount(rows.filter(row => row.role === role)))
            const together = totals.map(({ place: _, ...total }) => total)
            expect(await attendance.totalsUnder('/mn/', day, day)).toEqual(together)
            const pupils = totals.filter(total => total.role === 'student')
            expect(await attendance.pupilsUnder('/mn/', day, day)).toEqual(
              pupils.map(({ place, counts }) => ({ place, counts })),
            )
          }
        }),
        { seed: 20261123, numRuns: engine.name === 'sqlite' ? 40 : 10 },
      )
    })

    test('counters stay right when many write at once', async () => {
      const store = await fresh()
      const { attendance } = store
      const late = { ...word, mark: 'late' as const }
      await Promise.all([
        settle(store, [aRow(0), aRow(1)]),
        settle(store, [aRow(0, { computed: 'absent' }), aRow(1, { group: '4a' })]),
        attendance.correct('school', DAY, person(0), word),
        attendance.correct('school', DAY, person(0), late),
        settle(store, [aRow(0, { group: '4a' })]),
      ])
      const rows = await attendance.rowsOfPlaceDay('school', DAY)
      expect(rows).toHaveLength(2)
      const [total] = await attendance.countsUnder('/mn/', DAY, DAY)
      expect(total?.counts).toEqual(recount(rows))
    })

    test('entries mark the days of their people, and their visits are read at once', async () => {
      const store = await fresh()
      await marks(store)
      const wishes = [0, 1, 0].map((i, n) => ({ at: MORNING + n * 1000, person: person(i) }))
      await store.ingest.append([appendOf(0, [...wishes, { at: MORNING }])])
      await store.presence.merge()
      expect(await marks(store)).toEqual([0, 1].map(i => `${SCHOOL.site} ${DAY} ${person(i)}`).sort())
      const visits = await store.attendance.visits(SCHOOL.site, DAY)
      expect(visits).toHaveLength(3)
      expect(await store.attendance.visits(SCHOOL.site, DAY, [person(1)])).toEqual(
        await store.presence.visitsOf(person(1), DAY, DAY),
      )
      expect(await marks(store)).toEqual([])
    })

    test('changes of the directory mark today, and the days before that they speak of', async () => {
      const store = await fresh()
      const today = `${SCHOOL.site} ${DAY}`
      await aClass(store, 2)
      expect(await marks(store)).toEqual([today])
      await change(store, put('person', aPerson(0, { phone: '1' })))
      expect(await marks(store)).toEqual([])
      await change(store, put('person', archived(0)))
      expect(await marks(store)).toEqual([`${today} ${person(0)}`])
      await change(store, put('absence', anAbsence(1, '2026-11-21', '2026-12-01')))
      expect(await marks(store)).toEqual(
        ['2026-11-21', '2026-11-22', DAY].map(day => `${SCHOOL.site} ${day} ${person(1)}`),
      )
      const holiday = { place: 'mn', kind: 'holiday' as const, name: '' }
      await change(
        store,
        put('calendarDay', { id: 'a', day: '2026-11-20', ...holiday }),
        put('calendarDay', { id: 'b', day: '2026-11-24', ...holiday }),
      )
      expect(await marks(store)).toEqual([`${SCHOOL.site} 2026-11-20`])
      await change(store, put('group', aGroup('4a')), put('enrolment', anEnrolment(1, '4a')))
      expect(await marks(store)).toEqual([today])
    })
  })
}
