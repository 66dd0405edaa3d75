import type { Import } from '@schoolgate/protocol/http/import'
import type { BatchRow } from '../../store/record-types.ts'
import type { ImportPlace } from './needs.ts'
import { newView } from './session.ts'

const REMEMBERED = 1000

/** Imports as the store's batches tell of them, newest first. */
export async function pastImports(place: ImportPlace): Promise<Import[]> {
  const batches = await place.batches(REMEMBERED, true)
  const last = batches.find(batch => batch.undoneAt === null)?.import
  const imports: Import[] = []
  for (const [id, rows] of Map.groupBy(batches, batch => batch.import)) {
    const first = rows.at(-1)
    if (id === null || first === undefined) continue
    const undone = rows.every(row => row.undoneAt !== null)
    imports.push({
      ...newView(id, place.row.id, first.note, first.at, first.by),
      job: null,
      state: undone ? 'undone' : 'applied',
      undoable: id === last,
    })
  }
  return imports
}

/** Takes an import's batches back, the newest first, each by itself. */
export async function undoBatches(
  id: string,
  place: ImportPlace,
  now: () => number,
): Promise<'conflict' | undefined> {
  const batches = (await place.batches(REMEMBERED, true)).filter(
    (batch: BatchRow) => batch.import === id && batch.undoneAt === null,
  )
  let conflict = false
  for (const { id: batch } of batches) {
    const outcome = await place.undo([batch], now())
    conflict ||= !outcome.ok
  }
  return conflict ? 'conflict' : undefined
}
