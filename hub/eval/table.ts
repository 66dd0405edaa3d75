import type { Evaluation, TrackFigures } from './evaluate.ts'

const three = (value: number): string => value.toFixed(3)

const signed = (value: number): string => `${value < 0 ? '' : '+'}${three(value)}`

/** An evaluation for people to read. */
export function tables(evaluation: Evaluation): string {
  const lines = [`${evaluation.people} people, ${evaluation.classes} classes, ${evaluation.days} days`]
  for (const note of evaluation.notes) lines.push(`note: ${note}`)
  for (const [name, track] of Object.entries(evaluation.tracks)) {
    lines.push('', 'skipped' in track ? `${name}: skipped, ${track.skipped}` : ofTrack(name, track))
  }
  return lines.join('\n')
}

function ofTrack(name: string, track: TrackFigures): string {
  const recall = (of: { recallAt: Record<string, number> }): string =>
    Object.entries(of.recallAt)
      .map(([k, r]) => `recall@${k} ${three(r)}`)
      .join('  ')
  const micro = (value: number): string => (value * 1e4).toFixed(2)
  return [
    `${name}: ${track.days} days, ${track.personDays} person-days with a contact, ${track.truePairs} of ${track.pairs} pairs`,
    `  ours    MAP ${three(track.map)}  ${recall(track)}`,
    `          MAP from ${three(track.mapInterval.low)} to ${three(track.mapInterval.high)}, above simple by ${signed(track.aboveSimple.mean)} (${signed(track.aboveSimple.low)} to ${signed(track.aboveSimple.high)}), 95 % over people`,
    `  simple  MAP ${three(track.simple.map)}  ${recall(track.simple)}   (log of earlier time + same class + same sex)`,
    ...track.atCut.map(
      at =>
        `  listed from ${track.cut}, true from ${String(at.minutes).padStart(2)} min: precision ${three(at.precision)}  recall ${three(at.recall)}  F1 ${three(at.f1)}`,
    ),
    `  Brier x 10,000: ${micro(track.brier)}, class-mates' base rate ${micro(track.brierBaseRate)} (tuning years), ${micro(track.brierOwnRate)} (this school's own, known afterwards)`,
    `  calibration gap ${track.calibration.gap.toFixed(4)} (${track.calibration.gapWithinClass.toFixed(4)} among class-mates, worst bin with a standard error below .05 ${three(track.calibration.worst)}), expected / true ${track.calibration.ratio.toFixed(2)}`,
    ...track.calibration.bins.map(
      bin =>
        `    ${bin.from.toFixed(1)}-${bin.to.toFixed(1)}  predicted ${three(bin.predicted)}  observed ${three(bin.observed)}  pairs ${bin.pairs}`,
    ),
    `  list length per true contact at recall .8: ${track.listPerContact.toFixed(1)}`,
    `  ${track.msQuestion.toFixed(2)} ms a question, ${track.msLearning.toFixed(1)} ms to learn from earlier days once`,
    ...track.missing.map(
      m =>
        `  ${Math.round(m.share * 100)} % of scans missing: MAP ${three(m.map)} (${signed(-m.lost.map)})  recall@10 ${three(m.recallAt10)} (${signed(-m.lost.recallAt10)})  Brier x 10,000 ${micro(m.brier)}`,
    ),
  ].join('\n')
}
