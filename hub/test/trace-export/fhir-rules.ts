/**
 * What FHIR R4 (4.0.1) asks of the resources we write, as a table: every element we use with its type and how often it
 * may be, the codes of what is bound as `required`, the rules (`bdl-7`, `ras-2`...) that can be broken by data. From the
 * StructureDefinitions at https://hl7.org/fhir/R4/. An element that is not in the table is a fault: whoever writes one
 * looks it up first.
 */

type Type =
  | 'string'
  | 'id'
  | 'uri'
  | 'name'
  | 'date'
  | 'dateTime'
  | 'instant'
  | 'decimal'
  | 'CodeableConcept'
  | 'Identifier'
  | 'Period'
  | 'Annotation'
  | 'HumanName'
  | 'Prediction'
  | 'Entry'
  | 'Resource'
  | `Reference(${string})`
  | `code(${string})`
  | `concept(${string})`

/** `+`: one or more, `*`: any number, `!`: exactly one, nothing: one at most */
type Elements = Record<string, `${Type}${'' | '!' | '*' | '+'}`>

const CLINICAL = 'active recurrence relapse inactive remission resolved'
const VERIFICATION = 'unconfirmed provisional differential confirmed refuted entered-in-error'
const STATUS = 'registered preliminary final amended corrected cancelled entered-in-error unknown'

const RESOURCES: Record<string, Elements> = {
  Bundle: {
    type: 'code(document message transaction batch history searchset collection)!',
    identifier: 'Identifier',
    timestamp: 'instant',
    entry: 'Entry*',
  },
  Patient: {
    identifier: 'Identifier*',
    name: 'HumanName*',
    gender: 'code(male female other unknown)',
    birthDate: 'date',
  },
  Condition: {
    identifier: 'Identifier*',
    clinicalStatus: `concept(condition-clinical ${CLINICAL})`,
    verificationStatus: `concept(condition-ver-status ${VERIFICATION})`,
    code: 'CodeableConcept',
    subject: 'Reference(Patient Group)!',
    onsetDateTime: 'dateTime',
  },
  RiskAssessment: {
    status: `code(${STATUS})!`,
    method: 'CodeableConcept',
    code: 'CodeableConcept',
    subject: 'Reference(Patient Group)!',
    occurrenceDateTime: 'dateTime',
    reasonCode: 'CodeableConcept*',
    basis: 'Reference(Patient Condition RiskAssessment)*',
    prediction: 'Prediction*',
    note: 'Annotation*',
  },
}

const TYPES: Record<string, Elements> = {
  CodeableConcept: { coding: 'Identifier*', text: 'string' },
  Identifier: { system: 'uri', value: 'string', code: 'string' },
  Period: { start: 'dateTime', end: 'dateTime' },
  Annotation: { time: 'dateTime', text: 'string!' },
  HumanName: { text: 'string', family: 'string', given: 'string*' },
  Entry: { fullUrl: 'uri', resource: 'Resource' },
  Prediction: {
    outcome: 'CodeableConcept',
    probabilityDecimal: 'decimal',
    qualitativeRisk: 'concept(risk-probability negligible low moderate high certain)',
    whenPeriod: 'Period',
    rationale: 'string',
  },
}

