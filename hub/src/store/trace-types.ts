import type { Absence } from '@schoolgate/protocol/directory/absence'
import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { CalendarDay, Gate, Room, Shift, Site, Term } from '@schoolgate/protocol/directory/places'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import type { Case, FollowUp, NamedContact } from '@schoolgate/protocol/trace/case'
import type { KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import type { FollowUpState, Grade, Purpose, QuestionKind } from '@schoolgate/protocol/trace/words'
import type { VisitRow } from './presence-types.ts'

/**
 * Everybody's presence at one site on one local day, in columns of equal length, in order of `in`. Packed from visits
 * and their entries, kept until one of them changes: a trace reads a school's fortnight in a few dozen pages.
 */
export interface PresenceSheet {
  site: string
  day: string
  persons: readonly string[]
  /** epoch ms */
  in: Float64Array
  /** epoch ms; NaN: never scanned out, or still there */
  out: Float64Array
  /** 1: `out` was inferred, not scanned */
  outInferred: Uint8Array
  /** index into `gates`, 255: unknown */
  gateIn: Uint8Array
  gateOut: Uint8Array
  /** 1: the time of `in` or `out` is uncertain by more than a minute */
  uncertain: Uint8Array
  gates: readonly string[]
  /** cards shown that day after they had ended (revoked, reissued, expired), with whom they were issued to */
  ended?: readonly { person: string; card: string }[]
}

/** What a place's days rest on, all of it dated; enough for exposures without another look at the store. */
export interface SchoolFacts {
  place: string
  timeZone: string
  sites: readonly Site[]
  gates: readonly Gate[]
  rooms: readonly Room[]
  terms: readonly Term[]
  calendar: readonly CalendarDay[]
  shifts: readonly Shift[]
  /** records that hold on one of the days at least */
  groups: readonly Group[]
  enrolments: readonly Enrolment[]
  seatPlans: readonly SeatPlan[]
  lessons: readonly Lesson[]
  substitutions: readonly Substitution[]
  modes: readonly Mode[]
  absences: readonly Absence[]
  /** by day; a site without entries that day has none */
  sheets: ReadonlyMap<string, readonly PresenceSheet[]>
  /** entries that no longer exist, and kiosks of the school silent while it was taught, by local day */
  outages: readonly { day: string; kiosk: string; entries: number }[]
  /** gates without an entry for a part of a day on which others came: gate ids, epoch ms */
  quiet?: readonly { day: string; gate: string; from: number; to: number }[]
  /** `lesson`, `seatPlan`, `enrolment`, `substitution` records that were changed after a day they speak of: record id -> epoch ms */
  changed: ReadonlyMap<string, number>
}

/** A school's records that hold on a stretch of days, and who is at home there now. */
export interface SchoolRecords extends Omit<SchoolFacts, 'sheets' | 'outages' | 'quiet'> {
  /** pupils, teachers and staff on the roll */
  people: ReadonlyMap<string, Person>
}

export interface FactPerson extends Pick<Person, 'id' | 'name' | 'role' | 'sex' | 'grade' | 'place'> {
  /** name of the home class */
  group: string
  school: string
  /** beyond the officer's part of the tree: `id` is a mark of this answer, name and place are empty */
  outside: boolean
}

/** Everything a question rests on. Outside persons are marks already: nothing downstream can name them. */
export interface TraceFacts {
  /** local ISO days of the window, in order */
  days: readonly string[]
  /** days before the window that habits are learnt from, in order, up to its last day */
  habitDays: readonly string[]
  schools: readonly SchoolFacts[]
  people: ReadonlyMap<string, FactPerson>
  /** of household, bus and club groups that reach beyond one school */
  across: { groups: readonly Group[]; enrolments: readonly Enrolment[] }
  named: readonly (NamedContact & { of: string })[]
  /** cards shown in the window after they had ended, by person */
  endedCards: ReadonlyMap<string, readonly string[]>
  /** persons at school somewhere else in the window: person -> places */
  moved: ReadonlyMap<string, readonly string[]>
  /** how far back entries are kept, ISO day; null: as far as the window goes */
  keptSince: string | null
  /** when the question is answered, epoch ms: what of a day is still to come has not brought anybody near; absent: all of it is over */
  now?: number
}

export interface QuestionRow {
  id: string
  at: number
  officer: string
  by: string
  kind: QuestionKind
  purpose: Purpose
  note: string
  /** jurisdiction it was asked under */
  place: string
  case: string | null
  asked: number
  pack: PackRef | null
  /** the request as it was checked, JSON */
  request: string
  state: 'answered' | 'waiting' | 'approved' | 'refused'
  approval: { why: string; by: string | null; officer: string | null; at: number | null } | null
  size: number | null
  answers: number
  grade: Grade | null
  /** digest of the newest answer, hexadecimal */
  digest: string | null
}

/** Each time names were told. Never changed, never deleted with the question's case. */
export interface AnswerRow {
  question: string
  at: number
  officer: string
  by: string
  size: number
  digest: string
  /** `shown`, or the format of an export */
  how: string
}

export interface TraceStore {
  /** Sheets of a site's days; days without visits are left out. Fresh entries not merged yet are in. */
  sheets(site: string, days: readonly string[]): Promise<PresenceSheet[]>
  /** Packs days that are over and have no sheet, oldest first. @returns how many were packed */
  pack(before: string, limit: number): Promise<number>
  /**
   * At which sites these persons were seen, on which days: what an index alone tells. With entries that are not merged
   * yet, which may repeat a day or make no visit.
   */
  seen(
    persons: readonly string[],
    fromDay: string,
    toDay: string,
  ): Promise<{ person: string; site: string; day: string }[]>
  /** the same of all of them together: each site and day once */
  seenTogether(
    persons: readonly string[],
    fromDay: string,
    toDay: string,
  ): Promise<{ site: string; day: string }[]>
  /** visits of these persons, any site */
  visits(persons: readonly string[], fromDay: string, toDay: string): Promise<VisitRow[]>
  /**
   * Records of a place that hold on a day between the two. Kept in memory between questions, under the place's
   * version, which every change of its records raises. Not to be changed by who gets them.
   */
  school(place: string, from: string, to: string): Promise<SchoolRecords>
  /** names of home classes today; without those who have none */
  homeClasses(persons: readonly string[]): Promise<Map<string, string>>
  /** enrolments of these persons in households, buses and clubs of places other than these, and all such groups' members */
  beyond(
    persons: readonly string[],
    places: readonly string[],
    from: string,
    to: string,
  ): Promise<{ groups: Group[]; enrolments: Enrolment[] }>
  /** Entries of a site's kiosks that no longer exist, on each local day they can have happened on. */
  lost(site: string, from: string, to: string): Promise<{ day: string; kiosk: string; entries: number }[]>

  putCase(row: Case): Promise<void>
  case(id: string): Promise<Case | undefined>
  cases(ids: readonly string[]): Promise<Case[]>
  /** newest first */
  casesUnder(path: string, state: 'open' | 'closed' | 'all', limit: number): Promise<Case[]>
  casesOf(persons: readonly string[]): Promise<Case[]>

  followUps(cases: readonly string[]): Promise<FollowUp[]>
  followUpsOf(persons: readonly string[]): Promise<FollowUp[]>
  /** All or nothing; what a batch replaced is kept for its undo. */
  putFollowUps(rows: readonly FollowUp[], batch: string): Promise<void>
  /**
   * Says how these people's follow-up of a case stands: all or nobody, in one batch. Who stands so already stays as
   * they are.
   * @returns who is not followed, and then nothing is changed; else how many changed
   */
  setFollowUps(
    case_: string,
    persons: readonly string[],
    state: FollowUpState,
    batch: string,
  ): Promise<{ missing: string[] } | { changed: number }>
  /** Puts back what the batch found. False when it is unknown, or a row was changed since. */
  undoFollowUps(batch: string): Promise<boolean>
  /** whom a batch that can still be undone changed */
  followUpBatch(batch: string): Promise<{ case: string; person: string }[]>

  putNamed(row: NamedContact): Promise<void>
  named(cases: readonly string[]): Promise<NamedContact[]>
  dropNamed(id: string, case_: string): Promise<boolean>

  putQuestion(row: QuestionRow): Promise<void>
  question(id: string): Promise<QuestionRow | undefined>
  /** newest first */
  questionsUnder(path: string, before: number | null, limit: number): Promise<QuestionRow[]>
  questionsOfCase(case_: string): Promise<QuestionRow[]>
  /** when the contacts of these cases were asked for last by a question under a path that was answered, epoch ms */
  tracedAt(cases: readonly string[], path: string): Promise<Map<string, number>>
  /**
   * Keeps that names were told, the question's newest size, digest and grade, and what was told at a place: one
   * transaction.
   * @param jurisdiction the officer's place
   */
  told(answer: AnswerRow, grade: Grade | null, jurisdiction: string): Promise<void>
  /** digest of what officers of a place were told last */
  toldAt(question: string, jurisdiction: string): Promise<string | null>
  answers(question: string): Promise<AnswerRow[]>

  /** packs of these places (a path's), drafts too */
  packs(places: readonly string[]): Promise<KeptPack[]>
  /** @returns false when that version is signed already */
  putPack(row: KeptPack): Promise<boolean>
  /** The pack in force. @param places of a path, the root first: the last one that chose a pack decides */
  currentPack(places: readonly string[]): Promise<PackRef | undefined>
  setCurrentPack(place: string, pack: PackRef): Promise<void>
}
