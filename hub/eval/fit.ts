import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'
import { coefficientsFile } from './coefficients-file.ts'
import { fitAll, type LeftOut } from './fit-all.ts'
import { loadStudy } from './load.ts'
import type { Study } from './study.ts'

const USAGE = `usage: npm run fit -- trace --contacts FILE --metadata FILE [more pairs]... [--out FILE]

Fits the tracing model's weights on schools where contacts were measured, and writes them to
hub/src/trace/model/coefficients.ts. Each school is also judged by a model fitted on the others
alone.
The files are read, never kept: only the fitted numbers are written.

  --contacts FILE   as for \`npm run eval\`; each needs its --metadata
  --metadata FILE   rows "id class gender"
  --out FILE        writes them there instead
  --help            this text`

const target = fileURLToPath(new URL('../src/trace/model/coefficients.ts', import.meta.url))

function stop(why: string): never {
  console.error(`${why.replace(/\.?$/, '.')} --help tells more.`)
  process.exit(2)
}

/** `npm run fit -- trace ...`: writes the coefficients, prints the validation and one JSON line, last. */
const { values, positionals } = (() => {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: {
        contacts: { type: 'string', multiple: true, default: [] },
        metadata: { type: 'string', multiple: true, default: [] },
        out: { type: 'string', default: target },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return stop(argumentFault(error))
  }
})()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
if (positionals.length !== 1 || positionals[0] !== 'trace') stop('what to fit: trace')
if (values.contacts.length === 0) stop('--contacts FILE is missing')
if (values.contacts.length !== values.metadata.length) stop('each --contacts FILE needs its --metadata FILE')

const studies: Study[] = []
for (const [i, contacts] of values.contacts.entries()) {
  const study = await loadStudy({ contacts, metadata: values.metadata[i] ?? '', diaries: null })
  if (!study.ok) {
    console.error(study.error)
    process.exit(1)
  }
  studies.push(study.value)
}
const fitted = fitAll(studies)
const line = ({ study, track, figures }: LeftOut): string =>
  `${study} ${track}: MAP ${figures.map.toFixed(3)} (simple ${figures.simple.map.toFixed(3)})` +
  `  recall@10 ${(figures.recallAt['10'] ?? 0).toFixed(3)} (${(figures.simple.recallAt['10'] ?? 0).toFixed(3)})` +
  `  Brier x 10,000 ${(figures.brier * 1e4).toFixed(2)} (base rate ${(figures.brierBaseRate * 1e4).toFixed(2)})` +
  `  above simple by ${figures.aboveSimple.mean.toFixed(3)} (${figures.aboveSimple.low.toFixed(3)} to ${figures.aboveSimple.high.toFixed(3)})` +
  `  calibration gap ${figures.calibration.gap.toFixed(4)}, worst bin ${figures.calibration.worst.toFixed(3)}, expected / true ${figures.calibration.ratio.toFixed(2)}` +
  `\n    ${figures.calibration.bins.map(bin => `${bin.predicted.toFixed(2)}:${bin.observed.toFixed(2)} (${bin.pairs})`).join('  ')}`
console.log('each study by a model fitted on the others alone:')
for (const out of fitted.leftOut) console.log(`  ${line(out)}`)
console.log('by the model fitted on all:')
for (const out of fitted.seen) console.log(`  ${line(out)}`)
await writeFile(
  values.out,
  coefficientsFile(
    studies.map(({ name }) => name),
    fitted,
  ),
)
console.log(
  JSON.stringify({
    fit: 'trace',
    out: values.out === target ? 'hub/src/trace/model/coefficients.ts' : values.out,
    roster: fitted.roster,
    habit: fitted.habit,
    overDays: fitted.overDays,
    cut: fitted.cut,
    baseRate: fitted.baseRate,
  }),
)
