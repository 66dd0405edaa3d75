import { COEFFICIENTS } from '../src/trace/model/coefficients.ts'
import { evaluate } from './evaluate.ts'
import { loadStudy } from './load.ts'
import { EVAL_USAGE, evalOptions } from './options.ts'
import { tables } from './table.ts'

/** `npm run eval -- trace ...`: tables for people, then one JSON line, last. */
const options = evalOptions(process.argv.slice(2))
if (!options.ok) {
  console.error(`${options.error.replace(/\.?$/, '.')} --help tells more.`)
  process.exit(2)
}
if (options.value === 'help') {
  console.log(EVAL_USAGE)
  process.exit(0)
}
const { contacts, metadata, diaries, seed, json } = options.value
const study = await loadStudy({ contacts, metadata, diaries })
if (!study.ok) {
  console.error(study.error)
  process.exit(1)
}
const evaluation = evaluate(study.value, seed, () => performance.now())
if (!json) console.log(`${tables(evaluation)}\n`)
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
console.log(
  JSON.stringify({ eval: 'trace', study: study.value.name, cut: COEFFICIENTS.cut, ...evaluation }, rounded),
)
