import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { ApplyOutcome, BatchRow, ChangeBy, GuardedChange } from '../../store/record-types.ts'

/** A refusal; what lies outside the officer's part of the tree is refused too. */
export type Outcome = ApplyOutcome | { ok: false; code: 'outside'; kind: RecordKind; id: string }

/** The directory at and under a place, as far as importing and exporting need it. A scoped place fits. */
export interface DirectoryReader {
  readonly row: Jurisdiction
  under<K extends RecordKind>(kind: K, after: string, limit: number): Promise<RecordOf<K>[]>
  many<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]>
  /** records of exactly this place or one below, by its id; none where there is no such place */
  at<K extends RecordKind>(kind: K, place: string): Promise<RecordOf<K>[]>
  /** ids and sources of the places above */
  above(): Promise<string[]>
}

export interface DirectoryWriter {
  apply(changes: readonly GuardedChange[], by: Omit<ChangeBy, 'officer' | 'name'>): Promise<Outcome>
  undo(batches: readonly string[], at: number): Promise<Outcome>
  batches(limit: number, onlyImports?: boolean): Promise<BatchRow[]>
}

export type ImportPlace = DirectoryReader & DirectoryWriter
