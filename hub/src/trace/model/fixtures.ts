import type { PairInput } from './pair.ts'

/** Two strangers of one school, both scanned, of whom nothing else is known. For tests. */
export function strangers(changes: Partial<PairInput> = {}): PairInput {
  return { ...NOBODY, ...changes }
}

const NOBODY: PairInput = {
  sameClass: false,
  sameGrade: false,
  sameSex: null,
  classSize: 25,
  schoolSize: 300,
  habit: null,
  named: null,
  namedMinutes: null,
  assumed: {
    household: false,
    table: false,
    seatMinutes: 0,
    busMinutes: 0,
    clubMinutes: 0,
    teachingMinutes: 0,
    roomMinutes: 0,
    gate: false,
  },
  seen: 'both',
  coverage: 1,
}
