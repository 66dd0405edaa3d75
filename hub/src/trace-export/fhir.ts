import type { Contact, TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import type { CaseStatus } from '@schoolgate/protocol/trace/words'
import type {
  Bundle,
  CodeableConcept,
  Condition,
  Patient,
  RiskAssessment,
  TraceResource,
} from './fhir-types.ts'
import type { TraceExport } from './model.ts'
import { gradeCauses, likelihood, packText, purposeText, reasonLine, windowText } from './say.ts'
import { TRACE_WORDS } from './words.ts'

const HL7 = 'http://terminology.hl7.org/CodeSystem'
/** `verificationStatus` of a condition: HL7's own code system, which knows no "probable" but a provisional one. */
const VERIFICATION: Record<CaseStatus, string> = {
  confirmed: 'confirmed',
  probable: 'provisional',
  suspected: 'unconfirmed',
}
/** HL7 RiskProbability. */
const RISK = ['negligible', 'low', 'moderate', 'high'] as const
const RISK_STEPS = [0.05, 0.2, 0.5]

/**
 * A list as a FHIR R4 Bundle (type `collection`): the case as Patient and Condition, each contact as Patient and
 * RiskAssessment, where `probabilityDecimal` is the calibrated probability of a close contact, `basis` the condition,
 * `occurrencePeriod` the days of the exposures. People beyond the officer's part of the tree are left out.
 */
export function fhirBundle(data: TraceExport, timestamp: string): Bundle {
  const entry: Bundle['entry'] = []
  const add = (resource: TraceResource): { reference: string } => {
    const fullUrl = `${data.system}/fhir/${resource.resourceType}/${resource.id}`
    entry.push({ fullUrl, resource })
    return { reference: `${resource.resourceType}/${resource.id}` }
  }
  const patients = new Map<string, { reference: string }>()
  const patientOf = (person: TracedPerson): { reference: string } => {
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
    identifier: { system: `${data.system}/question`, value: data.asked.question },
    timestamp,
    entry,
  }
}

function patient({ people, system }: TraceExport, { ref, name }: TracedPerson): Patient {
  const known = people.get(ref)
  return {
    resourceType: 'Patient',
    id: ref,
    identifier: [{ system: `${system}/person`, value: ref }],
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
  subject: { reference: string },
): Condition {
  return {
    resourceType: 'Condition',
    id: case_.id,
    identifier: [{ system: `${system}/case`, value: case_.id }],
    clinicalStatus: concept(`${HL7}/condition-clinical`, 'active'),
    verificationStatus: concept(`${HL7}/condition-ver-status`, VERIFICATION[case_.status]),
    category: [concept(`${HL7}/condition-category`, 'encounter-diagnosis')],
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
  subject: { reference: string },
  basis: { reference: string } | undefined,
  timestamp: string,
): RiskAssessment {
  const words = TRACE_WORDS[data.locale]
  const { probability, days, lastDay, reasons, person, exposures } = contact
  const step = RISK[RISK_STEPS.filter(limit => probability >= limit).length] ?? 'low'
  const note = [
    ...reasons.map(reason => reasonLine(words, reason)),
    ...exposures.map(e => `${e.day} ${words.reasons[e.setting]} ${e.label} ${e.minutes} ${words.minutes}`),
  ]
  return {
    resourceType: 'RiskAssessment',
    id: `${data.asked.question}-${person.ref}`.slice(0, 64),
    status: 'preliminary',
    method: { text: `${packText(words, data)}; ${words.window} ${windowText(data.list)}` },
    code: { text: words.probability },
    subject,
    occurrencePeriod: { start: days[0] ?? lastDay, end: lastDay },
    reasonCode: [{ text: reasonLine(words, reasons[0]) }],
    ...(basis ? { basis: [basis] } : {}),
    prediction: [
      {
        outcome: { text: words.probability },
        probabilityDecimal: Math.round(probability * 1000) / 1000,
        qualitativeRisk: concept(`${HL7}/risk-probability`, step),
        rationale: likelihood(words, probability),
      },
    ],
    note: [
      ...(note.length > 0 ? [{ text: note.join('\n'), time: timestamp }] : []),
      { text: `${words.grade}: ${data.list.grade.grade}; ${gradeCauses(words, data.list)}` },
      { text: `${words.askedBy}: ${data.asked.by}; ${purposeText(words, data)}. ${words.notCleared}` },
    ],
  }
}

const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] })
