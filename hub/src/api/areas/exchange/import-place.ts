import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { ImportPlace } from '../../../exchange/session/needs.ts'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedPlace } from '../../../scope/types.ts'

/** A scoped place as importing and exporting need it. What lies outside the officer's part stays outside. */
export function importPlace(scope: Pick<Scope, 'place'>, place: ScopedPlace): ImportPlace {
  return {
    row: place.row,
    under: (kind, after, limit) => place.under(kind, after, limit),
    many: (kind, ids) => place.many(kind, ids),
    async at<K extends RecordKind>(kind: K, id: string): Promise<RecordOf<K>[]> {
      const at = id === place.row.id ? place : await scope.place(id)
      return at?.row.path.startsWith(place.row.path) ? at.find(kind) : []
    },
    async above() {
      const ids = place.row.path.split('/').filter(id => id !== '' && id !== place.row.id)
      const rows = await Promise.all(ids.map(id => scope.place(id)))
      return [...ids, ...rows.flatMap(row => (row ? [row.row.source] : []))]
    },
    apply: (changes, by) => place.apply(changes, by),
    undo: (batches, at) => place.undo(batches, at),
    batches: (limit, onlyImports) => place.batches(limit, onlyImports),
  }
}
