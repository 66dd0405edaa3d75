import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * CDC, "Case Investigation and Contact Tracing", appendix A, close contact, as updated in August 2021: within 6 feet for
 * a total of 15 minutes or more over 24 hours, from 2 days before onset (or the positive sample) until isolation ends;
 * in an indoor classroom of kindergarten to grade 12 pupils 3 to 6 feet apart who both wore masks correctly all the time
 * are no close contacts, teachers, staff and other adults always are. Isolation was 10 days and a day without fever until
 * CDC's schools guidance of January 2022 made it 5, and 5 in a mask; a contact's 10 days are those of that guidance
 * (mask and watch for symptoms). On 11 August 2022 CDC ended quarantine in schools. All of it read where others quote it.
 * Six feet are told as `near` here: what is farther than a neighbour's seat is not known from a seat plan. Incubation and
 * a household that always counts are our judgement.
 */
export const CDC_K12_PACK = byTheProgram({
  id: 'cdc-k12',
  version: 1,
  name: 'CDC K-12',
  source:
    'CDC, Case Investigation and Contact Tracing, appendix A, close contact, August 2021 (6 ft, 15 min in 24 h, 2 days ' +
    'before; masked pupils 3 to 6 ft apart do not count); isolation of 10 days as before January 2022 (then 5 and 5 in a ' +
    'mask); 10 days of watching. Read where others quote it. CDC ended quarantine in schools on 11 August 2022: no ' +
    'order in force. The program’s own judgement: 6 ft told as near; incubation; a household always counts; approvals.',
  from: '2021-08-11',
  symptomatic: { before: 2, after: 10, symptomFree: 1 },
  asymptomatic: { before: 2, after: 10, symptomFree: 0 },
  incubation: { min: 2, max: 14 },
  minutes: 15,
  count: 'cumulative',
  window: '24h',
  distance: 'near',
  always: ['household'],
  never: [],
  maskedPupils: true,
  followUp: 10,
  approval: USUAL_APPROVAL,
})
