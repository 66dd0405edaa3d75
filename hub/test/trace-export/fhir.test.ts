import { LOCALES } from '@schoolgate/protocol/locale'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fhirBundle } from '../../src/trace-export/fhir.ts'
import type { Bundle, Condition, Patient, RiskAssessment } from '../../src/trace-export/fhir-types.ts'
import type { TraceExport } from '../../src/trace-export/model.ts'
import { aList, NAMES } from './a-list.ts'
import { fhirFaults } from './fhir-rules.ts'

const NOW = '2026-11-23T04:30:00.000Z'
const bundle = (data: TraceExport = aList({ locale: 'en' })) => fhirBundle(data, NOW)
const of = <T>(type: string, from: Bundle = bundle()) =>
  (from.entry ?? []).flatMap(({ resource }) => (resource.resourceType === type ? [resource as T] : []))
/** As whoever reads the file has it: elements that are undefined are not there. */
const written = (data: TraceExport) => JSON.parse(JSON.stringify(bundle(data)))

test('a list is R4 in every language, with nobody on it, and with many', () => {
  const whole = aList({ locale: 'en' }, 40)
  const nobody = { ...whole.list, contacts: [], persons: [] }
  for (const locale of LOCALES) expect(fhirFaults(written({ ...whole, locale }))).toEqual([])
  expect(fhirFaults(written({ ...whole, case: null }))).toEqual([])
  expect(fhirFaults(written({ ...whole, list: nobody }))).toEqual([])
  expect(written({ ...whole, list: nobody })).not.toHaveProperty('entry')
})

test('a list with any probability, case and sex is R4', () => {
  const some = fc.record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    status: fc.constantFrom('confirmed', 'probable', 'suspected'),
    asymptomatic: fc.boolean(),
    onset: fc.constantFrom('2026-11-22', null),
    asSource: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    sex: fc.constantFrom('male', 'female', null),
    given: fc.constantFrom('', 'Номин'),
    label: fc.constantFrom('', 'Математик'),
  })
  fc.assert(
    fc.property(some, ({ probability, status, asymptomatic, onset, asSource, sex, given, label }) => {
      const data = aList({ locale: 'en' })
      const contacts = data.list.contacts.map(contact => ({
        ...contact,
        ...{ probability, asSource, reasons: contact.reasons.map(reason => ({ ...reason, label })) },
      }))
      const people = new Map([...data.people].map(([ref, known]) => [ref, { ...known, sex, given }]))
      const case_ = data.case && { ...data.case, status, asymptomatic, onset }
      expect(fhirFaults(written({ ...data, list: { ...data.list, contacts }, people, case: case_ }))).toEqual(
        [],
      )
    }),
    { seed: 4, numRuns: 60 },
  )
})

test('the rules find what is not R4', () => {
  const broken = structuredClone(bundle()) as unknown as { entry: { fullUrl: string; resource: never }[] }
  const [first, second] = broken.entry as unknown as [
    { fullUrl: string; resource: Record<string, unknown> },
    { fullUrl: string; resource: Record<string, unknown> },
  ]
  second.fullUrl = first.fullUrl
  first.resource.gender = 'boy'
  first.resource.age = 9
  const found = fhirFaults(broken).join('\n')
  for (const fault of ['bdl-7', 'code boy', 'age: not in the table']) expect(found).toContain(fault)
})

test('the same resource has the same address in every file, and another one in another hub', () => {
  const urls = (data: TraceExport) => bundle(data).entry?.map(entry => entry.fullUrl)
  expect(urls(aList({ locale: 'mn' }))).toEqual(urls(aList({ locale: 'en' })))
  expect(urls(aList({ system: 'urn:schoolgate:other' }))).not.toEqual(urls(aList()))
})

test('the case is a patient and a condition without a diagnosis', () => {
  const whole = bundle()
  const [patient] = of<Patient>('Patient', whole)
  expect(patient).toMatchObject({ name: [{ text: NAMES.case, family: 'Батбаяр' }], gender: 'male' })
  const [condition] = of<Condition>('Condition')
  expect(condition).toMatchObject({
    subject: { reference: whole.entry?.[0]?.fullUrl },
    onsetDateTime: '2026-11-22',
    clinicalStatus: { coding: [{ code: 'active' }] },
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
    },
  })
  expect(JSON.stringify(whole)).not.toContain('encounter-diagnosis')
})

test('each contact is a patient and a risk assessment on the condition; nobody from outside is there', () => {
  const whole = bundle()
  const risks = of<RiskAssessment>('RiskAssessment', whole)
  const url = (id: string) => whole.entry?.find(({ resource }) => resource.id === id)?.fullUrl
  expect(risks).toHaveLength(3)
  expect(of<Patient>('Patient')).toHaveLength(4)
  // R4 tells the day of the assessment in `occurrence`, the days it is about in `when`, probabilities in percent.
  expect(risks[0]).toMatchObject({
    status: 'preliminary',
    subject: { reference: url('0000000000000002') },
    basis: [{ reference: url('case-1') }],
    occurrenceDateTime: '2026-11-23',
    reasonCode: [{ text: 'sat next to each other: Математик · 2 days · 2 h' }],
    prediction: [
      {
        probabilityDecimal: 91.3,
        whenPeriod: { start: '2026-11-20', end: '2026-11-23' },
        qualitativeRisk: { coding: [{ code: 'high' }] },
      },
    ],
  })
  // Nobody is cleared: the least of them is `low`, never `negligible`.
  const codes = risks.map(risk => risk.prediction[0]?.qualitativeRisk.coding?.[0]?.code)
  expect(codes).toEqual(['high', 'moderate', 'low'])
})
