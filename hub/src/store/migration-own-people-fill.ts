import type { Person } from '@schoolgate/protocol/directory/person'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { canonical, searchText } from './record-kinds.ts'
import { ask, chunks, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Makes whole records of what the tables of the first version hold. */
export async function fillRecords(trx: Db, engine: Engine): Promise<void> {
  type J = { id: string; parent: string | null; kind: string; name: string; path: string }
  const jurisdictions = await ask<J>(trx, engine, 'select id, parent, kind, name, path from jurisdiction')
  await update(
    trx,
    engine,
    'jurisdiction',
    ['source', 'body'],
    jurisdictions.map(row => [row.id, row.id, body('jurisdiction', firstJurisdiction(row))]),
  )
  type S = { id: string; jurisdiction: string; name: string; time_zone: string; locale: string }
  const sites = await ask<S>(trx, engine, 'select id, jurisdiction, name, time_zone, locale from site')
  await update(
    trx,
    engine,
    'site',
    ['body'],
    sites.map(({ id, jurisdiction: place, name, time_zone: timeZone, locale }) => [
      id,
      body('site', { id, place, name, timeZone, locale: locale as RecordOf<'site'>['locale'] }),
    ]),
  )
  const placeOf = new Map(sites.map(row => [row.id, row.jurisdiction]))
  type G = { id: string; site: string; name: string; lane: string }
  const gates = await ask<G>(trx, engine, 'select id, site, name, lane from gate')
  await update(
    trx,
    engine,
    'gate',
    ['place', 'body'],
    gates.map(row => {
      const place = placeOf.get(row.site) ?? ''
      const lane = row.lane as RecordOf<'gate'>['lane']
      return [row.id, place, body('gate', { ...row, lane, place })]
    }),
  )
  type P = { id: string; site: string; role: string; name: string; given: string }
  const people = await ask<P>(trx, engine, 'select id, site, role, name, given from person')
  for (const part of chunks(people, 5000))
    await update(
      trx,
      engine,
      'person',
      ['place', 'source', 'folded', 'body'],
      part.map(row => {
        const person = firstPerson({
          ...row,
          role: row.role as Person['role'],
          place: placeOf.get(row.site) ?? '',
        })
        return [row.id, person.place, person.source, searchText(person), body('person', person)]
      }),
    )
}

const body = <K extends RecordKind>(kind: K, record: RecordOf<K>): string => canonical(kind, record)

async function update(
  trx: Db,
  engine: Engine,
  table: string,
  columns: string[],
  rows: string[][],
): Promise<void> {
  await withValueRows(
    trx,
    engine,
    `with v (id, ${columns.map(c => `new_${c}`).join(', ')}) as (values`,
    rows,
    `) update ${table} set ${columns.map(c => `${c} = v.new_${c}`).join(', ')} from v where ${table}.id = v.id`,
  )
}

/** A jurisdiction of which no more is known than its row. */
export const firstJurisdiction = (row: {
  id: string
  parent: string | null
  kind: string
  name: string
  path?: string
}): RecordOf<'jurisdiction'> => ({
  id: row.id,
  place: row.id,
  source: row.id,
  parent: row.parent,
  kind: row.kind as RecordOf<'jurisdiction'>['kind'],
  name: row.name,
  number: null,
  path: row.path ?? '',
})

/** A person of whom no more is known than what a kiosk and the feed need. */
export const firstPerson = (
  row: Pick<Person, 'id' | 'place' | 'site' | 'role' | 'name' | 'given'>,
): Person => ({
  ...row,
  source: row.id,
  family: '',
  middle: '',
  number: null,
  userName: null,
  email: null,
  phone: null,
  birth: null,
  sex: null,
  grade: null,
  lowSight: false,
  status: 'active',
  archivedOn: null,
  archiveReason: null,
})
