import { randomBytes } from 'node:crypto'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { readBatch, readBatches } from './batch-rows.ts'
import { regroup } from './group-names.ts'
import { personLines, searchPeople } from './people-search.ts'
import { photos } from './photos.ts'
import type { PresenceRules } from './presence-types.ts'
import { type ApplyDeps, applyChanges } from './record-apply.ts'
import { readHistory, undoBatches } from './record-history.ts'
import { kindTable } from './record-kinds.ts'
import { findRecords, keptRows, parsed } from './record-rows.ts'
import type { Records } from './record-types.ts'
import { raiseRoster } from './roster-versions.ts'
import { ask, breather, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

export function recordsStore(
  db: Db,
  engine: Engine,
  rules: Pick<PresenceRules, 'localTime'>,
  newId: () => string = () => randomBytes(8).toString('hex'),
): Records {
  const deps: ApplyDeps = { db, engine, rules, newId }

  return {
    async get(kind, id) {
      const row = (await keptRows(db, engine, kind, [id])).get(id)
      return row && parsed(kind, row)
    },
    async many(kind, ids) {
      const rows = await keptRows(db, engine, kind, new Set(ids))
      return [...new Set(ids)].flatMap(id => {
        const row = rows.get(id)
        return row === undefined ? [] : [parsed(kind, row)]
      })
    },
    find: (kind, where) => findRecords(db, engine, kind, where),

    async under<K extends RecordKind>(kind: K, path: string, after: string, limit: number) {
      const { table, names } = kindTable(kind)
      const column = names.place ?? 'place'
      const places = await placesUnder(db, engine, path)
      if (places.length === 0) return []
      const one = places.length === 1
      // Of many places the pages are read in their own order; SQLite would rather sort everything for each.
      const { text, value } = oneOf(
        engine,
        engine === 'sqlite' && column !== 'id' ? `+${column}` : column,
        places,
      )
      const rows = await ask<{ id: string; body: string; path?: string }>(
        db,
        engine,
        `select id, body${kind === 'jurisdiction' ? ', path' : ''} from ${table}
        where ${one ? `${column} = ?` : text} and id > ? order by id limit ?`,
        [one ? places[0] : value, after, limit],
      )
      return rows.map((row): RecordOf<K> => parsed(kind, row))
    },

    async countPeople(path) {
      const counts: Record<string, number> = {}
      for (const [, role, n] of await peopleByPlace(db, engine, path)) counts[role] = (counts[role] ?? 0) + n
      return counts
    },
    peopleByPlace: path => peopleByPlace(db, engine, path),
    searchPeople: search => searchPeople(db, engine, search),
    lines: (people, day) => personLines(db, engine, people, day),
    async countMembers(place, day) {
      const rows = await ask<{ grp: string; role: string; n: number }>(
        db,
        engine,
        `select e.grp, e.role, count(*) as n from enrolment e join person p on p.id = e.person
        where e.place = ? and p.status = 'active' and (e.from_day is null or e.from_day <= ?)
          and (e.to_day is null or e.to_day >= ?)
        group by e.grp, e.role order by e.grp, e.role`,
        [place, day, day],
      )
      return rows.map(row => [row.grp, row.role, Number(row.n)])
    },

    apply: (changes, by) => applyChanges(deps, changes, by),
    undo: (batches, by) => undoBatches(deps, batches, by),
    async batch(id) {
      const found = await readBatch(db, engine, id)
      if (found === undefined) return undefined
      const { number: _, ...row } = found
      return row
    },
    batches: (path, limit, onlyImports = false) => readBatches(db, engine, path, limit, onlyImports),
    history: (kind, id, limit) => readHistory(db, engine, kind, id, limit),

    refreshGroupNames: (site, day) =>
      db.transaction().execute(async trx => {
        const people = await ask<{ id: string }>(trx, engine, 'select id from person where site = ?', [site])
        const roles = new Set(people.map(row => row.id))
        const none = { enrolled: [], groups: new Set<string>(), gone: new Set<string>() }
        const sites = await regroup(
          { trx, engine, rules, breathe: breather() },
          { ...none, roles },
          () => day,
        )
        for (const touched of sites) await raiseRoster(trx, engine, touched)
        return sites.size > 0
      }),

    ...photos(db, engine),
  }
}

async function placesUnder(db: Db, engine: Engine, path: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    db,
    engine,
    'select id from jurisdiction where substr(path, 1, length(?)) = ?',
    [path, path],
  )
  return rows.map(row => row.id)
}

async function peopleByPlace(db: Db, engine: Engine, path: string): Promise<[string, string, number][]> {
  const places = await placesUnder(db, engine, path)
  if (places.length === 0) return []
  const { text, value } = oneOf(engine, 'place', places)
  const rows = await ask<{ place: string; role: string; n: number }>(
    db,
    engine,
    `select place, role, count(*) as n from person where ${text} and status = 'active'
    group by place, role order by place, role`,
    [value],
  )
  return rows.map(row => [row.place, row.role, Number(row.n)])
}
