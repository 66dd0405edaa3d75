import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { PersonLine } from '@schoolgate/protocol/http/directory'

/** Fields a kind can be looked up by, beside `id`. Each is an indexed column. */
export interface FilterFields {
  jurisdiction: 'place' | 'parent' | 'source'
  site: 'place'
  gate: 'place' | 'site'
  room: 'place' | 'site'
  shift: 'place'
  term: 'place' | 'source'
  calendarDay: 'place' | 'day'
  course: 'place' | 'source'
  group: 'place' | 'kind' | 'source' | 'parent'
  person: 'place' | 'site' | 'role' | 'source' | 'status'
  post: 'place' | 'person'
  guardianship: 'place' | 'guardian' | 'child'
  enrolment: 'place' | 'group' | 'person' | 'role'
  seatPlan: 'place' | 'group'
  lesson: 'place' | 'group' | 'teacher' | 'room'
  substitution: 'place' | 'lesson' | 'day' | 'teacher'
  mode: 'place' | 'group'
  absence: 'place' | 'person'
}

/** A value, or any of several. */
export type Where<K extends RecordKind> = {
  [F in FilterFields[K]]?: string | null | readonly string[]
} & {
  /** of dated kinds: only what holds on one of these days at least (an ISO day, or a first and a last) */
  on?: string | readonly [string, string]
}

/** Who changes, why; kept with every record changed. */
export interface ChangeBy {
  /** officer id, or `import`, `setup` */
  officer: string
  /** shown to people */
  name: string
  note: string
  /** epoch ms */
  at: number
  /** the import this belongs to */
  import?: string
}

/** A change with what it was made upon: when the store holds something else by now, the batch is refused. */
export type GuardedChange = Change & { before?: RecordOf<RecordKind> | null }

export type ApplyOutcome =
  | {
      ok: true
      /** empty when nothing changed: there is no batch then */
      batch: string
      put: number
      removed: number
      /** puts that changed nothing: neither written nor in the history */
      unchanged: number
    }
  | {
      ok: false
      /** `conflict`: a `before` does not hold; `missing`: refers to a record that is not there; `used`: still referred to */
      code: 'conflict' | 'missing' | 'used'
      kind: RecordKind
      id: string
      /** of `missing` what is not there, of `used` what refers to it (`card`, `kiosk`, `officer`... have no id here) */
      other?: { kind: string; id: string }
    }

export interface HistoryRow {
  batch: string
  kind: RecordKind
  id: string
  place: string
  at: number
  officer: string
  by: string
  note: string
  before: unknown
  after: unknown
}

export interface BatchRow {
  id: string
  place: string
  at: number
  officer: string
  by: string
  note: string
  import: string | null
  undoneAt: number | null
  /** records changed */
  size: number
}

export interface PeopleSearch {
  /** jurisdiction path prefix: everybody under it */
  path: string
  /** folded; see the protocol's `fold` */
  text?: string
  role?: string
  group?: string
  /** local day on which group membership holds */
  day: string
  status: 'active' | 'archived' | 'all'
  card?: 'active' | 'none'
  /** cursor of the page before */
  after?: string
  limit: number
}

/** The directory's records: versioned by date where they say so, every change kept. */
export interface Records {
  get<K extends RecordKind>(kind: K, id: string): Promise<RecordOf<K> | undefined>
  many<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]>
  /** in order of id */
  find<K extends RecordKind>(kind: K, where: Where<K>): Promise<RecordOf<K>[]>
  /** records of every place under a path prefix, in order of id, in pages: for exports */
  under<K extends RecordKind>(kind: K, path: string, after: string, limit: number): Promise<RecordOf<K>[]>
  /** by role, active only */
  countPeople(path: string): Promise<Record<string, number>>
  /** the same of each place with people: `[place, role, count]` */
  peopleByPlace(path: string): Promise<[string, string, number][]>
  searchPeople(search: PeopleSearch): Promise<{ people: PersonLine[]; total: number; next: string | null }>
  /** lines of these people, in the order given */
  lines(people: readonly string[], day: string): Promise<PersonLine[]>
  /** active members per group on a day, of all groups of a place: `[group, role, count]` */
  countMembers(place: string, day: string): Promise<[string, string, number][]>

  /**
   * All or nothing, in one transaction: writes what differs, keeps each record's before and after, raises the
   * roster version of sites whose kiosks must hear of it, keeps `group` of persons' lines in step with their home
   * class, and marks today's attendance of the places to be looked at again.
   */
  apply(changes: readonly GuardedChange[], by: ChangeBy): Promise<ApplyOutcome>
  /** Puts every record of the batches back to what it was; refused when one was changed since. Newest batch first. */
  undo(batches: readonly string[], by: ChangeBy): Promise<ApplyOutcome>
  batch(id: string): Promise<BatchRow | undefined>
  /** newest first; `import`: only batches of an import */
  batches(path: string, limit: number, onlyImports?: boolean): Promise<BatchRow[]>
  /** newest first: of a record and of those that belong to it (a person's enrolments, posts, absences, guardians) */
  history(kind: RecordKind, id: string, limit: number): Promise<HistoryRow[]>

  /**
   * Brings `group` of the lines of a site's people in step with a new local day, on which enrolments begin and end.
   * True when something changed; the site's roster version is higher then.
   */
  refreshGroupNames(site: string, day: string): Promise<boolean>

  photo(person: string): Promise<{ type: string; bytes: Uint8Array } | undefined>
  putPhoto(person: string, photo: { type: string; bytes: Uint8Array } | null): Promise<void>
  /** of these, the ones with a photo */
  withPhoto(people: readonly string[]): Promise<Set<string>>
}
