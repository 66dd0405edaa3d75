import { dayNumber, isoDay } from '@schoolgate/protocol/card/claims'
import type { Term } from '@schoolgate/protocol/directory/places'

/** Cards outlive the school year a little: the first weeks of the next one are for printing. */
const GRACE_DAYS = 60
const WITHOUT_TERMS_DAYS = 365
/** A card for a year that is nearly over would be waste: it runs into the next one, where that is known. */
const LEAST_DAYS = 90

/**
 * The last day of a card issued today: of the school year that runs, or comes next, and 60 days; 365 days where no
 * terms are known.
 *
 * @param terms of the school
 * @param today ISO day at the school
 */
export function cardExpiry(terms: readonly Pick<Term, 'to' | 'year'>[], today: string): string {
  const ends = new Map<number, string>()
  for (const { year, to } of terms) {
    if (to > (ends.get(year) ?? '')) ends.set(year, to)
  }
  const least = isoDay(dayNumber(today) + LEAST_DAYS)
  const expiries = [...ends.values()]
    .map(to => isoDay(dayNumber(to) + GRACE_DAYS))
    .filter(day => day >= today)
    .sort()
  return (
    expiries.find(day => day >= least) ?? expiries.at(-1) ?? isoDay(dayNumber(today) + WITHOUT_TERMS_DAYS)
  )
}