const DATE = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const TIME = String.raw`T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)`
/** `name`: a resource's, relative to R4's definitions. `uri`: of RFC 3986, and a URN of RFC 8141, where `urn:` needs a name of letters and digits and a second colon. */
const PRIMITIVES: Record<string, RegExp> = {
  string: /\S/,
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  name: /^[A-Z][A-Za-z]+$/,
  uri: /^(https?:\/\/\S+|urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|urn:(?!uuid:)[a-z0-9][a-z0-9-]{1,31}:[^\s#?]+)$/,
  date: new RegExp(`^${DATE}$`),
  dateTime: new RegExp(`^${DATE}(${TIME})?$`),
  instant: new RegExp(`^${DATE}${TIME}$`),
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Faults of a bundle, each with where it is; none when it is R4. */
export function fhirFaults(bundle: unknown): string[] {
  const faults: string[] = []
  const kinds = new Map<string, string>()
  const references: { at: string; to: string; type: string; allowed: string[] }[] = []

  function elements(at: string, value: Record<string, unknown>, table: Elements): void {
    for (const [name, rule] of Object.entries(table)) {
      const [, type = '', count = ''] = rule.match(/^(.*?)([!*+]?)$/) ?? []
      const found = value[name]
      if (found === undefined) {
        if (count === '!' || count === '+') faults.push(`${at}.${name}: missing`)
      } else if (count === '*' || count === '+') {
        if (!Array.isArray(found) || found.length === 0)
          faults.push(`${at}.${name}: not a list, or an empty one`)
        else for (const [i, one] of found.entries()) typed(`${at}.${name}[${i}]`, one, type)
      } else typed(`${at}.${name}`, found, type)
    }
    for (const name of Object.keys(value))
      if (!(name in table)) faults.push(`${at}.${name}: not in the table`)
  }

  function typed(at: string, value: unknown, type: string): void {
    const [, kind = '', of = ''] = type.match(/^(\w+)(?:\((.*)\))?$/) ?? []
    const pattern = PRIMITIVES[kind]
    if (pattern) {
      if (typeof value !== 'string' || !pattern.test(value)) faults.push(`${at}: no ${kind}: ${value}`)
    } else if (kind === 'code') {
      if (!of.split(' ').includes(`${value}`)) faults.push(`${at}: code ${value}`)
    } else if (kind === 'decimal') {
      if (typeof value !== 'number' || !Number.isFinite(value)) faults.push(`${at}: no number`)
    } else if (!isObject(value)) faults.push(`${at}: no ${kind}`)
    else if (kind === 'Reference') {
      elements(at, value, { reference: 'uri!', type: 'name!' })
      references.push({ at, to: `${value.reference}`, type: `${value.type}`, allowed: of.split(' ') })
    } else if (kind === 'concept') {
      const [system, ...codes] = of.split(' ')
      const { coding } = value as { coding?: { system: string; code: string }[] }
      for (const { system: in_, code } of coding ?? [])
        if (in_ !== `http://terminology.hl7.org/CodeSystem/${system}` || !codes.includes(code))
          faults.push(`${at}: code ${in_}|${code}`)
      if (!coding?.length) faults.push(`${at}: no code`)
    } else if (kind === 'Resource') resource(at, value)
    else elements(at, value, TYPES[kind] ?? {})
  }

  function resource(at: string, { resourceType, id, ...rest }: Record<string, unknown>): void {
    const table = RESOURCES[`${resourceType}`]
    if (!table) return void faults.push(`${at}: ${resourceType} is not in the table`)
    if (id !== undefined) typed(`${at}.id`, id, 'id')
    elements(`${at}(${resourceType})`, rest, table)
    if (resourceType !== 'RiskAssessment' || !Array.isArray(rest.prediction)) return
    for (const { probabilityDecimal } of rest.prediction)
      if (probabilityDecimal < 0 || probabilityDecimal > 100) faults.push(`${at}: ras-2`)
  }

  if (!isObject(bundle)) return ['no bundle']
  for (const { fullUrl, resource: of } of (bundle.entry ?? []) as { fullUrl: string; resource: unknown }[]) {
    if (kinds.has(fullUrl)) faults.push(`bdl-7: ${fullUrl} twice`)
    if (fullUrl.includes('/_history/')) faults.push(`bdl-8: ${fullUrl}`)
    if (isObject(of)) kinds.set(fullUrl, `${of.resourceType}`)
  }
  resource('', bundle)
  for (const { at, to, type, allowed } of references) {
    const kind = kinds.get(to)
    if (kind === undefined) faults.push(`${at}: ${to} is not in the bundle`)
    else if (!allowed.includes(kind) || type !== kind) faults.push(`${at}: refers to a ${kind}`)
  }
  return faults
}
