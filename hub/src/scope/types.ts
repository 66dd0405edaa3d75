import type { Correction } from '@schoolgate/protocol/attendance/mark'
import type { Absence } from '@schoolgate/protocol/directory/absence'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Guardianship, Person, Post } from '@schoolgate/protocol/directory/person'
import type { Gate, Jurisdiction, Site } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { PersonLine } from '@schoolgate/protocol/http/directory'
import type { AttendanceStore } from '../store/attendance-types.ts'
import type { CardDetail, CardEnd, Cards, KeyDetail, VisitorRow } from '../store/card-types.ts'
import type {
  ApplyOutcome,
  BatchRow,
  ChangeBy,
  GuardedChange,
  HistoryRow,
  PeopleSearch,
  Records,
  Where,
} from '../store/record-types.ts'

/**
 * A jurisdiction that was found to lie under an officer's own (or to be it). Holding one is the permission; what it
 * gives is bound to that place.
 */
export interface ScopedPlace {
  readonly row: Jurisdiction
  /** records of exactly this place; a `place` in `where` is overruled */
  find<K extends RecordKind>(kind: K, where?: Where<K>): Promise<RecordOf<K>[]>
  /** records of this place and every place below, in pages by id */
  under<K extends RecordKind>(kind: K, after: string, limit: number): Promise<RecordOf<K>[]>
  /** one record, if it belongs to this place or one below */
  get<K extends RecordKind>(kind: K, id: string): Promise<RecordOf<K> | undefined>
  /** those of the ids that belong to this place or one below */
  many<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]>
  searchPeople(search: Omit<PeopleSearch, 'path'>): ReturnType<Records['searchPeople']>
  /** lines of these people, in their order; whoever is not under this place is left out */
  lines(people: readonly string[], day: string): Promise<PersonLine[]>
  countPeople(): Promise<Record<string, number>>
  countMembers(day: string): ReturnType<Records['countMembers']>
  /** people at home elsewhere who have a post at exactly this place on a day */
  posted(day: string): Promise<Person[]>
  photo(person: string): ReturnType<Records['photo']>
  /** of these, the ones under this place who have a photo */
  withPhoto(people: readonly string[]): Promise<Set<string>>
  /** @returns `outside` when a change touches anything beyond this place and those below */
  apply(
    changes: readonly GuardedChange[],
    by: Omit<ChangeBy, 'officer' | 'name'>,
  ): Promise<ApplyOutcome | Outside>
  undo(batches: readonly string[], at: number): Promise<ApplyOutcome | Outside>
  batches(limit: number, onlyImports?: boolean): Promise<BatchRow[]>
  /** of a record of this place or one below */
  history(kind: RecordKind, id: string, limit: number): Promise<HistoryRow[]>
  attendance: {
    countsHere(from: string, to: string): ReturnType<AttendanceStore['countsOfPlace']>
    countsUnder(from: string, to: string): ReturnType<AttendanceStore['countsUnder']>
    pupilsUnder(from: string, to: string): ReturnType<AttendanceStore['pupilsUnder']>
    totalsUnder(from: string, to: string): ReturnType<AttendanceStore['totalsUnder']>
    staff(from: string, to: string): ReturnType<AttendanceStore['rowsOfStaff']>
    day(day: string): ReturnType<AttendanceStore['rowsOfPlaceDay']>
    group(group: string, from: string, to: string): ReturnType<AttendanceStore['rowsOfGroup']>
    /** merged visits of a day at all sites of exactly this place */
    visits(day: string, people: readonly string[]): ReturnType<AttendanceStore['visits']>
    /** of people under this place */
    lessonCorrections(
      people: readonly string[],
      day: string,
    ): ReturnType<AttendanceStore['lessonCorrections']>
  }
  cards: {
    counts(today: string): ReturnType<Cards['counts']>
    /** of people under this place; others are left out */
    cardsOf(people: readonly string[]): Promise<CardDetail[]>
    /** keys of this place and of those above it, whose cards its gates accept */
    keys(): Promise<KeyDetail[]>
    /** only of this place or one below */
    putKey(key: KeyDetail): Promise<boolean>
    issuedBefore(): Promise<string | undefined>
    ownIssuedBefore(): Promise<string | undefined>
    setIssuedBefore(day: string | null): Promise<void>
    /** only for people under this place */
    issue(cards: readonly CardDetail[], end: CardEnd | null, at: number): Promise<boolean>
    end(cards: readonly string[], end: CardEnd | null, at: number): Promise<boolean>
  }
}

export interface Outside {
  ok: false
  code: 'outside'
  kind: RecordKind
  id: string
}

export interface ScopedGroup {
  readonly row: Group
  readonly place: ScopedPlace
}

export interface ScopedPerson {
  readonly row: Person
  readonly place: ScopedPlace
  /** what is known of them beyond their own record, as far as it belongs to the officer's part of the tree */
  related(): Promise<RelatedRecords>
  history(limit: number): Promise<HistoryRow[]>
  photo(): ReturnType<Records['photo']>
  putPhoto(photo: { type: string; bytes: Uint8Array } | null): Promise<void>
  attendance(from: string, to: string): ReturnType<AttendanceStore['rowsOfPerson']>
  correct(day: string, correction: Correction | null): Promise<boolean>
  correctLesson(day: string, lesson: string, correction: Correction | null): Promise<void>
}

export interface RelatedRecords {
  posts: Post[]
  enrolments: Enrolment[]
  /** the groups of the enrolments */
  groups: Group[]
  /** as guardian or as child */
  guardianships: Guardianship[]
  /** the others of the guardianships; of a guardian from another school too, for the child is at this one */
  relatives: Person[]
  absences: Absence[]
}

/** What a site under an officer's jurisdiction gives beyond its entries. */
export interface ScopedVisitors {
  list(day: string): Promise<VisitorRow[]>
  get(person: string, day: string): Promise<VisitorRow | undefined>
  put(row: Omit<VisitorRow, 'site'>): Promise<void>
}

/** A card whose holder is under an officer's jurisdiction. */
export interface ScopedCard {
  readonly row: CardDetail
  readonly person: ScopedPerson
}

/** A batch of changes made under an officer's jurisdiction. */
export interface ScopedBatch {
  readonly row: BatchRow
  readonly place: ScopedPlace
}

/** The officer's part of the tree, with the jurisdictions above it for its address. */
export interface ScopedTree {
  jurisdictions: Jurisdiction[]
  sites: Site[]
  gates: Gate[]
  /** active pupils, teachers and staff at and below each of the officer's jurisdictions */
  people: Map<string, number>
}
