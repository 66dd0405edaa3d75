import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * WHO, "Public health surveillance for COVID-19: interim guidance" (2022.1), section "Identifying contacts": face to
 * face within 1 metre for 15 minutes or more, or direct physical contact, or other situations by local assessment.
 * With symptoms from 2 days before onset to 10 after and at least 3 more without symptoms, 13 after onset at the least;
 * without them from 2 days before the sample to 10 after. 14 days of quarantine by the same section, and nearly all
 * cases fall ill within 14 days of exposure. Its text was read in copies; its date is that of WHO's catalogue, from
 * memory. WHO's "Contact tracing and quarantine" of 6 July 2022 asks for people at high risk first and for shorter
 * quarantine: no school's gate knows who is at high risk, so that is left to an order of the place. That a household
 * always counts, and that nobody falls ill on the day itself, is our judgement.
 */
export const WHO_PACK = byTheProgram({
  id: 'who',
  version: 1,
  name: 'WHO',
  source:
    'WHO, Public health surveillance for COVID-19: interim guidance, 14 February 2022, “Identifying contacts” ' +
    '(1 m, 15 min; 2 days before to 13 after onset, 10 after a test; 14 days). Read in copies of the text. ' +
    'Not in this pack: WHO, 6 July 2022 (people at high risk first, shorter quarantine). ' +
    'The program’s own judgement: a household always counts; incubation from 1 day; approvals.',
  from: '2022-02-14',
  symptomatic: { before: 2, after: 13, symptomFree: 3 },
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
