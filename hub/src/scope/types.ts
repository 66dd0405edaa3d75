import type { Correction } from '@schoolgate/protocol/attendance/mark'
import type { Group, GroupKind } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { AttendanceStore } from '../store/attendance-types.ts'
import type { CardDetail, CardEnd, Cards, KeyDetail, VisitorRow } from '../store/card-types.ts'
import type {
  ApplyOutcome,
  BatchRow,
  ChangeBy,
  FilterFields,
  GuardedChange,
  HistoryRow,
  PeopleSearch,
  Records,
  Where,
} from '../store/record-types.ts'

/** Where without the place: the holder's place is put in. */
export type WhereHere<K extends RecordKind> = Omit<Where<K>, 'place'> &
  Partial<Record<FilterFields[K], unknown>>

/**
 * A jurisdiction that was found to lie under an officer's own (or to be it). Holding one is the permission; what it
 * gives is bound to that place.
 */
export interface ScopedPlace {
  readonly row: Jurisdiction
  /** records of exactly this place */
  find<K extends RecordKind>(kind: K, where?: Where<K>): Promise<RecordOf<K>[]>
  /** records of this place and every place below, in pages by id */
  under<K extends RecordKind>(kind: K, after: string, limit: number): Promise<RecordOf<K>[]>
  /** one record, if it belongs to this place or one below */
  get<K extends RecordKind>(kind: K, id: string): Promise<RecordOf<K> | undefined>
  /** those of the ids that belong to this place or one below */
  many<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]>
  searchPeople(search: Omit<PeopleSearch, 'path'>): ReturnType<Records['searchPeople']>
  countPeople(): Promise<Record<string, number>>
  countMembers(day: string): ReturnType<Records['countMembers']>
  /** @returns `outside` when a change touches anything beyond this place and those below */
  apply(
    changes: readonly GuardedChange[],
    by: Omit<ChangeBy, 'officer' | 'name'>,
  ): Promise<ApplyOutcome | Outside>
  undo(batches: readonly string[], at: number): Promise<ApplyOutcome | Outside>
  batches(limit: number, onlyImports?: boolean): Promise<BatchRow[]>
  attendance: {
    countsHere(from: string, to: string): ReturnType<AttendanceStore['countsOfPlace']>
    countsUnder(from: string, to: string): ReturnType<AttendanceStore['countsUnder']>
    staff(from: string, to: string): ReturnType<AttendanceStore['rowsOfStaff']>
    day(day: string): ReturnType<AttendanceStore['rowsOfPlaceDay']>
    group(group: string, from: string, to: string): ReturnType<AttendanceStore['rowsOfGroup']>
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
  readonly row: Group & { kind: GroupKind }
  readonly place: ScopedPlace
}

export interface ScopedPerson {
  readonly row: Person
  readonly place: ScopedPlace
  history(limit: number): Promise<HistoryRow[]>
  photo(): ReturnType<Records['photo']>
  putPhoto(photo: { type: string; bytes: Uint8Array } | null): Promise<void>
  attendance(from: string, to: string): ReturnType<AttendanceStore['rowsOfPerson']>
  correct(day: string, correction: Correction | null): Promise<boolean>
  correctLesson(day: string, lesson: string, correction: Correction | null): Promise<void>
}

/** What a site under an officer's jurisdiction gives beyond its entries. */
export interface ScopedVisitors {
  list(day: string): Promise<VisitorRow[]>
  get(person: string, day: string): Promise<VisitorRow | undefined>
  put(row: Omit<VisitorRow, 'site'>): Promise<void>
}
