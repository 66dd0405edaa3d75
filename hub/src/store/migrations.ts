import { type Kysely, sql } from 'kysely'
import { ownPeople } from './migration-own-people.ts'
import { tracing } from './migration-trace.ts'
import { tracingFaster } from './migration-trace-faster.ts'
import type { Engine } from './sql-text.ts'
import type { Db } from './tables.ts'

/** Column types and table suffixes that differ between the engines. */
export interface Words {
  big: 'integer' | 'bigint'
  double: 'real' | 'double precision'
  bytes: 'blob' | 'bytea'
  /** compared by code point, whatever the server's language */
  codePoint: 'text' | 'text collate "C"'
  /** a primary key that numbers its rows */
  counting: string
  /** rows stored in the primary key's order */
  clustered: ' without rowid' | ''
  /** SQLite's rowid is the log's order by itself; PostgreSQL needs a plain index on it */
  logIndex: string[]
}

export const SQLITE_WORDS: Words = {
  big: 'integer',
  double: 'real',
  bytes: 'blob',
  codePoint: 'text',
  counting: 'integer primary key autoincrement',
  clustered: ' without rowid',
  logIndex: [],
}

export const POSTGRES_WORDS: Words = {
  big: 'bigint',
  double: 'double precision',
  bytes: 'bytea',
  codePoint: 'text collate "C"',
  counting: 'bigint generated always as identity primary key',
  clustered: '',
  logIndex: ['create index log_id on log (id)'],
}

/** A statement, or what a statement alone cannot do. */
export type Step = string | ((trx: Db, engine: Engine) => Promise<void>)

/** Numbered from 1, applied in order, never edited once released: a change is a new one at the end. */
const MIGRATIONS: ((w: Words) => Step[])[] = [firstMorning, ownPeople, tracing, tracingFaster]

