/** Words for a probability, from the likeliest; each holds from its `from` on. */
export const CHANCES = [
  { word: 'very-likely', from: 0.9 },
  { word: 'likely', from: 0.66 },
  { word: 'even', from: 0.4 },
  { word: 'possible', from: 0.15 },
  { word: 'unlikely', from: 0.03 },
  { word: 'very-unlikely', from: 0 },
] as const
export type Chance = (typeof CHANCES)[number]['word']

/** The word for a probability between 0 and 1. */
export const chanceOf = (probability: number): Chance =>
  CHANCES.find(c => probability >= c.from)?.word ?? 'very-unlikely'

/** Below this a percentage is told as "under 1 %": more exactness than there is helps nobody. */
export const LEAST = 0.01
