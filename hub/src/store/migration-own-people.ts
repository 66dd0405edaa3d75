import { fillRecords } from './migration-own-people-fill.ts'
import type { Step, Words } from './migrations.ts'

/** A school's own people, places, timetable, cards and attendance. */
export function ownPeople(words: Words): Step[] {
  const { big, double, bytes, clustered } = words
  const span = 'from_day text, to_day text'
  const table = (name: string, columns: string) =>
    `create table ${name} (id text primary key, place text not null, ${columns}, body text not null)`
  const indexes = (name: string, ...columns: string[]) =>
    columns.map(column => {
      // Records of a place are read in pages in order of id.
      const on = column === 'place' ? 'place, id' : column
      return `create index ${name}_${column} on ${name} (${on})`
    })
  const counts = ['expected', 'awaited', 'present', 'late', 'left_early', 'absent', 'excused']
    .map(name => `${name} integer not null`)
    .join(', ')

  return [
    `alter table jurisdiction add column source text not null default ''`,
    `alter table jurisdiction add column body text not null default ''`,
    ...indexes('jurisdiction', 'parent', 'source'),
    `alter table site add column body text not null default ''`,
    `alter table gate add column place text not null default ''`,
    `alter table gate add column body text not null default ''`,
    ...indexes('gate', 'place'),
    `alter table person add column place text not null default ''`,
    `alter table person add column source text not null default ''`,
    `alter table person add column status text not null default 'active'`,
    `alter table person add column folded ${words.codePoint} not null default ''`,
    // The last day somebody's valid cards hold, empty without one: what a search for people without a card needs.
    `alter table person add column card_until text not null default ''`,
    `alter table person add column body text not null default ''`,
    fillRecords,
    ...indexes('person', 'source'),
    // A school's page and its counts from one index, a whole country's pages in order from the other.
    'create index person_place on person (place, status, role, folded, id, card_until)',
    'create index person_folded on person (folded, id, place, status, role, card_until)',

    table('room', `site text not null`),
    ...indexes('room', 'place', 'site'),
    table('shift', span),
    ...indexes('shift', 'place'),
    table('term', `source text not null, parent text, ${span}`),
    ...indexes('term', 'place', 'source'),
    table('calendar_day', `day text not null`),
    'create index calendar_day_place on calendar_day (place, day)',
    table('course', `source text not null`),
    ...indexes('course', 'place', 'source'),
    table(
      'grp',
      `kind text not null, source text not null, parent text, name text not null, room text,
      course text, shift text, ${span}`,
    ),
    'create index grp_place on grp (place, kind)',
    ...indexes('grp', 'source', 'parent'),
    table('post', `person text not null, ${span}`),
    ...indexes('post', 'place', 'person'),
    table('guardianship', `guardian text not null, child text not null`),
    ...indexes('guardianship', 'place', 'guardian', 'child'),
    table(
      'enrolment',
      `grp text not null, person text not null, role text not null, leads smallint not null, ${span}`,
    ),
    ...indexes('enrolment', 'place', 'grp', 'person'),
    table('seat_plan', `grp text not null, room text, ${span}`),
    ...indexes('seat_plan', 'place', 'grp'),
    table('lesson', `grp text not null, teacher text, room text, course text, ${span}`),
    ...indexes('lesson', 'place', 'grp', 'teacher', 'room'),
    table('substitution', `lesson text not null, day text not null, teacher text, room text`),
    'create index substitution_place on substitution (place, day)',
    ...indexes('substitution', 'lesson', 'teacher'),
    table('lesson_mode', `grp text, ${span}`),
    ...indexes('lesson_mode', 'place', 'grp'),
    table('absence', `person text not null, ${span}`),
    ...indexes('absence', 'place', 'person'),

    'create table batch_end (one smallint primary key, last integer not null)',
    'insert into batch_end values (1, 0)',
    `create table batch (number integer primary key, id text not null unique, place text not null,
      path text not null, at ${double} not null, officer text not null, by_name text not null, note text not null,
      import text, undone_at ${double}, size integer not null)`,
    // What a record became is what the next change of it found, or what it is now: only the past is kept.
    `create table history (batch integer not null, number integer not null, kind text not null, id text not null,
      place text not null, owner text, other_owner text, was text, primary key (batch, number))${clustered}`,
    'create index history_id on history (id)',
    'create index history_owner on history (owner) where owner is not null',
    'create index history_other_owner on history (other_owner) where other_owner is not null',
    `create table photo (person text primary key, type text not null, bytes ${bytes} not null)`,

    'alter table card add column ended text',
    "update card set ended = 'revoked' where revoked_at is not null",
    'create index card_ended on card (ended) where ended is not null',
    'create index card_holder on card (person, revoked_at, expires)',
    'drop index card_person',
    `update person set card_until = coalesce((select max(expires) from card
      where card.person = person.id and revoked_at is null), '')`,
    `alter table issuer_key add column made_at ${double} not null default 0`,
    `alter table issuer_key add column trusted_until text`,
    `create table issued_before (place text primary key, day text not null)`,
    `create table config_version (site text primary key, version ${big} not null)`,
    `create table visitor (site text not null, day text not null, person text not null, phone text not null,
      purpose text not null, at ${double} not null, made_by text not null, state text not null, yes text not null,
      primary key (site, day, person))${clustered}`,
    'create index visitor_person on visitor (person, day)',
    `create table poster (gate text primary key, hash text not null unique)`,

    `create table attendance (place text not null, day text not null, grp text not null,
      person text not null, role text not null, computed text not null, reason text, first_in ${double},
      last_out ${double}, late_min integer not null, early_min integer not null, correction text,
      primary key (place, day, grp, person))${clustered}`,
    'create index attendance_grp on attendance (place, grp, day)',
    'create index attendance_person on attendance (person, day)',
    `create table attendance_count (place text not null, day text not null, grp text not null,
      role text not null, ${counts}, primary key (place, day, grp, role))${clustered}`,
    `create table attendance_total (place text not null, day text not null, role text not null, ${counts},
      primary key (place, day, role))${clustered}`,
    `create table attendance_lesson (person text not null, day text not null, lesson text not null,
      correction text not null, primary key (person, day, lesson))${clustered}`,
    `create table attendance_dirty (id ${words.counting}, site text not null, day text not null,
      person text not null)`,
  ]
}
