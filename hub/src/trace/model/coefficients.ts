/**
 * Fitted weights of the ranking, in log-odds. Written by `npm run fit`: change the fit, not this file.
 *
 * Data: highschool_2011, highschool_2012: face-to-face contacts of pupils of a French high school, SocioPatterns
 * collaboration, J. Fournet and A. Barrat, PLoS ONE 9(9) e107878 (2014), doi:10.1371/journal.pone.0107878; CC BY-NC-SA 3.0.
 * None of it is in this project: what follows are coefficients alone.
 * Method: logistic regression (ridge 12 on standardised weights, Newton's method, no randomness) of 15 minutes or more in
 * contact on a day; `habit` on every day with the nearest one, two... other days known, beside the same school with its
 * seconds taken times 1/3, 2, 4; then the base at which probabilities add up to what came true.
 * Command: npm run fit -- trace \
 *   --contacts highschool_2011.csv.gz --metadata highschool_2011_metadata.txt \
 *   --contacts highschool_2012.csv.gz --metadata highschool_2012_metadata.txt
 *
 * Each year by a model fitted on the other alone, then by this one (simple: log of earlier time + class + sex):
 * left out highschool_2011 roster: MAP 0.146 (simple 0.146), recall@10 0.364 (0.364), Brier 1.000 of base rate's
 * left out highschool_2012 roster: MAP 0.162 (simple 0.163), recall@10 0.400 (0.400), Brier 0.999 of base rate's
 * left out highschool_2011 habit: MAP 0.597 (simple 0.563), recall@10 0.862 (0.850), Brier 0.887 of base rate's
 * left out highschool_2012 habit: MAP 0.621 (simple 0.592), recall@10 0.847 (0.833), Brier 0.829 of base rate's
 * final    highschool_2011 roster: MAP 0.146 (simple 0.146), recall@10 0.364 (0.364), Brier 1.000 of base rate's
 * final    highschool_2012 roster: MAP 0.163 (simple 0.163), recall@10 0.400 (0.400), Brier 0.999 of base rate's
 * final    highschool_2011 habit: MAP 0.599 (simple 0.563), recall@10 0.862 (0.850), Brier 0.885 of base rate's
 * final    highschool_2012 habit: MAP 0.621 (simple 0.592), recall@10 0.857 (0.833), Brier 0.831 of base rate's
 */
export const COEFFICIENTS = {
  roster: {
    base: -8.716,
    weights: { class: 4.254, grade: 0.493, sex: 0.608 },
  },
  habit: {
    base: -9.127,
    weights: {
      class: 2.572,
      grade: 1.043,
      sex: 0.17,
      'close-time': 2.664,
      'close-often': 0.373,
      common: 0.684,
      level: 0.541,
    },
  },
  /** power by which several days of a pair count for fewer */
  overDays: 0.787,
  /** probability from which a pair is listed for the best F1 at 15 minutes */
  cut: { roster: 0.012, habit: 0.16 },
  /** share of pairs close on a day, the tuning years together: what a probability must beat */
  baseRate: { class: 0.013, outside: 0.0000972 },
} as const
