import type { Fitted, LeftOut } from './fit-all.ts'
import { RIDGE } from './fit-all.ts'
import { FEATURES_OF, type FittedTrack, SCALES } from './fit-blocks.ts'

/** The text of hub/src/trace/model/coefficients.ts. */
export function coefficientsFile(names: readonly string[], fitted: Fitted): string {
  const command = names
    .map(name => `--contacts ${name} --metadata ${stem(name)}_metadata.txt`)
    .join(' \\\n *   ')
  return `/**
 * Fitted weights of the ranking, in log-odds. Written by \`npm run fit\`: change the fit, not this file.
 *
 * Data: ${names.map(stem).join(', ')}: face-to-face contacts of pupils of a French high school, SocioPatterns
 * collaboration, J. Fournet and A. Barrat, PLoS ONE 9(9) e107878 (2014), doi:10.1371/journal.pone.0107878; CC BY-NC-SA 3.0.
 * None of it is in this project: what follows are coefficients alone.
 * Method: logistic regression (ridge ${RIDGE} on standardised weights, Newton's method, no randomness) of 15 minutes or more in
 * contact on a day; \`habit\` on every day with the nearest one, two... other days known, beside the same school with its
 * seconds taken times ${SCALES.filter(({ scale }) => scale !== 1)
   .map(({ scale }) => (scale < 1 ? `1/${Math.round(1 / scale)}` : scale))
   .join(', ')}; then the base at which probabilities add up to what came true.
 * Command: npm run fit -- trace \\
 *   ${command}
 *
 * Each year by a model fitted on the other alone, then by this one (simple: log of earlier time + class + sex):
${[...fitted.leftOut, ...fitted.seen].map((out, i) => ` * ${i < fitted.leftOut.length ? 'left out' : 'final   '} ${line(out)}`).join('\n')}
 */
export const COEFFICIENTS = {
  roster: ${model(fitted, 'roster')},
  habit: ${model(fitted, 'habit')},
  /** power by which several days of a pair count for fewer */
  overDays: ${fitted.overDays.toFixed(3)},
  /** probability from which a pair is listed for the best F1 at 15 minutes */
  cut: { roster: ${fitted.cut.roster}, habit: ${fitted.cut.habit} },
  /** share of pairs close on a day, the tuning years together: what a probability must beat */
  baseRate: { class: ${fitted.baseRate.class}, outside: ${fitted.baseRate.outside} },
} as const
`
}

function line({ study, track, figures }: LeftOut): string {
  return (
    `${stem(study)} ${track}: MAP ${figures.map.toFixed(3)} (simple ${figures.simple.map.toFixed(3)}), ` +
    `recall@10 ${(figures.recallAt['10'] ?? 0).toFixed(3)} (${(figures.simple.recallAt['10'] ?? 0).toFixed(3)}), ` +
    `Brier ${(figures.brier / Math.max(1e-12, figures.brierBaseRate)).toFixed(3)} of base rate's`
  )
}

const stem = (file: string): string => file.replace(/\..*$/, '')

/** Laid out as the formatter would. */
function model(fitted: Fitted, track: FittedTrack): string {
  const { base, weights } = fitted[track]
  const named = FEATURES_OF[track].map(
    (name, f) => `${/^\w+$/.test(name) ? name : `'${name}'`}: ${weights[f] ?? 0}`,
  )
  const line = `    weights: { ${named.join(', ')} },`
  const laid =
    line.length <= 110 ? line : `    weights: {\n${named.map(each => `      ${each},\n`).join('')}    },`
  return `{\n    base: ${base},\n${laid}\n  }`
}
