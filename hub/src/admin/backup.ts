import { Database } from 'bun:sqlite'
import { chmod, copyFile, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What makes a hub the same hub beside its database: its name, and the keys its cards are signed with. */
const KEPT = /^(hub-id|issuer-.*\.json)$/

/**
 * Copies a hub's data into a new folder that is a data folder itself. The hub may run meanwhile: SQLite reads one
 * moment of the database and writes it out whole, which copying the file would not.
 *
 * @returns the names copied
 * @throws Error when the folder is there already or cannot be written
 */
export async function backUp(dataDir: string, into: string): Promise<string[]> {
  await mkdir(into, { mode: 0o700 })
  const db = new Database(join(dataDir, 'hub.sqlite'), { readonly: true })
  try {
    db.query('VACUUM INTO ?').run(join(into, 'hub.sqlite'))
  } finally {
    db.close()
  }
  const beside = (await readdir(dataDir)).filter(name => KEPT.test(name))
  for (const name of beside) await copyFile(join(dataDir, name), join(into, name))
  const copied = ['hub.sqlite', ...beside]
  for (const name of copied) {
    const file = await open(join(into, name), 'r+')
    await file.sync()
    await file.close()
    await chmod(join(into, name), 0o600)
  }
  return copied
}
