import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The hub's own name: random, kept beside its data, so that a restarted hub is the same to its kiosks. */
export async function ensureHubId(dataDir: string): Promise<string> {
  const file = join(dataDir, 'hub-id')
  const kept = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error
    return ''
  })
  if (kept.trim() !== '') return kept.trim()
  const id = randomBytes(8).toString('hex')
  await writeFile(file, `${id}\n`)
  return id
}
