import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/** An example of how a Mongolian order could be put down. It is nobody's order: copy it, correct it, have it signed. */
export const MN_EXAMPLE_PACK = byTheProgram({
  id: 'mn-example',
  version: 1,
  name: 'Монгол (жишээ)',
  source: 'Example only: not an order of any Mongolian authority. Adapt it to the order in force before use.',
  from: '2026-01-01',
  symptomatic: { before: 2, after: 10, symptomFree: 3 },
  asymptomatic: { before: 2, after: 10, symptomFree: 0 },
  incubation: { min: 1, max: 14 },
  minutes: 15,
  count: 'cumulative',
  window: 'day',
  distance: 'near',
  always: ['household', 'table'],
  never: ['gate'],
  maskedPupils: false,
  followUp: 10,
  approval: USUAL_APPROVAL,
})
