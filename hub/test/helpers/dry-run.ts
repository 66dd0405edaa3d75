import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { Locale } from '@schoolgate/protocol/locale'
import type { UnitRecords } from '../../src/exchange/diff/unit.ts'
import { DryRun, type DryRunSetting, type KnownPart, type ReadResult } from '../../src/exchange/dry-run.ts'
import type { ImportFault } from '../../src/exchange/fault-codes.ts'
import type { RawFile } from '../../src/exchange/read/upload.ts'

export const TODAY = '2025-11-24'

export const district = (more: Partial<Jurisdiction> = {}): Jurisdiction => ({
  id: 'hub-district',
  place: 'hub-district',
  source: 'hub-district',
  parent: 'hub-nation',
  kind: 'district',
  name: 'Our district',
  number: null,
  path: '/hub-nation/hub-district/',
  ...more,
})

export const school = (more: Partial<Jurisdiction> = {}): Jurisdiction =>
  district({
    id: 'hub-school',
    place: 'hub-school',
    source: 'hub-school',
    kind: 'school',
    name: 'School One',
    ...more,
  })

export interface DryRunOptions {
  place?: Jurisdiction
  locale?: Locale
  known?: KnownPart
  mapping?: DryRunSetting['mapping']
}

/** Ids in order: what is new is told apart, and nothing is random. */
export function countedIds() {
  let n = 0
  return {
    person: () => (0xa000_0000_0000_0000n + BigInt(n++)).toString(16),
    record: () => `new-${n++}`,
  }
}

/** Reads, links and compares with an empty directory (beside what is known), without a worker or a store. */
export async function dryRunOf(
  files: RawFile[],
  { place = district(), locale = 'mn', known, mapping }: DryRunOptions = {},
): Promise<{ read: ReadResult; faults: ImportFault[]; changes: number; run: DryRun }> {
  const setting = { place, above: ['hub-nation'], locale, timeZone: 'Asia/Ulaanbaatar', today: TODAY }
  const run = new DryRun(mapping ? { ...setting, mapping } : setting, countedIds())
  const read = await run.read(files, () => {})
  if (read.stop !== null) return { read, faults: run.faults.list(), changes: 0, run }
  run.learn({ tree: [place] })
  if (known) run.learn(known)
  const units = run.link()
  let changes = 0
  for (const i of units.keys()) changes += run.unit(i, NOTHING()).changes.length
  return { read, faults: run.faults.list(), changes, run }
}

export const NOTHING = (): UnitRecords => ({
  site: [],
  room: [],
  term: [],
  course: [],
  group: [],
  person: [],
  post: [],
  guardianship: [],
  enrolment: [],
  strangers: [],
})

/** A fault as tests write it: code, file, line, column, value. */
export const short = ({ code, file, line, column, value }: ImportFault) =>
  [code, file, line, column, value] as const
