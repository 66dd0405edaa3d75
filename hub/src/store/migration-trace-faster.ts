import type { Step, Words } from './migrations.ts'
import { ask, type Engine } from './sql-text.ts'

/** A site's presence side by side; when a case was traced, and what each place saw of an answer, by an index. */
export function tracingFaster({ big, bytes, clustered }: Words): Step[] {
  return [
    // Sheets are copies: those of the older layout are made anew, one by one or when somebody asks.
    'drop table presence_sheet',
    'drop table presence_roll',
    // By number and day, see `sheetKey`: a fortnight of a site is a few neighbouring pages.
    `create table presence_sheet (key ${big} primary key, body ${bytes} not null)`,
    // Sheets name persons by their place in this list, which only ever grows.
    `create table presence_roll (number ${big} primary key, site text not null unique, body ${bytes} not null)`,
    'insert into presence_stale (day, site) select day, site from day_count where true on conflict do nothing',

    'alter table question add column kind text',
    async (trx, engine) => {
      await ask(trx, engine, `update question set kind = ${field(engine, 'body', 'kind')}`)
    },
    `create index question_traced on question (case_id, at)
      where answers > 0 and kind in ('contacts', 'forward')`,
    `create table answer_digest (question text not null, jurisdiction text not null, digest text not null,
      primary key (question, jurisdiction))${clustered}`,
    async (trx, engine) => {
      await ask(
        trx,
        engine,
        `insert into answer_digest (question, jurisdiction, digest)
        select question, jurisdiction, digest from (
          select a.question, o.jurisdiction, ${field(engine, 'a.body', 'digest')} as digest,
            row_number() over (partition by a.question, o.jurisdiction order by a.number desc) as newest
          from answer a join officer o on o.id = ${field(engine, 'a.body', 'officer')}) t
        where newest = 1 and digest is not null`,
      )
    },
  ]
}

/** A text within a JSON column. */
const field = (engine: Engine, column: string, name: string): string =>
  engine === 'sqlite' ? `${column} ->> '$.${name}'` : `${column}::json ->> '${name}'`
