import { expect, test } from 'vitest'
import { fhirBundle } from '../../src/trace-export/fhir.ts'
import type { Condition, Patient, RiskAssessment } from '../../src/trace-export/fhir-types.ts'
import { aList, NAMES } from './a-list.ts'

const bundle = () => fhirBundle(aList({ locale: 'en' }), '2026-11-23T04:30:00.000Z')
const of = <T>(type: string) =>
  bundle().entry.flatMap(({ resource }) => (resource.resourceType === type ? [resource as T] : []))

test('a bundle is a collection whose resources have R4 ids and addresses of their own', () => {
  const { resourceType, type, timestamp, entry } = bundle()
  expect({ resourceType, type, timestamp }).toEqual({
    ...{ resourceType: 'Bundle', type: 'collection', timestamp: '2026-11-23T04:30:00.000Z' },
  })
  // bdl-7: an address is unique within a bundle; id: up to 64 letters, digits, dashes and dots.
  expect(new Set(entry.map(e => e.fullUrl)).size).toBe(entry.length)
  for (const { resource } of entry) expect(resource.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/)
  const refs = new Set(entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`))
  const named = JSON.stringify(entry).matchAll(/"reference":"([^"]+)"/g)
  for (const [, reference] of named) expect(refs).toContain(reference)
})

test('the case is a patient and a condition without a diagnosis', () => {
  const [patient] = of<Patient>('Patient')
  expect(patient).toMatchObject({ name: [{ text: NAMES.case, family: 'Батбаяр' }], gender: 'male' })
  const [condition] = of<Condition>('Condition')
  expect(condition).toMatchObject({
    subject: { reference: `Patient/${patient?.id}` },
    onsetDateTime: '2026-11-22',
    clinicalStatus: { coding: [{ code: 'active' }] },
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
    },
  })
})

test('each contact is a patient and a risk assessment on the condition; nobody from outside is there', () => {
  const risks = of<RiskAssessment>('RiskAssessment')
  expect(risks).toHaveLength(3)
  expect(of<Patient>('Patient')).toHaveLength(4)
  expect(risks[0]).toMatchObject({
    status: 'preliminary',
    subject: { reference: 'Patient/0000000000000002' },
    basis: [{ reference: 'Condition/case-1' }],
    occurrencePeriod: { start: '2026-11-20', end: '2026-11-23' },
    reasonCode: [{ text: 'sat next to each other: Математик · 2 days · 120 min' }],
    prediction: [{ probabilityDecimal: 0.913, qualitativeRisk: { coding: [{ code: 'high' }] } }],
  })
  // ras-2: a probability is at most 100; codes of HL7's RiskProbability.
  const codes = risks.map(risk => risk.prediction[0]?.qualitativeRisk.coding?.[0]?.code)
  expect(codes).toEqual(['high', 'moderate', 'negligible'])
  expect(JSON.stringify(bundle())).not.toContain('extension')
})
