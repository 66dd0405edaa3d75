import type { ContactList } from '@schoolgate/protocol/http/trace-answer'

/**
 * Where the slider stops: most of a school has a probability of a few per cent, so the steps are closest there. The
 * first shows everybody.
 */
export const CUTS = [
  0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
] as const
/** A tenth: the step a list opens with. */
export const FIRST_CUT = 7
/**
 * Where the slider stops among likely sources: how much of the fit those shown make up together. Their shares are of one
 * whole, so a probability of having been near would cut across their order.
 */
export const SOURCE_CUTS = [1, 0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3] as const
/** A half: a long tail of people who hardly fit makes up much of the rest. */
export const FIRST_SOURCE_CUT = 8

/**
 * The first of a list of sources, in its order, who make up a share of the fit; equals of the last one with them.
 *
 * @returns how many, and the share they really make up
 */
export function sourcesUpTo(contacts: ContactList['contacts'], share: number): { n: number; share: number } {
  let [n, sum] = [0, 0]
  const whole = contacts.reduce((all, c) => all + (c.asSource ?? 0), 0)
  if (share >= 1 || whole === 0) return { n: contacts.length, share: 1 }
  for (const { asSource } of contacts) {
    const isEqual = n > 0 && asSource === contacts[n - 1]?.asSource
    // sums of decimals fall short by a hair
    if (sum >= share * whole - 1e-9 && !isEqual) break
    sum += asSource ?? 0
    n++
  }
  return { n, share: sum / whole }
}

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
