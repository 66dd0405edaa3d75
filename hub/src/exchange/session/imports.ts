import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@schoolgate/protocol/clock'
import type { Import, ImportFault } from '@schoolgate/protocol/http/import'
import type { Locale } from '@schoolgate/protocol/locale'
import type { GuardedChange } from '../../store/record-types.ts'
import type { PersonDifference } from '../diff/unit.ts'
import type { DryRunSetting } from '../dry-run.ts'
import type { Mapping } from '../plain/mapping.ts'
import { dryRun } from './dry-run-host.ts'
import type { DifferenceKind } from './messages.ts'
import type { ImportPlace } from './needs.ts'
import { pastImports, undoBatches } from './past.ts'
import { readPeople } from './people-file.ts'
import { newJob, newView, RUNNING, type Session, setUnit, takeOutcome, WAITING } from './session.ts'
import { settingOf } from './setting.ts'

export interface ImportsDeps {
  /** made and owned by the registry, private: uploads and differences lie here while they wait */
  folder: string
  /** real time */
  clock: Pick<Clock, 'after'>
  /** hub time, epoch ms */
  now(): number
  /** local ISO day at a zone now */
  localDay(timeZone: string): string
  failed(error: unknown): void
}

/** A waiting import is forgotten after this, real ms; a finished one's files sooner. */
const WAITING_MS = 12 * 60 * 60_000
const FINISHED_MS = 60 * 60_000
/** Imports of one officer that wait or run. */
const OPEN_PER_OFFICER = 5

export type Refusal = 'conflict' | 'busy'

/**
 * The hub's imports: each from its upload through dry run and acceptance to its undoing. They live in memory; of an
 * import that was applied the store's batches remain, by which it is listed and undone after a restart too.
 */
export class Imports {
  readonly #deps: ImportsDeps
  readonly #sessions = new Map<string, Session>()
  /** reading, applying and undoing take turns: the machine has two cores and the kiosks come first */
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(deps: ImportsDeps) {
    this.#deps = deps
  }

