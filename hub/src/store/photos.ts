import type { Records } from './record-types.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import { type Db, plainBytes } from './tables.ts'

/** Photos lie beside the records and leave no trace in the history when they go. */
export function photos(db: Db, engine: Engine): Pick<Records, 'photo' | 'putPhoto' | 'withPhoto'> {
  return {
    async photo(person) {
      const [row] = await ask<{ type: string; bytes: Uint8Array }>(
        db,
        engine,
        'select type, bytes from photo where person = ?',
        [person],
      )
      return row && { type: row.type, bytes: plainBytes(row.bytes) }
    },
    async putPhoto(person, photo) {
      if (photo === null) await ask(db, engine, 'delete from photo where person = ?', [person])
      else
        await ask(
          db,
          engine,
          `insert into photo (person, type, bytes) values (?, ?, ?)
          on conflict (person) do update set type = excluded.type, bytes = excluded.bytes`,
          [person, photo.type, photo.bytes],
        )
    },
    async withPhoto(people) {
      const found = new Set<string>()
      for (const part of chunks(people, 1000)) {
        const { text, value } = oneOf(engine, 'person', part)
        const rows = await ask<{ person: string }>(db, engine, `select person from photo where ${text}`, [
          value,
        ])
        for (const row of rows) found.add(row.person)
      }
      return found
    },
  }
}
