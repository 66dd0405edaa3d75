import type { Cards, VisitorRow } from './card-types.ts'
import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'

interface KeptVisitor {
  site: string
  day: string
  person: string
  phone: string
  purpose: string
  at: number
  made_by: string
  state: string
  yes: string
}

const VISITOR = 'site, day, person, phone, purpose, at, made_by, state, yes'
const visitorRow = ({ made_by, state, yes, ...row }: KeptVisitor): VisitorRow => ({
  ...row,
  by: made_by as VisitorRow['by'],
  state: state as VisitorRow['state'],
  yes: yes === '' ? [] : yes.split(' '),
})

type VisitorPart = Pick<Cards, 'putVisitor' | 'visitor' | 'visitors' | 'putPoster' | 'posterGate'>

/** What visitors said at the gate, and the posters their phones read. */
export function visitorsStore(db: Db, engine: Engine): VisitorPart {
  return {
    async putVisitor(row) {
      await ask(
        db,
        engine,
        `insert into visitor (${VISITOR}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (site, day, person) do update set phone = excluded.phone, purpose = excluded.purpose,
        at = excluded.at, made_by = excluded.made_by, state = excluded.state, yes = excluded.yes`,
        [row.site, row.day, row.person, row.phone, row.purpose, row.at, row.by, row.state, row.yes.join(' ')],
      )
    },
    async visitor(person, day) {
      const what = `select ${VISITOR} from visitor where person = ? and day = ?`
      const [row] = await ask<KeptVisitor>(db, engine, what, [person, day])
      return row && visitorRow(row)
    },
    async visitors(site, day) {
      const what = `select ${VISITOR} from visitor where site = ? and day = ? order by at, person`
      return (await ask<KeptVisitor>(db, engine, what, [site, day])).map(visitorRow)
    },
    async putPoster(gate, tokenHash) {
      await ask(
        db,
        engine,
        'insert into poster (gate, hash) values (?, ?) on conflict (gate) do update set hash = excluded.hash',
        [gate, tokenHash],
      )
    },
    async posterGate(tokenHash) {
      const [row] = await ask<{ gate: string }>(db, engine, 'select gate from poster where hash = ?', [
        tokenHash,
      ])
      return row?.gate
    },
  }
}