  /** Makes the folder anew: what a killed hub left behind goes. */
  async start(): Promise<void> {
    await rm(this.#deps.folder, { recursive: true, force: true })
    await mkdir(this.#deps.folder, { recursive: true, mode: 0o700 })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const sessions = [...this.#sessions.values()]
    for (const session of sessions) session.abort.abort()
    await Promise.all(sessions.map(session => session.ended))
    for (const session of sessions) session.forget()
    this.#sessions.clear()
    await rm(this.#deps.folder, { recursive: true, force: true })
  }

  /** A new private folder for an upload; whoever asked removes it if no import comes of it. */
  async folder(): Promise<string> {
    const path = join(this.#deps.folder, randomBytes(12).toString('hex'))
    await mkdir(path, { mode: 0o700 })
    return path
  }

  /** Begins to read an upload that lies in a folder of `folder()`, which is the import's from now on. */
  async create(
    place: ImportPlace,
    by: { id: string; name: string; locale: Locale },
    folder: string,
    files: { name: string; path: string }[],
  ): Promise<Import | 'busy'> {
    const open = [...this.#sessions.values()].filter(
      s => s.view.by === by.name && (WAITING.has(s.view.state) || RUNNING.has(s.view.state)),
    )
    if (this.#stopped || open.length >= OPEN_PER_OFFICER) return 'busy'
    const id = randomBytes(9).toString('base64url')
    const file = files.length === 1 ? (files[0]?.name ?? '') : files.map(f => f.name).join(', ')
    const session: Session = {
      ...{ id, place, folder, files },
      setting: await settingOf(place, by.locale, this.#deps.localDay),
      view: newView(id, place.row.id, file.slice(0, 200), this.#deps.now(), by.name),
      faults: [],
      units: [],
      people: null,
      abort: new AbortController(),
      ended: Promise.resolve(),
      forget: () => {},
    }
    this.#sessions.set(id, session)
    this.#read(session)
    return this.view(session, place)
  }

  get(id: string): Session | undefined {
    return this.#sessions.get(id)
  }

  async view({ id, view }: Session, place: ImportPlace): Promise<Import> {
    const undoable = view.state === 'applied' && (await this.#isLast(id, place))
    return { ...structuredClone(view), undoable }
  }

  /** Imports at a place and below, newest first, with those the store alone remembers. */
  async list(place: ImportPlace): Promise<Import[]> {
    const here = [...this.#sessions.values()].filter(s => s.place.row.path.startsWith(place.row.path))
    const now = await Promise.all(here.map(session => this.view(session, place)))
    const past = (await pastImports(place)).filter(row => !this.#sessions.has(row.id))
    return [...now, ...past].sort((a, b) => b.at - a.at)
  }

  /** An import that only the store remembers. */
  async past(id: string, place: ImportPlace): Promise<Import | undefined> {
    return (await pastImports(place)).find(row => row.id === id)
  }

  faults(session: Session, after: number, limit: number): { faults: ImportFault[]; next: number | null } {
    const end = after + limit
    return { faults: session.faults.slice(after, end), next: end < session.faults.length ? end : null }
  }

  async people(
    session: Session,
    kind: DifferenceKind | undefined,
    after: number,
    limit: number,
  ): Promise<{ people: PersonDifference[]; next: number | null }> {
    const { people } = session
    return people ? readPeople(people.path, people.index, kind, after, limit) : { people: [], next: null }
  }

  /** Chooses a plain table's columns and reads it again. */
  map(
    session: Session,
    mapping: { mapping: Mapping; complete: boolean; locale: Locale },
  ): Refusal | undefined {
    const { view } = session
    const again = view.kind === 'plain' && (view.state === 'mapping' || view.state === 'ready')
    if (!again) return 'conflict'
    session.forget()
    this.#read(session, mapping)
    return undefined
  }

  /** Applies what the dry run found, school by school, with the rights of whoever accepts. */
  accept(session: Session, place: ImportPlace): Refusal | undefined {
    if (session.view.state !== 'ready') return 'conflict'
    const todo = session.units.filter(unit => unit.state === 'ready')
    if (todo.length === 0) return 'conflict'
    session.forget()
    this.#run(session, 'applying', async () => {
      const { view, abort } = session
      for (const [i, unit] of todo.entries()) {
        if (abort.signal.aborted) break
        this.#progress(session, 'applying', i, todo.length)
        if (unit.path === null) {
          setUnit(session, unit, 'applied')
          continue
        }
        const changes = JSON.parse(await readFile(unit.path, 'utf8')) as GuardedChange[]
        const by = { note: view.file, at: this.#deps.now(), import: session.id }
        const outcome = await place.apply(changes, by)
        if (outcome.ok) unit.batch = outcome.batch === '' ? null : outcome.batch
        setUnit(session, unit, outcome.ok ? 'applied' : 'conflict')
      }
      const applied = session.units.some(unit => unit.state === 'applied')
      view.state = applied ? 'applied' : abort.signal.aborted ? 'cancelled' : 'failed'
      this.#end(session, session.units.some(unit => unit.state === 'conflict') ? 'conflict' : null)
    })
    return undefined
  }

  /** Takes an applied import back, school by school, the newest first. A school changed since stays as it is. */
  async undo(session: Session, place: ImportPlace): Promise<Refusal | undefined> {
    if (session.view.state !== 'applied' || !(await this.#isLast(session.id, place))) return 'conflict'
    session.forget()
    this.#run(session, 'undoing', async () => {
      const todo = session.units.filter(unit => unit.state === 'applied').reverse()
      let conflict = false
      for (const [i, unit] of todo.entries()) {
        this.#progress(session, 'undoing', i, todo.length)
        const outcome = unit.batch === null ? undefined : await place.undo([unit.batch], this.#deps.now())
        const undone = outcome === undefined || outcome.ok
        conflict ||= !undone
        if (undone) setUnit(session, unit, 'undone')
      }
      session.view.state = conflict ? 'applied' : 'undone'
      this.#end(session, conflict ? 'conflict' : null)
    })
    return undefined
  }

  /** Takes back an import that only the store remembers. */
  async undoPast(id: string, place: ImportPlace): Promise<Refusal | undefined> {
    if (!(await this.#isLast(id, place))) return 'conflict'
    return this.#inTurn(() => undoBatches(id, place, this.#deps.now))
  }

  /** Ends a waiting import; stops a running one after the school it is at. */
  async cancel(session: Session): Promise<Refusal | undefined> {
    const { view } = session
    if (!WAITING.has(view.state) && view.state !== 'reading' && view.state !== 'applying') return 'conflict'
    session.abort.abort()
    if (view.state === 'applying') return undefined
    if (WAITING.has(view.state)) {
      session.forget()
      view.state = 'cancelled'
      this.#end(session, null)
      await this.#drop(session)
    }
    await session.ended
    return undefined
  }

  #read(session: Session, mapping?: DryRunSetting['mapping']): void {
    this.#run(session, 'reading', async () => {
      const { folder, files, abort, place, setting } = session
      const out = join(folder, randomBytes(4).toString('hex'))
      await mkdir(out, { mode: 0o700 })
      const outcome = await dryRun({
        setting: mapping ? { ...setting, mapping } : setting,
        files,
        folder: out,
        reader: place,
        signal: abort.signal,
        progress: (step, done, total) => this.#progress(session, step, done, total),
      })
      takeOutcome(session, outcome)
      this.#end(session, null)
      // A table may be mapped anew; anything else has been read for good.
      if (session.view.kind !== 'plain') for (const file of files) await rm(file.path, { force: true })
    })
  }

  #run(session: Session, step: 'reading' | 'applying' | 'undoing', work: () => Promise<void>): void {
    session.abort = new AbortController()
    session.view.state = step
    session.view.job = newJob(session.id, step)
    session.ended = this.#inTurn(async () => {
      try {
        session.abort.signal.throwIfAborted()
        await work()
      } catch (error) {
        const cancelled = session.abort.signal.aborted
        session.view.state = cancelled ? 'cancelled' : 'failed'
        this.#end(session, cancelled ? null : 'internal')
        await this.#drop(session)
        if (!cancelled) this.#deps.failed(error)
      }
      if (!this.#stopped) this.#forgetLater(session)
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.then(
      () => {},
      () => {},
    )
    return done
  }

  #progress(session: Session, step: string, done: number, total: number): void {
    const { job } = session.view
    if (job) session.view.job = { ...job, step, done, total }
  }

  #end(session: Session, fault: string | null): void {
    const { view } = session
    if (!view.job) return
    const state = view.state === 'cancelled' ? 'cancelled' : fault === null ? 'done' : 'failed'
    view.job = { ...view.job, state, fault, done: view.job.total }
  }

  #forgetLater(session: Session): void {
    const waits = WAITING.has(session.view.state)
    session.forget = this.#deps.clock.after(waits ? WAITING_MS : FINISHED_MS, () => {
      this.#sessions.delete(session.id)
      this.#drop(session).catch(this.#deps.failed)
    })
  }

  async #drop(session: Session): Promise<void> {
    session.people = null
    await rm(session.folder, { recursive: true, force: true })
  }

  async #isLast(id: string, place: ImportPlace): Promise<boolean> {
    const batches = await place.batches(1000, true)
    return batches.find(batch => batch.undoneAt === null)?.import === id
  }
}