function firstMorning({ big, double, bytes, clustered, logIndex }: Words): string[] {
  const id = big === 'integer' ? 'integer primary key' : 'bigint not null'
  return [
    `create table log (id ${id}, kiosk text not null, journal text not null, seq ${big} not null,
      boot text not null, mono ${double} not null, wall ${double} not null, synced smallint not null,
      kind text not null, v ${big} not null, body ${bytes} not null, hash ${bytes} not null,
      at ${double} not null, lo ${double} not null, hi ${double} not null, quality text not null,
      received ${double} not null, site text, gate text, day text, direction text, verdict text, reasons text,
      card text, person text, surface ${double}, look integer, idle ${double})`,
    ...logIndex,
    `create table log_end (one smallint primary key, last ${big} not null)`,
    'insert into log_end values (1, 0)',
    `create table merge_mark (one smallint primary key, last ${big} not null)`,
    'insert into merge_mark values (1, 0)',
    `create table high_water (kiosk text not null, journal text not null, seq ${big} not null,
      head ${bytes} not null, lo ${double} not null, primary key (kiosk, journal))${clustered}`,
    `create table quarantine (kiosk text not null, journal text not null, seq ${big} not null,
      reason text not null, raw ${bytes} not null, received ${double} not null)`,
    `create table seal (kiosk text not null, journal text not null, seq ${big} not null, head ${bytes} not null,
      sig ${bytes} not null, received ${double} not null, primary key (kiosk, journal))${clustered}`,
    `create table gap (kiosk text not null, journal text not null, from_seq ${big} not null,
      to_seq ${big} not null, noticed ${double} not null)`,
    'create index gap_kiosk on gap (kiosk)',

    `create table day_entry (site text not null, day text not null, person text not null, id ${big} not null,
      primary key (site, day, person, id))${clustered}`,
    `create table visit (site text not null, day text not null, t_in ${double} not null, person text not null,
      t_out ${double}, out_inferred smallint not null, primary key (site, day, t_in, person))${clustered}`,
    'create index visit_person on visit (person, t_in)',
    `create table day_count (site text not null, day text not null, n_in integer not null,
      n_out integer not null, n_pass integer not null, n_recheck integer not null, n_isolate integer not null,
      n_refer integer not null, on_site integer not null, primary key (site, day))${clustered}`,
    `create table day_arrival (site text not null, day text not null, minute integer not null,
      n integer not null, primary key (site, day, minute))${clustered}`,
    `create table day_temperature (site text not null, day text not null, gate text not null,
      bin integer not null, n integer not null, primary key (site, day, gate, bin))${clustered}`,

    `create table jurisdiction (id text primary key, parent text references jurisdiction (id),
      kind text not null, name text not null, path text not null)`,
    `create table site (id text primary key, jurisdiction text not null references jurisdiction (id),
      name text not null, time_zone text not null, locale text not null)`,
    'create index site_jurisdiction on site (jurisdiction)',
    `create table gate (id text primary key, site text not null references site (id), name text not null,
      lane text not null)`,
    'create index gate_site on gate (site)',
    `create table kiosk (id text primary key, gate text not null references gate (id), key ${bytes} not null,
      status text not null, paired_at ${double} not null)`,
    'create index kiosk_gate on kiosk (gate)',
    `create table pairing_code (hash text primary key, gate text not null references gate (id),
      expires_at ${double} not null)`,
    `create table person (id text primary key, site text not null references site (id), role text not null,
      name text not null, given text not null, group_name text not null)`,
    'create index person_site on person (site)',
    `create table card (id text primary key, person text not null references person (id), issued text not null,
      expires text not null, revoked_at ${double}, changed ${big} not null)`,
    'create index card_person on card (person)',
    `create table card_gone (site text not null, card text not null, changed ${big} not null,
      primary key (site, card))${clustered}`,
    `create table roster (site text primary key, version ${big} not null)`,
    `create table issuer_key (kid text primary key, jurisdiction text not null references jurisdiction (id),
      public_key ${bytes} not null)`,

    `create table officer (id text primary key, user_name text not null unique, name text not null,
      password_hash text not null, jurisdiction text not null references jurisdiction (id),
      locale text not null)`,
    `create table session (id text primary key, officer text not null references officer (id),
      expires_at ${double} not null)`,
    `create table wall_token (hash text primary key, site text not null references site (id),
      officer text not null, created_at ${double} not null)`,
    'create index wall_token_site on wall_token (site)',
    `create table alarm (id text primary key, site text not null, state text not null,
      closed_at ${double}, body text not null)`,
    'create index alarm_site on alarm (site, state)',
  ]
}

/**
 * Brings the schema up to date in one transaction and records each step in `migration`.
 * @param upTo the version to stop at
 * @throws Error when the file was written by a newer program.
 */
export async function migrate<T>(db: Kysely<T>, words: Words, upTo = MIGRATIONS.length): Promise<void> {
  const engine: Engine = words === POSTGRES_WORDS ? 'postgres' : 'sqlite'
  await db.transaction().execute(async trx => {
    // Two hubs may open one PostgreSQL at once; SQLite's transaction is exclusive already.
    if (words === POSTGRES_WORDS) await sql`select pg_advisory_xact_lock(741852)`.execute(trx)
    await sql`create table if not exists migration (number integer primary key)`.execute(trx)
    const found = await sql<{ n: number | null }>`select max(number) as n from migration`.execute(trx)
    const done = found.rows[0]?.n ?? 0
    if (done > MIGRATIONS.length)
      throw new Error(`this store is at version ${done}, newer than ${MIGRATIONS.length}`)
    for (let i = done; i < upTo; i++) {
      for (const step of together(MIGRATIONS[i]?.(words) ?? [], engine))
        if (typeof step === 'string') await sql.raw(step).execute(trx)
        else await step(trx as unknown as Db, engine)
      await sql`insert into migration (number) values (${i + 1})`.execute(trx)
    }
  })
}

/** A server is asked once for all statements in a row; SQLite takes them one by one. */
function together(steps: Step[], engine: Engine): Step[] {
  if (engine === 'sqlite') return steps
  const joined: Step[] = []
  for (const step of steps) {
    const last = joined.at(-1)
    if (typeof step === 'string' && typeof last === 'string') joined[joined.length - 1] = `${last};\n${step}`
    else joined.push(step)
  }
  return joined
}
