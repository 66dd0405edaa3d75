import type { Contact, TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import type { CaseStatus } from '@schoolgate/protocol/trace/words'
import type {
  Bundle,
  CodeableConcept,
  Condition,
  Patient,
  Reference,
  RiskAssessment,
  TraceResource,
} from './fhir-types.ts'
import type { TraceExport } from './model.ts'
import {
  gradeCauses,
  likelihood,
  packText,
  percent,
  purposeText,
  reasonLine,
  told,
  windowText,
} from './say.ts'
import { TRACE_WORDS } from './words.ts'

const HL7 = 'http://terminology.hl7.org/CodeSystem'
/** `verificationStatus` of a condition: HL7's own code system, which knows no "probable" but a provisional one. */
const VERIFICATION: Record<CaseStatus, string> = {
  confirmed: 'confirmed',
  probable: 'provisional',
  suspected: 'unconfirmed',
}
/** HL7 RiskProbability, without its `negligible`, which would clear somebody, and its `certain`. */
const RISK = ['low', 'moderate', 'high'] as const
const RISK_STEPS = [0.2, 0.5]

/** Of the names that this hub's resources have as UUIDs (RFC 9562, version 5). */
const NAMESPACE = '5c8f7f0e-2b77-4a3c-9d0a-3f6f1d1f8b52'

/**
 * A list as a FHIR R4 Bundle (type `collection`): the case as Patient and Condition, each contact as Patient and
 * RiskAssessment, where `probabilityDecimal` is the calibrated probability of a close contact in percent, `whenPeriod`
 * the days of the exposures, `basis` the condition. Resources name each other by `urn:uuid:` addresses, which is what
 * R4 resolves inside a bundle that no server serves; the same resource has the same address in every file. People
 * beyond the officer's part of the tree are left out.
 */
export function fhirBundle(data: TraceExport, timestamp: string): Bundle {
  const entry: NonNullable<Bundle['entry']> = []
  const add = (resource: TraceResource): Reference => {
    const name = `${data.system}:${resource.resourceType}:${resource.id}`
    const fullUrl = `urn:uuid:${Bun.randomUUIDv5(name, NAMESPACE)}`
    entry.push({ fullUrl, resource })
    return { reference: fullUrl, type: resource.resourceType }
  }
  const patients = new Map<string, Reference>()
  const patientOf = (person: TracedPerson): Reference => {
    const known = patients.get(person.ref) ?? add(patient(data, person))
    patients.set(person.ref, known)
    return known
  }
  const index = data.list.persons.filter(person => !person.outside)
  for (const person of index) patientOf(person)
  const ofCase = data.case && index.find(person => person.ref === data.case?.person)
  const basis = ofCase && data.case ? add(condition(data, data.case, patientOf(ofCase))) : undefined
  for (const contact of data.list.contacts)
    if (!contact.person.outside) add(risk(data, contact, patientOf(contact.person), basis, timestamp))
  return {
    resourceType: 'Bundle',
    type: 'collection',
    identifier: { system: `${data.system}:question`, value: data.asked.question },
    timestamp,
    ...(entry.length > 0 ? { entry } : {}),
  }
}

function patient({ people, system }: TraceExport, { ref, name }: TracedPerson): Patient {
  const known = people.get(ref)
  return {
    resourceType: 'Patient',
    id: ref,
    identifier: [{ system: `${system}:person`, value: ref }],
    name: [
      known
        ? {
            text: name,
            ...(known.family === '' ? {} : { family: known.family }),
            ...(known.given === '' ? {} : { given: [known.given] }),
          }
        : { text: name },
    ],
    gender: known?.sex ?? 'unknown',
    ...(known?.birth ? { birthDate: known.birth } : {}),
  }
}

/** The case says that somebody is one, and since when; of what, a school need not know. */
function condition(
  { system }: TraceExport,
  case_: NonNullable<TraceExport['case']>,
  subject: Reference,
): Condition {
  return {
    resourceType: 'Condition',
    id: case_.id,
    identifier: [{ system: `${system}:case`, value: case_.id }],
    clinicalStatus: concept(`${HL7}/condition-clinical`, 'active'),
    verificationStatus: concept(`${HL7}/condition-ver-status`, VERIFICATION[case_.status]),
    code: {
      text: case_.asymptomatic ? 'Case under contact tracing, asymptomatic' : 'Case under contact tracing',
    },
    subject,
    ...(case_.onset === null ? {} : { onsetDateTime: case_.onset }),
  }
}

function risk(
  data: TraceExport,
  contact: Contact,
  subject: Reference,
  basis: Reference | undefined,
  timestamp: string,
): RiskAssessment {
  const words = TRACE_WORDS[data.locale]
  const { probability, days, lastDay, reasons, person, exposures } = contact
  const step = RISK[RISK_STEPS.filter(limit => probability >= limit).length] ?? 'low'
  const note = [
    `${words.meets}: ${words.meet[contact.meets]}`,
    ...(contact.asSource === null ? [] : [`${words.asSource}: ${percent(contact.asSource)}`]),
    ...reasons.map(reason => reasonLine(words, reason)),
    ...exposures.map(({ day, setting, label, minutes }) =>
      [day, words.reasons[setting], label, minutes, words.minutes].filter(part => part !== '').join(' '),
    ),
  ]
  return {
    resourceType: 'RiskAssessment',
    id: `${data.asked.question}-${person.ref}`.slice(0, 64),
    status: 'preliminary',
    method: { text: `${packText(words, data)}; ${words.window} ${windowText(data.list)}` },
    code: { text: words.probability },
    subject,
    // Local days need no offset; a local clock time would.
    occurrenceDateTime: data.asked.answered.slice(0, 10),
    ...(reasons[0] ? { reasonCode: [{ text: reasonLine(words, reasons[0]) }] } : {}),
    ...(basis ? { basis: [basis] } : {}),
    prediction: [
      {
        outcome: { text: words.probability },
        probabilityDecimal: Math.round(told(probability) * 1000) / 10,
        whenPeriod: { start: days[0] ?? lastDay, end: lastDay },
        qualitativeRisk: concept(`${HL7}/risk-probability`, step),
        rationale: likelihood(words, probability),
      },
    ],
    note: [
      { text: note.join('\n'), time: timestamp },
      { text: `${words.grade}: ${data.list.grade.grade}; ${gradeCauses(words, data)}` },
      { text: `${words.askedBy}: ${data.asked.by}; ${purposeText(words, data)}. ${words.notCleared}` },
    ],
  }
}

const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] })
