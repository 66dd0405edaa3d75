import { readFileSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { ImportCounts } from '@schoolgate/protocol/http/import'
import { type ExportRun, exportOneRoster } from '../src/exchange/export/oneroster.ts'
import type { Session } from '../src/exchange/session/session.ts'
import { dumpDirectory } from '../test/helpers/directory-dump.ts'
import { ImportRig } from '../test/helpers/import-rig.ts'
import { flags } from './flags.ts'
import { makeRoster, zipRoster } from './roster-generator.ts'

const DEFAULTS = { people: 100_000, schools: 0, seed: 7 }

/**
 * A generated district's OneRoster archive into an empty hub on disk, through the real store: seconds to read and
 * compare, to apply, and for the same file a second time, which must change nothing.
 */
export async function run(args: string[]): Promise<unknown> {
  const f = flags(args, DEFAULTS)
  const schools = f.schools > 0 ? f.schools : Math.max(1, Math.round(f.people / 1000))
  const { files, counts } = makeRoster({ people: f.people, schools, seed: f.seed, version: '1.2' })
  const zip = zipRoster(files)
  const csvBytes = [...files.values()].reduce((sum, text) => sum + text.length, 0)
  files.clear()
  const rig = await ImportRig.start()
  try {
    const upload = [{ name: 'roster.zip', bytes: zip }]
    const read = await timed(() => rig.dryRun(upload))
    console.error(`read and compared: ${read.seconds} s`)
    const first = read.value
    if (first.view.state !== 'ready')
      throw new Error(`not ready: ${JSON.stringify(first.faults.slice(0, 5))}`)
    const apply = await timed(async () => {
      rig.imports.accept(first, await rig.place())
      return rig.settled(first.id)
    })
    console.error(`applied: ${apply.seconds} s, ${JSON.stringify(totals(apply.value))}`)
    const again = await timed(() => rig.dryRun(upload))
    console.error(`compared again: ${again.seconds} s`)
    const out = await timed(async () => exportOneRoster(await rig.place(), '1.2', rig.today, exportRun(rig)))
    console.error(`exported: ${out.seconds} s`)
    const equal = await roundTrip(rig, out.value)
    return {
      bench: 'import',
      ...f,
      schools,
      counts,
      zipMB: mb(zip.length),
      csvMB: mb(csvBytes),
      readSeconds: read.seconds,
      applySeconds: apply.seconds,
      totalSeconds: round1(read.seconds + apply.seconds),
      added: totals(apply.value).added,
      secondSeconds: again.seconds,
      secondChanges: again.value.units.filter(unit => unit.path !== null).length,
      exportSeconds: out.seconds,
      exportMB: mb(statSync(out.value).size),
      roundTripEqual: equal,
      peakMB: peakMB(),
      memoryMB: mb(totalmem()),
    }
  } finally {
    await rig.stop()
  }
}

function totals(session: Session): ImportCounts {
  const sum = { added: 0, changed: 0, moved: 0, archived: 0, reactivated: 0, unchanged: 0 }
  for (const { people } of session.view.schools) {
    for (const kind of Object.keys(sum) as (keyof ImportCounts)[]) sum[kind] += people[kind]
  }
  return sum
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const from = performance.now()
  const value = await work()
  return { value, seconds: round1((performance.now() - from) / 1000) }
}

/** Whether a second empty hub that reads the export holds the same directory. */
async function roundTrip(rig: ImportRig, archive: string): Promise<boolean> {
  const before = await fingerprint(rig)
  const other = await ImportRig.start()
  try {
    await other.import([{ name: 'export.zip', bytes: await Bun.file(archive).bytes() }])
    return (await fingerprint(other)) === before
  } finally {
    await other.stop()
  }
}

/** Sum and exclusive or of all lines' hashes: equal for equal directories, whatever the order. */
async function fingerprint(rig: ImportRig): Promise<string> {
  let [count, sum, xor] = [0, 0n, 0n]
  await dumpDirectory(rig.store.records, rig.root, rig.today, line => {
    const hash = Bun.hash(line) as bigint
    count++
    sum = BigInt.asUintN(64, sum + hash)
    xor ^= hash
  })
  return `${count} ${sum} ${xor}`
}

function exportRun(rig: ImportRig): ExportRun {
  let n = 0
  return {
    signal: new AbortController().signal,
    progress: () => {},
    path: ending => join(rig.folder, `export-${n++}${ending}`),
  }
}

/** The largest resident size of this process so far, megabytes. */
function peakMB(): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  return found ? mb(Number(found[1]) * 1024) : 0
}

const mb = (bytes: number): number => Math.round(bytes / 1e6)
const round1 = (value: number): number => Math.round(value * 10) / 10
