import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { firstJurisdiction, firstPerson } from './migration-own-people-fill.ts'
import type { Directory } from './place-types.ts'
import type { ChangeBy, Records } from './record-types.ts'
import { nameGroups } from './roster-store.ts'
import type { Engine } from './sql-text.ts'
import type { Db } from './tables.ts'

type SetupPart = Pick<Directory, 'putJurisdiction' | 'putSite' | 'putGate' | 'putPeople'>

/** People per batch. */
const CHUNK = 5000

/**
 * The short forms of places and people that setup commands use, written as whole records: what they do not say
 * stays as it is, or is the default.
 */
export function setupRecords(
  db: Db,
  engine: Engine,
  records: Pick<Records, 'get' | 'many' | 'apply'>,
  now: () => number,
): SetupPart {
  async function put<K extends RecordKind>(kind: K, made: RecordOf<K>[]): Promise<void> {
    const by: ChangeBy = { officer: 'setup', name: 'setup', note: '', at: now() }
    const changes = made.map(record => ({ op: 'put' as const, kind, record })) as Parameters<
      Records['apply']
    >[0]
    const outcome = await records.apply(changes, by)
    if (!outcome.ok) {
      const { code, id, other } = outcome
      throw new Error(`${kind} ${id} cannot be written: ${code}${other ? ` ${other.kind} ${other.id}` : ''}`)
    }
  }
  const siteOf = async (id: string) => {
    const site = await records.get('site', id)
    if (site === undefined) throw new Error(`there is no site ${id}`)
    return site
  }

  return {
    async putJurisdiction({ path: _, ...row }) {
      const was = (await records.get('jurisdiction', row.id)) ?? firstJurisdiction(row)
      await put('jurisdiction', [{ ...was, ...row }])
    },
    putSite: ({ jurisdiction, ...row }) => put('site', [{ ...row, place: jurisdiction }]),
    async putGate(row) {
      const { place } = await siteOf(row.site)
      await put('gate', [{ ...row, place }])
    },
    async putPeople(people) {
      const places = new Map<string, string>()
      for (const id of new Set(people.map(person => person.site))) places.set(id, (await siteOf(id)).place)
      for (let i = 0; i < people.length; i += CHUNK) {
        const part = people.slice(i, i + CHUNK)
        const known = await records.many(
          'person',
          part.map(person => person.id),
        )
        const was = new Map(known.map(person => [person.id, person]))
        await put(
          'person',
          part.map(({ id, site, role, name, given }) => {
            const short = { id, site, role, name, given, place: places.get(site) as string }
            return { ...(was.get(id) ?? firstPerson(short)), ...short }
          }),
        )
        await db.transaction().execute(trx => nameGroups(trx, engine, part))
      }
    },
  }
}
