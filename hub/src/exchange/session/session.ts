import type { Import, ImportFault } from '@schoolgate/protocol/http/import'
import type { Job } from '@schoolgate/protocol/http/job'
import type { DryRunSetting } from '../dry-run.ts'
import type { DryRunOutcome } from './dry-run-host.ts'
import type { PeopleIndex, SchoolRow } from './messages.ts'
import type { ImportPlace } from './needs.ts'

export type Step = 'reading' | 'checking' | 'comparing' | 'applying' | 'undoing'

/** A unit of the difference, waiting for its application. */
export interface SessionUnit {
  source: string
  /** file of its changes; nothing to do without */
  path: string | null
  state: SchoolRow['state']
  batch: string | null
}

/** One import from its upload on, as it is kept in memory. */
export interface Session {
  readonly id: string
  readonly place: ImportPlace
  /** private, removed with the session */
  readonly folder: string
  readonly files: { name: string; path: string }[]
  readonly setting: Omit<DryRunSetting, 'mapping'>
  view: Omit<Import, 'undoable'>
  faults: ImportFault[]
  units: SessionUnit[]
  people: { path: string; index: PeopleIndex } | null
  abort: AbortController
  /** resolves when what runs now has ended */
  ended: Promise<void>
  forget: () => void
}

export const WAITING: ReadonlySet<Import['state']> = new Set(['mapping', 'ready'])
export const RUNNING: ReadonlySet<Import['state']> = new Set(['reading', 'applying', 'undoing'])

export function newView(
  id: string,
  place: string,
  file: string,
  at: number,
  by: string,
): Omit<Import, 'undoable'> {
  return {
    ...{ id, place, file, at, by },
    kind: null,
    mode: null,
    state: 'reading',
    job: newJob(id, 'reading'),
    encodings: [],
    table: null,
    schools: [],
    errors: 0,
    warnings: 0,
  }
}

export const newJob = (id: string, step: Step): Job => ({
  id,
  kind: 'import',
  state: 'running',
  done: 0,
  total: 0,
  step,
  file: null,
  fault: null,
})

/** What a dry run found, as people are shown it. */
export function takeOutcome(session: Session, { read, compared, result }: DryRunOutcome): void {
  const { view } = session
  view.kind = read.kind
  view.mode = read.mode
  view.encodings = read.encodings
  view.table = read.table
  view.errors = result.errors
  view.warnings = result.warnings
  session.faults = result.faults
  const bySchool = new Map(result.bySchool)
  const counts = (source: string) => bySchool.get(source) ?? { errors: 0, warnings: 0 }
  session.units = []
  view.schools = []
  for (const unit of compared?.units ?? []) {
    const { changes, counts: people, records } = unit.summary
    const { errors, warnings } = counts(unit.source)
    // What lies above the schools is only shown where it is something.
    if (unit.above && changes === 0) continue
    const state = errors > 0 ? 'faulty' : 'ready'
    session.units.push({ source: unit.source, path: changes > 0 ? unit.path : null, state, batch: null })
    view.schools.push({
      source: unit.source,
      name: unit.name,
      place: unit.place,
      people,
      records,
      errors,
      warnings,
      state,
    })
  }
  session.people = compared && result.people ? { path: compared.peoplePath, index: result.people } : null
  view.state = read.stop === 'mapping' ? 'mapping' : read.stop === 'failed' ? 'failed' : 'ready'
}

/** Sets how a unit stands, in the list people see too. */
export function setUnit(session: Session, unit: SessionUnit, state: SessionUnit['state']): void {
  unit.state = state
  const row = session.view.schools.find(school => school.source === unit.source)
  if (row) row.state = state
}
