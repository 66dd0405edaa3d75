import type { Import, ImportFault } from '@schoolgate/protocol/http/import'
import type { UnitDifference, UnitRecords } from '../diff/unit.ts'
import type { DryRunSetting, KnownPart, ReadResult, UnitNeed } from '../dry-run.ts'

/** What the worker of a dry run is asked, one at a time, in this order; `known` and `unit` again and again. */
export type ToWorker =
  | { ask: 'read'; setting: DryRunSetting; files: { name: string; path: string }[] }
  | { ask: 'known'; part: KnownPart }
  | { ask: 'link'; people: string }
  | { ask: 'unit'; index: number; records: UnitRecords; path: string }
  | { ask: 'finish' }

/** Every question is answered once; `progress` comes between. */
export type FromWorker =
  | { progress: number }
  | { answer: 'read'; result: ReadResult }
  | { answer: 'known' }
  | { answer: 'link'; units: UnitNeed[] }
  | { answer: 'unit'; summary: UnitSummary }
  | { answer: 'finish'; result: DryRunResult }
  | { error: string }

/** A unit's difference without the changes and the people, which lie in files. */
export interface UnitSummary extends Pick<UnitDifference, 'counts' | 'records'> {
  changes: number
}

export interface DryRunResult {
  faults: ImportFault[]
  errors: number
  warnings: number
  /** by school, those with faults */
  bySchool: [school: string, { errors: number; warnings: number }][]
  people: PeopleIndex | null
}

/** Where the lines of the file of differing people are. */
export interface PeopleIndex {
  /** byte at which each line begins, and where the last ends */
  starts: Float64Array
  /** index into `DIFFERENCE_KINDS` of each line */
  kinds: Uint8Array
}

export const DIFFERENCE_KINDS = ['added', 'changed', 'moved', 'archived', 'reactivated'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]
export type SchoolRow = Import['schools'][number]
