/**
 * The part of FHIR R4 (4.0.1, https://hl7.org/fhir/R4/) that a list of contacts is written in: what R4 requires is
 * required here, codes bound as `required` are unions.
 */

export interface Coding {
  system: string
  code: string
}
export interface CodeableConcept {
  coding?: Coding[]
  text?: string
}
export interface Reference {
  /** the other's `fullUrl` */
  reference: string
  /** what the other is: its address does not tell */
  type: TraceResource['resourceType']
}
export interface Identifier {
  system: string
  value: string
}
export interface Annotation {
  /** dateTime */
  time?: string
  text: string
}

interface Resource<T extends string> {
  resourceType: T
  /** at most 64 of `A-Z a-z 0-9 - .` */
  id: string
  identifier?: Identifier[]
}

export interface Patient extends Resource<'Patient'> {
  name: { text: string; family?: string; given?: string[] }[]
  gender: 'male' | 'female' | 'other' | 'unknown'
  birthDate?: string
}

export interface Condition extends Resource<'Condition'> {
  clinicalStatus: CodeableConcept
  verificationStatus: CodeableConcept
  code: CodeableConcept
  subject: Reference
  onsetDateTime?: string
}

export interface RiskAssessment extends Resource<'RiskAssessment'> {
  status: 'registered' | 'preliminary' | 'final' | 'amended'
  method: CodeableConcept
  code: CodeableConcept
  subject: Reference
  /** when it was assessed, not when anybody was exposed */
  occurrenceDateTime: string
  reasonCode?: CodeableConcept[]
  basis?: Reference[]
  prediction: {
    outcome: CodeableConcept
    /** percent, 0 to 100: R4 says so, and its rule `ras-2` lets nothing above pass */
    probabilityDecimal: number
    /** the days the probability is about */
    whenPeriod: { start: string; end: string }
    qualitativeRisk: CodeableConcept
    rationale: string
  }[]
  note: Annotation[]
}

export type TraceResource = Patient | Condition | RiskAssessment

export interface Bundle {
  resourceType: 'Bundle'
  type: 'collection'
  identifier: Identifier
  /** instant */
  timestamp: string
  /** FHIR allows no empty list: none when there is nobody */
  entry?: { fullUrl: string; resource: TraceResource }[]
}
