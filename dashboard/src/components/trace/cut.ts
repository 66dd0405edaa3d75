import type { ContactList } from '@schoolgate/protocol/http/trace'

/**
 * Where the slider stops: most of a school has a probability of a few per cent, so the steps are closest there. The
 * first shows everybody.
 */
export const CUTS = [
  0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
] as const
/** A tenth: the step a list opens with. */
export const FIRST_CUT = 7

export interface Cut {
  /** on the list */
  listed: number
  below: number
  /** below it, and yet counted by the rule pack */
  belowMeets: number
  /** expected close contacts among those below the cut and those without any evidence */
  missed: number
  /** expected close contacts in all */
  expected: number
}

/** What a cut at this probability keeps and what it can be expected to miss. */
export function cutAt({ contacts, rest }: Pick<ContactList, 'contacts' | 'rest'>, from: number): Cut {
  const cut: Cut = { listed: 0, below: 0, belowMeets: 0, missed: rest.expected, expected: rest.expected }
  for (const { probability, meets } of contacts) {
    cut.expected += probability
    if (probability >= from) cut.listed++
    else {
      cut.below++
      cut.missed += probability
      if (meets === 'yes') cut.belowMeets++
    }
  }
  return cut
}
