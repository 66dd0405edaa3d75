import type { AttendanceCounts } from '@schoolgate/protocol/attendance/mark'
import { COUNT_COLUMNS, CountChanges, countsFrom } from './attendance-counts.ts'
import { insertDirty } from './attendance-marks.ts'
import {
  ATTENDANCE_COLUMNS,
  attendanceRow,
  dropAttendance,
  type KeptRow,
  keptAttendance,
  keyOf,
  sameRow,
  writeAttendance,
} from './attendance-rows.ts'
import type { AttendanceStore, KeptAttendance } from './attendance-types.ts'
import type { VisitRow } from './presence-types.ts'
import { ask, Conditions, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

const COUNTS = COUNT_COLUMNS.join(', ')

export function attendanceStore(db: Db, engine: Engine): AttendanceStore {
  const rows = async (conditions: Conditions, order: string): Promise<KeptAttendance[]> => {
    const what = `select ${ATTENDANCE_COLUMNS.join(', ')} from attendance ${conditions} order by ${order}`
    return (await ask<KeptRow>(db, engine, what, conditions.values)).map(attendanceRow)
  }
  const ofGroup = (place: string, group: string, from: string, to: string) =>
    rows(
      new Conditions().add('place = ? and grp = ?', place, group).add('day >= ? and day <= ?', from, to),
      'day, person',
    )

  /** Counters move by what rows were before, so nobody else may write rows meanwhile. */
  const alone = <T>(run: (trx: Db) => Promise<T>): Promise<T> =>
    db.transaction().execute(async trx => {
      if (engine === 'postgres') await ask(trx, engine, 'select pg_advisory_xact_lock(741853)')
      return run(trx)
    })

  return {
    dirty: limit =>
      ask(db, engine, 'select id, site, day, person from attendance_dirty order by id limit ?', [limit]),
    async markDirty(marks) {
      await db.transaction().execute(trx => insertDirty(trx, engine, marks))
    },

    async visits(site, day, people) {
      const conditions = new Conditions().add('site = ? and day = ?', site, day)
      if (people !== undefined) conditions.oneOf(engine, 'person', people)
      const found = await ask<{ person: string; t_in: number; t_out: number | null; out_inferred: number }>(
        db,
        engine,
        `select person, t_in, t_out, out_inferred from visit ${conditions} order by person, t_in`,
        conditions.values,
      )
      return found.map(
        (row): VisitRow => ({
          site,
          day,
          person: row.person,
          in: row.t_in,
          out: row.t_out ?? undefined,
          outInferred: row.out_inferred === 1,
        }),
      )
    },

    async settle({ put, drop, seen }) {
      await alone(async trx => {
        const wanted = new Map(put.map(row => [keyOf(row), row]))
        const dropped = new Map(
          drop.flatMap(row => (wanted.has(keyOf(row)) ? [] : [[keyOf(row), row] as const])),
        )
        const kept = await keptAttendance(trx, engine, [...wanted.values(), ...dropped.values()])
        const counts = new CountChanges()
        const written: KeptAttendance[] = []
        const gone: KeptAttendance[] = []
        for (const [key, row] of wanted) {
          const was = kept.get(key)
          const now = row.correction === null && was ? { ...row, correction: was.correction } : row
          if (was !== undefined && sameRow(was, now)) continue
          if (was !== undefined) {
            counts.add(was, -1)
            if (was.group !== now.group) gone.push(was)
          }
          counts.add(now, 1)
          written.push(now)
        }
        for (const key of dropped.keys()) {
          const was = kept.get(key)
          if (was === undefined) continue
          counts.add(was, -1)
          gone.push(was)
        }
        await dropAttendance(trx, engine, gone)
        await writeAttendance(trx, engine, written)
        await counts.write(trx, engine)
        await forget(trx, engine, seen)
      })
    },

    async correct(place, day, person, correction) {
      return alone(async trx => {
        const key = { place, day, person }
        const was = (await keptAttendance(trx, engine, [key])).get(keyOf(key))
        if (was === undefined) return false
        const now = { ...was, correction }
        const counts = new CountChanges()
        counts.add(was, -1)
        counts.add(now, 1)
        await writeAttendance(trx, engine, [now])
        await counts.write(trx, engine)
        return true
      })
    },
    async correctLesson({ person, day, lesson, correction }) {
      if (correction === null) {
        const what = 'delete from attendance_lesson where person = ? and day = ? and lesson = ?'
        await ask(db, engine, what, [person, day, lesson])
      } else
        await ask(
          db,
          engine,
          `insert into attendance_lesson (person, day, lesson, correction) values (?, ?, ?, ?)
          on conflict (person, day, lesson) do update set correction = excluded.correction`,
          [person, day, lesson, JSON.stringify(correction)],
        )
    },
    async lessonCorrections(people, day) {
      const { text, value } = oneOf(engine, 'person', people)
      const found = await ask<{ person: string; lesson: string; correction: string }>(
        db,
        engine,
        `select person, lesson, correction from attendance_lesson where ${text} and day = ?
        order by person, lesson`,
        [value, day],
      )
      return found.map(row => ({ ...row, day, correction: JSON.parse(row.correction) }))
    },

    rowsOfGroup: ofGroup,
    rowsOfStaff: (place, from, to) => ofGroup(place, '', from, to),
    rowsOfPerson: (person, from, to) =>
      rows(new Conditions().add('person = ?', person).add('day >= ? and day <= ?', from, to), 'day, place'),
    rowsOfPlaceDay: (place, day) =>
      rows(new Conditions().add('place = ? and day = ?', place, day), 'grp, person'),

    async countsOfPlace(place, from, to) {
      const found = await ask<CountRow & { grp: string }>(
        db,
        engine,
        `select day, grp, role, ${COUNTS} from attendance_count
        where place = ? and day >= ? and day <= ? and expected > 0 order by day, grp, role`,
        [place, from, to],
      )
      return found.map(row => ({ day: row.day, group: row.grp, role: row.role, counts: countsFrom(row) }))
    },
    async totalsUnder(path, from, to) {
      const sums = COUNT_COLUMNS.map(name => `sum(t.${name}) as ${name}`).join(', ')
      const found = await ask<CountRow>(
        db,
        engine,
        `select t.day, t.role, ${sums}
        from jurisdiction j cross join attendance_total t
        where substr(j.path, 1, length(?)) = ? and t.place = j.id and t.day >= ? and t.day <= ?
        group by t.day, t.role having sum(t.expected) > 0 order by t.day, t.role`,
        [path, path, from, to],
      )
      return found.map(row => ({ day: row.day, role: row.role, counts: countsFrom(row) }))
    },
    async pupilsUnder(path, from, to) {
      const found = await ask<CountRow & { place: string }>(
        db,
        engine,
        `select t.place, ${COUNT_COLUMNS.map(name => `sum(t.${name}) as ${name}`).join(', ')}
        from jurisdiction j cross join attendance_total t
        where substr(j.path, 1, length(?)) = ? and t.place = j.id and t.day >= ? and t.day <= ?
        and t.role = 'student' group by t.place having sum(t.expected) > 0 order by t.place`,
        [path, path, from, to],
      )
      return found.map(row => ({ place: row.place, counts: countsFrom(row) }))
    },
    async countsUnder(path, from, to) {
      const found = await ask<CountRow & { place: string }>(
        db,
        engine,
        `select t.place, t.day, t.role, ${COUNT_COLUMNS.map(name => `t.${name}`).join(', ')}
        from jurisdiction j cross join attendance_total t
        where substr(j.path, 1, length(?)) = ? and t.place = j.id and t.day >= ? and t.day <= ? and t.expected > 0
        order by t.day, t.place, t.role`,
        [path, path, from, to],
      )
      return found.map(row => ({ day: row.day, place: row.place, role: row.role, counts: countsFrom(row) }))
    },
  }
}

type CountRow = Record<string, unknown> & { day: string; role: string } & Partial<AttendanceCounts>

async function forget(trx: Db, engine: Engine, seen: readonly number[]): Promise<void> {
  for (const part of chunks(seen, 1000)) {
    const list = part.map(String)
    const { text, value } = oneOf(engine, 'id', list)
    // Ids travel as texts; each engine reads them as its own numbers.
    const numbers =
      engine === 'sqlite' ? text.replace('value', 'cast(value as integer)') : text.replace('?', '?::bigint[]')
    await ask(trx, engine, `delete from attendance_dirty where ${numbers}`, [value])
  }
}
