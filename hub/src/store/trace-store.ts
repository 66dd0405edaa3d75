import type { Clock } from '@schoolgate/protocol/clock'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { PresenceRules } from './presence-types.ts'
import type { Records } from './record-types.ts'
import { sheetStore } from './sheet-store.ts'
import { snapshot } from './snapshot.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { caseStore } from './trace-cases.ts'
import { packStore, questionStore } from './trace-questions.ts'
import { daysOf, schoolRecords } from './trace-school.ts'
import type { TraceStore } from './trace-types.ts'
import { eachOnce, seenOf, visitsOf } from './visits-of.ts'

export interface TraceDeps {
  db: Db
  engine: Engine
  rules: PresenceRules
  clock: Pick<Clock, 'wall'>
  records: Pick<Records, 'find' | 'many'>
}

/** Persons asked about in one statement. */
const PERSONS = 1000
/** A loss that can have happened on more days than this is told on the day it was noticed alone. */
const LOST_DAYS = 60

export function traceStore(deps: TraceDeps): TraceStore {
  const { db, engine, rules, clock, records } = deps
  return {
    ...sheetStore(deps),
    ...caseStore(db, engine),
    ...questionStore(db, engine),
    ...packStore(db, engine),
    school: schoolRecords(deps),

    async visits(persons, fromDay, toDay) {
      const found = []
      for (const part of chunks([...new Set(persons)], PERSONS))
        found.push(
          ...(await snapshot(db, trx => visitsOf(trx, engine, rules, part, fromDay, toDay, clock.wall()))),
        )
      return found
    },

    async seen(persons, fromDay, toDay) {
      const found = []
      for (const part of chunks([...new Set(persons)], PERSONS)) {
        const rows = await snapshot(db, trx =>
          seenOf<Seen>(trx, engine, 'person, site, day', part, fromDay, toDay),
        )
        found.push(...eachOnce(rows))
      }
      return found
    },
    async seenTogether(persons, fromDay, toDay) {
      const found = new Map<string, { site: string; day: string }>()
      for (const part of chunks([...new Set(persons)], PERSONS)) {
        const rows = await snapshot(db, trx =>
          seenOf<Omit<Seen, 'person'>>(trx, engine, 'site, day', part, fromDay, toDay),
        )
        for (const row of rows) found.set(`${row.site} ${row.day}`, row)
      }
      return [...found.values()]
    },

    async homeClasses(persons) {
      const names = new Map<string, string>()
      for (const part of chunks(persons, PERSONS)) {
        const { text, value } = oneOf(engine, 'id', part)
        const rows = await ask<{ id: string; group_name: string }>(
          db,
          engine,
          `select id, group_name from person where ${text} and group_name <> ''`,
          [value],
        )
        for (const row of rows) names.set(row.id, row.group_name)
      }
      return names
    },

    async beyond(persons, places, from, to) {
      const known = new Set(places)
      const ids = new Set<string>()
      for (const part of chunks(persons, PERSONS)) {
        const { text, value } = oneOf(engine, 'person', part)
        const rows = await ask<{ grp: string; place: string }>(
          db,
          engine,
          `select distinct grp, place from enrolment where ${text} and (from_day is null or from_day <= ?)
          and (to_day is null or to_day >= ?)`,
          [value, to, from],
        )
        for (const { grp, place } of rows) if (!known.has(place)) ids.add(grp)
      }
      const groups: Group[] = []
      for (const group of await records.many('group', [...ids]))
        if (REACHING.has(group.kind) && holds(group, from, to)) groups.push(group)
      const on = [from, to] as const
      const enrolments: Enrolment[] =
        groups.length === 0 ? [] : await records.find('enrolment', { group: groups.map(g => g.id), on })
      return { groups, enrolments }
    },

    async lost(site, from, to) {
      const rows = await ask<{
        kiosk: string
        from_seq: number
        to_seq: number
        noticed: number
        since: number | null
        time_zone: string
      }>(
        db,
        engine,
        `select g.kiosk, g.from_seq, g.to_seq, g.noticed, g.since, s.time_zone
        from gate a join kiosk k on k.gate = a.id join gap g on g.kiosk = k.id join site s on s.id = a.site
        where a.site = ? order by g.noticed, g.from_seq`,
        [site],
      )
      return rows.flatMap(row => {
        const last = rules.localTime(row.time_zone, row.noticed).day
        const first = rules.localTime(row.time_zone, row.since ?? row.noticed).day
        const days = first <= last ? daysOf(first, last) : [last]
        return (days.length > LOST_DAYS ? [last] : days)
          .filter(day => day >= from && day <= to)
          .map(day => ({ day, kiosk: row.kiosk, entries: Number(row.to_seq) - Number(row.from_seq) + 1 }))
      })
    },
  }
}

interface Seen {
  person: string
  site: string
  day: string
}

/** Kinds of groups that may have members of several schools. */
const REACHING = new Set<Group['kind']>(['household', 'bus', 'club'])

const holds = (group: Pick<Group, 'from' | 'to'>, from: string, to: string): boolean =>
  (group.from === null || group.from <= to) && (group.to === null || group.to >= from)
