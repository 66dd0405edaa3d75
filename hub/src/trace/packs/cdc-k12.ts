import { byTheProgram, USUAL_APPROVAL } from './by-the-program.ts'

/**
 * CDC, "Appendices" of the contact tracing guidance, close contact: within 6 feet for a total of 15 minutes or more
 * over 24 hours, from 2 days before onset (or the test) on; the exception for kindergarten to grade 12: pupils who were
 * 3 to 6 feet apart in a classroom and both wore masks correctly are no close contacts, teachers, staff and other
 * adults always are. Ten days after onset, and one day without fever.
 */
export const CDC_K12_PACK = byTheProgram({
  id: 'cdc-k12',
  version: 1,
  name: 'CDC K-12',
  source:
    'CDC, Case investigation and contact tracing, appendix A: close contact, with the K-12 exception, 2022',
  from: '2022-01-01',
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
