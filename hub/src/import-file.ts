import { copyFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { systemClock } from '@schoolgate/protocol/clock'
import type { Import, ImportFault } from '@schoolgate/protocol/http/import'
import type { Locale } from '@schoolgate/protocol/locale'
import { importPlace } from './api/areas/exchange/import-place.ts'
import { Imports } from './exchange/session/imports.ts'
import { presenceRules } from './presence/rules.ts'
import { scoped } from './scope/scoped.ts'
import type { Store } from './store/types.ts'

export interface FileImport {
  file: string
  /** id of a school, or of a district whose schools the file holds */
  place: string
  /** of names and words in a plain table */
  locale: Locale
  /** make what the dry run found; without it nothing changes */
  accept: boolean
  /** private folder for what the import keeps while it runs; removed */
  folder: string
  /** epoch ms of the hub's clock */
  now: number
}

export type FileImported = Pick<Import, 'kind' | 'state' | 'schools' | 'errors' | 'warnings'> & {
  faults: ImportFault[]
}

/** Faults told of one file. */
const FAULTS = 1000

/**
 * A roster from a file on this machine, by the same reading, checks and difference as in the dashboard. A plain table
 * is read by the columns its header suggests.
 *
 * @returns undefined when there is no such place
 * @throws Error when the file cannot be read, or reading it fails
 */
export async function importFile(store: Store, wanted: FileImport): Promise<FileImported | undefined> {
  const { now, locale } = wanted
  await stat(wanted.file)
  const jurisdiction = await store.directory.jurisdiction(wanted.place)
  if (!jurisdiction) return undefined
  const officer = { id: 'setup', name: 'setup', locale, jurisdiction }
  const scope = scoped(store, officer)
  const place = await scope.place(wanted.place)
  if (!place) return undefined
  const at = importPlace(scope, place)
  let fault: unknown
  const imports = new Imports({
    folder: wanted.folder,
    clock: systemClock,
    now: () => now,
    localDay: timeZone => presenceRules.localTime(timeZone, now).day,
    failed: error => {
      fault = error
    },
  })
  await imports.start()
  try {
    const folder = await imports.folder()
    const name = basename(wanted.file)
    // The upload is the import's to remove; the file stays.
    await copyFile(wanted.file, join(folder, 'file'))
    const begun = await imports.create(at, officer, folder, [{ name, path: join(folder, 'file') }])
    if (begun === 'busy') throw new Error('busy')
    const session = imports.get(begun.id)
    if (!session) throw new Error('the import did not begin')
    await session.ended
    const guess = session.view.table?.mapping
    if (session.view.state === 'mapping' && guess) {
      imports.map(session, { mapping: guess, complete: false, locale })
      await session.ended
    }
    if (wanted.accept && session.view.state === 'ready' && session.view.errors === 0) {
      imports.accept(session, at)
      await session.ended
    }
    if (fault !== undefined) throw fault
    const { kind, state, schools, errors, warnings } = session.view
    return { kind, state, schools, errors, warnings, faults: imports.faults(session, -1, FAULTS).faults }
  } finally {
    await imports.stop()
  }
}
