import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@schoolgate/protocol/clock'
import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { Import } from '@schoolgate/protocol/http/import'
import type { Locale } from '@schoolgate/protocol/locale'
import { importPlace } from '../../src/api/areas/exchange/import-place.ts'
import type { RawFile } from '../../src/exchange/read/upload.ts'
import { Imports } from '../../src/exchange/session/imports.ts'
import type { ImportPlace } from '../../src/exchange/session/needs.ts'
import type { Session } from '../../src/exchange/session/session.ts'
import { presenceRules } from '../../src/presence/rules.ts'
import { scoped } from '../../src/scope/scoped.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/types.ts'

export interface ImportRigOptions {
  /** local day at every place */
  today?: string
  root?: Partial<Pick<Jurisdiction, 'id' | 'kind' | 'name' | 'source'>>
  locale?: Locale
}

/** A store on disk with one empty place, its officer's scope, and the hub's imports over it. */
export class ImportRig {
  readonly store: Store
  readonly imports: Imports
  readonly folder: string
  readonly root: string
  today: string
  readonly failures: unknown[]
  readonly #locale: Locale

  private constructor(
    store: Store,
    imports: Imports,
    folder: string,
    options: Required<ImportRigOptions>,
    failures: unknown[],
  ) {
    this.store = store
    this.imports = imports
    this.folder = folder
    this.root = options.root.id ?? ''
    this.today = options.today
    this.failures = failures
    this.#locale = options.locale
  }

  static async start(options: ImportRigOptions = {}): Promise<ImportRig> {
    const folder = await mkdtemp(join(tmpdir(), 'schoolgate-import-'))
    const store = await openStore({ sqlitePath: join(folder, 'hub.sqlite') }, { rules: presenceRules })
    const root = { id: 'nation', kind: 'nation' as const, name: 'Nation', source: 'nation', ...options.root }
    const record: Jurisdiction = { ...root, place: root.id, parent: null, number: null, path: '' }
    await store.records.apply([{ op: 'put', kind: 'jurisdiction', record }], {
      ...{ officer: 'setup', name: 'setup', note: '', at: 0 },
    })
    const failures: unknown[] = []
    const all = { today: '2025-11-24', locale: 'mn' as const, ...options, root }
    const rig: { it?: ImportRig } = {}
    const imports = new Imports({
      folder: join(folder, 'imports'),
      clock: { after: (ms, run) => systemClock.after(ms, run) },
      now: () => Date.parse(`${rig.it?.today ?? all.today}T04:00:00Z`),
      localDay: () => rig.it?.today ?? all.today,
      failed: error => failures.push(error),
    })
    await imports.start()
    rig.it = new ImportRig(store, imports, folder, all, failures)
    return rig.it
  }

  async place(id = this.root): Promise<ImportPlace> {
    const jurisdiction = await this.store.records.get('jurisdiction', this.root)
    if (!jurisdiction) throw new Error('no root')
    const scope = scoped(this.store, { id: 'officer', name: 'Officer', jurisdiction })
    const place = await scope.place(id)
    if (!place) throw new Error(`no place ${id}`)
    return importPlace(scope, place)
  }

  /** Reads and compares files; resolves when the dry run has ended. */
  async dryRun(files: RawFile[], at = this.root): Promise<Session> {
    const folder = await this.imports.folder()
    const saved = []
    for (const [i, { name, bytes }] of files.entries()) {
      const path = join(folder, String(i))
      await writeFile(path, bytes, { mode: 0o600 })
      saved.push({ name, path })
    }
    const by = { id: 'officer', name: 'Officer', locale: this.#locale }
    const created = await this.imports.create(await this.place(at), by, folder, saved)
    if (created === 'busy') throw new Error('busy')
    return this.settled(created.id)
  }

  async settled(id: string): Promise<Session> {
    const session = this.imports.get(id)
    if (!session) throw new Error(`no import ${id}`)
    await session.ended
    return session
  }

  /** Reads, compares and accepts. */
  async import(files: RawFile[], at = this.root): Promise<Session> {
    const session = await this.dryRun(files, at)
    const refused = this.imports.accept(session, await this.place(at))
    if (refused)
      throw new Error(`not accepted: ${session.view.state}, ${JSON.stringify(session.faults.slice(0, 3))}`)
    return this.settled(session.id)
  }

  async view(session: Session): Promise<Import> {
    return this.imports.view(session, await this.place())
  }

  async stop(): Promise<void> {
    await this.imports.stop()
    await this.store.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
