import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * An example of how a Vietnamese order could be put down: within 2 metres, or one class. It is nobody's order: copy it,
 * correct it, have it signed.
 */
export const VI_EXAMPLE_PACK = byTheProgram({
  id: 'vi-example',
  version: 1,
  name: 'Việt Nam (ví dụ)',
  source:
    'Example only: not an order of any Vietnamese authority. Adapt it to the order in force before use.',
  from: '2026-01-01',
  symptomatic: { before: 2, after: 7, symptomFree: 3 },
  asymptomatic: { before: 2, after: 7, symptomFree: 0 },
  incubation: { min: 1, max: 14 },
  minutes: 15,
  count: 'cumulative',
  window: '24h',
  distance: 'room',
  always: ['household', 'seat', 'table', 'named'],
  never: ['gate'],
  maskedPupils: false,
  followUp: 7,
  approval: USUAL_APPROVAL,
})
