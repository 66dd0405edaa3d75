import type { Step, Words } from './migrations.ts'

/** Cases, follow-up, questions and rule packs; and presence in columns, which traces are read from. */
export function tracing({ big, double, bytes, clustered }: Words): Step[] {
  return [
    // Not clustered: comparing a key there reads the whole of every row it passes.
    `create table presence_sheet (site text not null, day text not null, body ${bytes} not null,
      primary key (site, day))`,
    // Sheets name persons by their place in this list, which only ever grows.
    `create table presence_roll (site text primary key, body ${bytes} not null)`,
    // Days whose rows say more than their sheet: they have none.
    `create table presence_stale (day text not null, site text not null, primary key (day, site))${clustered}`,
    'insert into presence_stale (day, site) select day, site from day_count',
    // The earliest moment the lost entries can have happened.
    `alter table gap add column since ${double}`,

    `create table place_version (place text primary key, version ${big} not null)`,
    'create index history_place on history (place, batch)',

    `create table trace_case (id text primary key, place text not null, person text not null,
      opened ${double} not null, closed ${double}, body text not null)`,
    'create index trace_case_place on trace_case (place, opened)',
    'create index trace_case_person on trace_case (person)',
    `create table follow_up (case_id text not null, person text not null, body text not null,
      primary key (case_id, person))${clustered}`,
    'create index follow_up_person on follow_up (person)',
    `create table follow_up_batch (batch text not null, case_id text not null, person text not null, was text,
      became text not null, primary key (batch, case_id, person))${clustered}`,
    `create table named_contact (case_id text not null, id text not null, at ${double} not null, body text not null,
      primary key (case_id, id))${clustered}`,
    `create table question (id text primary key, place text not null, case_id text, at ${double} not null,
      size integer, answers integer not null, grade text, digest text, body text not null)`,
    'create index question_place on question (place, at)',
    'create index question_case on question (case_id) where case_id is not null',
    `create table answer (question text not null, number integer not null, at ${double} not null,
      body text not null, primary key (question, number))${clustered}`,
    `create table contact_pack (id text not null, version integer not null, place text not null,
      signed smallint not null, body text not null, primary key (id, version))${clustered}`,
    'create index contact_pack_place on contact_pack (place)',
    `create table current_pack (place text primary key, pack text not null, version integer not null)`,
  ]
}
