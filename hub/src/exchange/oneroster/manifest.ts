import { tidy } from '../cells.ts'
import { fault, type ImportFault } from '../fault-codes.ts'
import { FILES, FILES_NOT_USED, type FileMode, type Version } from './files.ts'

export interface Manifest {
  version: Version
  /** by file name without `.csv`, in lower case */
  modes: Map<string, FileMode>
}

/** Rows of manifest.csv without its header: `[line, property, value]`. */
export type ManifestRow = readonly [line: number, property: string, value: string]

const VERSIONS: readonly Version[] = ['1.1', '1.2']
const MODES: readonly FileMode[] = ['absent', 'bulk', 'delta']

/**
 * What is in the archive, and whether each file is whole (`bulk`) or a change since the last (`delta`).
 *
 * @param present names of the files there, without `.csv`, in lower case
 */
export function readManifest(
  rows: readonly ManifestRow[],
  present: ReadonlySet<string>,
  file: string,
): { manifest: Manifest | undefined; faults: ImportFault[] } {
  const faults: ImportFault[] = []
  const properties = new Map<string, { line: number; value: string }>()
  for (const [line, rawName, rawValue] of rows) {
    const name = tidy(rawName)
    const value = tidy(rawValue)
    if (properties.has(name)) {
      const spot = { file, line, column: 'propertyName', value: name }
      faults.push(fault('manifest-property-duplicate', spot, { property: name }))
    } else properties.set(name, { line, value })
  }

  const said = properties.get('oneroster.version')
  const version = VERSIONS.find(v => v === said?.value)
  if (said === undefined)
    faults.push(fault('manifest-property-missing', { file }, { property: 'oneroster.version' }))
  else if (version === undefined) {
    const spot = { file, line: said.line, column: 'value', value: said.value }
    faults.push(fault('manifest-version', spot, { allowed: VERSIONS.join(', ') }))
  }

  const modes = new Map<string, FileMode>()
  for (const name of [...FILES, ...FILES_NOT_USED]) {
    const key = name.toLowerCase()
    const property = `file.${name}`
    const row = properties.get(property)
    if (row === undefined) {
      // Files that 1.2 added, and those nobody sent, need no word.
      if (present.has(key)) modes.set(key, 'bulk')
      continue
    }
    const mode = MODES.find(m => m === row.value.toLowerCase())
    const spot = { file, line: row.line, column: 'value', value: row.value }
    if (mode === undefined) {
      faults.push(fault('manifest-value', spot, { property, allowed: MODES.join(', ') }))
      continue
    }
    if (mode !== 'absent' && !present.has(key)) {
      const used = (FILES as readonly string[]).includes(name)
      if (used) faults.push(fault('manifest-file-missing', spot, { name: `${name}.csv` }))
      continue
    }
    modes.set(key, mode)
  }
  return { manifest: version && { version, modes }, faults }
}
