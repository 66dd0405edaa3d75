import { fault } from '../fault-codes.ts'
import type { TableFile } from '../read/upload.ts'
import { readTable, type TableReader } from '../table.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { columnsOf, FILES, FILES_NOT_USED, type FileKey, type FileMode, type Version } from './files.ts'
import { type Manifest, type ManifestRow, readManifest } from './manifest.ts'
import { ROW_READERS } from './rows.ts'

const stem = (name: string): string => name.replace(/\.csv$/i, '').toLowerCase()

/** Whether these files are meant as a OneRoster archive. */
export function looksLikeOneRoster(tables: readonly TableFile[]): boolean {
  const stems = new Set(tables.map(table => stem(table.name)))
  return stems.has('manifest') || (stems.has('users') && (stems.has('orgs') || stems.has('roles')))
}

/**
 * Reads the rows of a OneRoster archive, each by itself.
 *
 * @returns undefined when the manifest leaves open how to read it
 */
export async function readOneRoster(
  tables: readonly TableFile[],
  reader: TableReader,
): Promise<Draft | undefined> {
  const { faults } = reader
  const byStem = new Map(tables.map(table => [stem(table.name), table]))
  const manifestFile = byStem.get('manifest')
  let manifest: Manifest | undefined
  if (manifestFile) {
    const rows = await manifestRows(manifestFile, reader)
    if (rows === undefined) return undefined
    const read = readManifest(rows, new Set(byStem.keys()), manifestFile.name)
    for (const found of read.faults) faults.add(found)
    manifest = read.manifest
    if (manifest === undefined) return undefined
  } else {
    faults.add(fault('manifest-missing', { file: 'manifest.csv' }))
    manifest = guessedManifest(byStem)
  }

  const draft = emptyDraft(manifest.version)
  notReadFiles(tables, manifest, reader)
  const present: { key: FileKey; table: TableFile }[] = []
  for (const key of FILES) {
    const table = byStem.get(key.toLowerCase())
    const mode = manifest.modes.get(key.toLowerCase()) ?? 'absent'
    if (key === 'roles' && manifest.version === '1.1') continue
    if (table === undefined || mode === 'absent') continue
    draft.modes[key] = mode
    draft.names[key] = table.name
    present.push({ key, table })
  }
  needFiles(draft, reader)
  for (const [i, { key, table }] of present.entries()) {
    const part = (done: number) => reader.progress?.((i + done) / present.length)
    await readFile(draft, key, table, { ...reader, progress: part })
  }
  return draft
}

async function readFile(draft: Draft, key: FileKey, table: TableFile, reader: TableReader): Promise<void> {
  const columns = columnsOf(key, draft.version)
  const delta = draft.modes[key] === 'delta'
  const required = delta ? [...columns.required, 'status', 'dateLastModified'] : columns.required
  const known = [...columns.optional, ...columns.own]
  const each = ROW_READERS[key](draft, reader.faults)
  const whole = await readTable(table, { required, known }, reader, row => each(row, delta))
  if (!whole) draft.partial.add(key)
}

/** @returns undefined when not all of it could be read */
async function manifestRows(table: TableFile, reader: TableReader): Promise<ManifestRow[] | undefined> {
  const rows: ManifestRow[] = []
  const whole = await readTable(table, { required: ['propertyName', 'value'], known: [] }, reader, row => {
    rows.push([row.line, row.raw('propertyName'), row.raw('value')])
  })
  return whole ? rows : undefined
}

/** Without a manifest the rest is read as well as can be, so that its faults are told in the same go. */
function guessedManifest(byStem: ReadonlyMap<string, TableFile>): Manifest {
  const version: Version = byStem.has('roles') ? '1.2' : '1.1'
  const modes = new Map<string, FileMode>()
  for (const name of byStem.keys()) modes.set(name, 'bulk')
  return { version, modes }
}

function notReadFiles(tables: readonly TableFile[], manifest: Manifest, { faults }: TableReader): void {
  const used = new Set(FILES.map(name => name.toLowerCase()))
  const notUsed = new Set(FILES_NOT_USED.map(name => name.toLowerCase()))
  if (manifest.version === '1.1') used.delete('roles')
  for (const { name } of tables) {
    const key = stem(name)
    if (key === 'manifest') continue
    if (used.has(key)) {
      if (manifest.modes.get(key) === 'absent') faults.add(fault('manifest-file-absent', { file: name }))
    } else if (notUsed.has(key)) faults.add(fault('file-not-used', { file: name }))
    else faults.add(fault('file-ignored', { file: name }))
  }
  const modes = new Set(
    FILES.map(name => manifest.modes.get(name.toLowerCase())).filter(
      mode => mode === 'bulk' || mode === 'delta',
    ),
  )
  if (modes.size > 1) faults.add(fault('manifest-mixed', { file: 'manifest.csv' }))
}

/** A whole roster of people needs their roles, and somewhere to belong. */
function needFiles(draft: Draft, { faults }: TableReader): void {
  const { modes } = draft
  const need = (key: FileKey) => faults.add(fault('file-required', { file: '' }, { name: `${key}.csv` }))
  if (modes.users === 'bulk') {
    if (modes.orgs === 'absent') need('orgs')
    if (draft.version === '1.2' && modes.roles === 'absent') need('roles')
  }
  if (modes.enrollments === 'bulk' && modes.classes === 'absent') need('classes')
  if (FILES.every(key => modes[key] === 'absent')) need('users')
}
