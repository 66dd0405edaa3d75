/**
 * What a weight of the ranking is called. A code stands for one thing that moves the probability and is the reader's
 * language key.
 */
export const WEIGHT_CODES = [
  'base', // any two people there that day
  'class', // one home class
  'grade', // another class of the same grade
  'sex', // same sex, or not
  'close-time', // how long they were close on earlier days
  'close-often', // in how many different hours of a day that was
  'common', // company they had in common on those days
  'level', // how close people of this school were on earlier days
  'named',
  'household',
  'table',
  'seat',
  'bus',
  'club',
  'teaching',
  'room',
  'gate',
  'unscanned', // not scanned that day: whether they were there is a guess
] as const
export type WeightCode = (typeof WEIGHT_CODES)[number]
