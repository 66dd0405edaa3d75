import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { PresenceRules } from './presence-types.ts'
import type { Breath, Engine } from './sql-text.ts'
import type { Db } from './tables.ts'

/** A record a batch changes. */
export interface Difference {
  kind: RecordKind
  id: string
  /** canonical texts, null where it was or is not there */
  was: string | null
  body: string | null
  before?: RecordOf<RecordKind>
  after?: RecordOf<RecordKind>
}

/** Differences of one kind, typed. */
export interface Changed<K extends RecordKind> {
  id: string
  before: RecordOf<K> | undefined
  after: RecordOf<K> | undefined
}

export const of = <K extends RecordKind>(changed: readonly Difference[], kind: K): Changed<K>[] =>
  changed.flatMap(d =>
    d.kind === kind
      ? [{ id: d.id, before: d.before as RecordOf<K> | undefined, after: d.after as RecordOf<K> | undefined }]
      : [],
  )

export interface EffectDeps {
  trx: Db
  engine: Engine
  rules: Pick<PresenceRules, 'localTime'>
  breathe: Breath
}

export interface Site {
  id: string
  /** path of its jurisdiction */
  path: string
  /** local day there */
  today: string
}
