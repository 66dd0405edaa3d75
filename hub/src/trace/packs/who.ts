import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * WHO, "Public health surveillance for COVID-19: interim guidance", 22 July 2022, annex: within 1 metre for 15 minutes
 * or more, or direct physical contact; from 2 days before onset to 10 days after and at least 3 without symptoms;
 * without symptoms from 2 days before to 10 days after the test's sample. Follow-up and incubation of 14 days by the
 * same body's "Contact tracing in the context of COVID-19", 1 February 2021.
 */
export const WHO_PACK = byTheProgram({
  id: 'who',
  version: 1,
  name: 'WHO',
  source:
    'WHO, Public health surveillance for COVID-19: interim guidance, 22 July 2022; Contact tracing in the context of COVID-19, 1 February 2021',
  from: '2022-07-22',
  symptomatic: { before: 2, after: 10, symptomFree: 3 },
  asymptomatic: { before: 2, after: 10, symptomFree: 0 },
  incubation: { min: 1, max: 14 },
  minutes: 15,
  count: 'contiguous',
  window: 'day',
  distance: 'near',
  always: ['household'],
  never: [],
  maskedPupils: false,
  followUp: 14,
  approval: USUAL_APPROVAL,
})
