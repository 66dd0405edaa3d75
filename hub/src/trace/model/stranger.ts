import type { PairInput } from './pair.ts'

/** Evidence no research file has, and none of it there. */
export const nothingAssumed = (): PairInput['assumed'] => ({
  household: false,
  table: false,
  seatMinutes: 0,
  busMinutes: 0,
  clubMinutes: 0,
  teachingMinutes: 0,
  roomMinutes: 0,
  gate: false,
})

/** Two people of one school of whom nothing is known but that both were there. */
export const stranger = (schoolSize: number): PairInput => ({
  sameClass: false,
  sameGrade: false,
  sameSex: null,
  classSize: 0,
  schoolSize,
  habit: null,
  named: null,
  namedMinutes: null,
  assumed: nothingAssumed(),
  seen: 'both',
  coverage: 1,
})
