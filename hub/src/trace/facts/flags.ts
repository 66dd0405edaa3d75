import { QUALITIES, type Quality } from '@schoolgate/protocol/trace/words'

/** Qualities as bits, so that what weakens a statement is carried along for nothing. */
export const FLAGS = Object.fromEntries(QUALITIES.map((quality, i) => [quality, 1 << i])) as Record<
  Quality,
  number
>

const lists = new Map<number, Quality[]>()

/** The qualities of a set of bits, in the order of the protocol. The same list for the same bits: never change it. */
export function qualitiesOf(flags: number): Quality[] {
  let list = lists.get(flags)
  if (!list) {
    list = QUALITIES.filter(quality => (flags & FLAGS[quality]) !== 0)
    lists.set(flags, list)
  }
  return list
}

export const flagsOf = (qualities: readonly Quality[]): number =>
  qualities.reduce((flags, quality) => flags | FLAGS[quality], 0)
