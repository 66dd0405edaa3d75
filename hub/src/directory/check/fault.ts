import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'

/** What is wrong with a record beyond its schema. */
export type FaultCode =
  /** the same record twice in one batch */
  | 'twice'
  /** the id is not made as this kind's ids are */
  | 'id'
  /** begins after it ends, or is out of order */
  | 'order'
  /** two that must not overlap do */
  | 'overlap'
  /** lies outside of what it is a part of */
  | 'beyond'
  /** names a record that is not there */
  | 'unknown'
  /** names a record of another school */
  | 'place'
  /** names a record of a kind or role that does not fit */
  | 'kind'
  /** does not fit another field of the same record */
  | 'unfit'

export interface FieldFault {
  field: string
  code: FaultCode
}

/** Records as they will be once all changes are made. */
export interface Look {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined
  shifts(place: string): readonly RecordOf<'shift'>[]
  /** local day at the school now */
  today: string
}

export type Check<K extends RecordKind> = (record: RecordOf<K>, look: Look) => Iterable<FieldFault>

/** Begins no later than it ends. */
export function* inOrder(span: { from: string | null; to: string | null }): Generator<FieldFault> {
  if (span.from !== null && span.to !== null && span.from > span.to) yield { field: 'to', code: 'order' }
}

/** The named record is there and of the same place. */
export function* sameSchool<K extends RecordKind>(
  look: Look,
  place: string,
  field: string,
  kind: K,
  id: string | null,
): Generator<FieldFault> {
  if (id === null) return
  const named = look.get(kind, id)
  if (!named) yield { field, code: 'unknown' }
  else if (named.place !== place) yield { field, code: 'place' }
}

/** The named person is there; a teacher may be at home in another school. */
export function* known(look: Look, field: string, person: string | null): Generator<FieldFault> {
  if (person !== null && !look.get('person', person)) yield { field, code: 'unknown' }
}
