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
  reference: string
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
  category: CodeableConcept[]
  code: CodeableConcept
  subject: Reference
  onsetDateTime?: string
}

export interface RiskAssessment extends Resource<'RiskAssessment'> {
  status: 'registered' | 'preliminary' | 'final' | 'amended'
  method: CodeableConcept
  code: CodeableConcept
  subject: Reference
  occurrencePeriod: { start: string; end: string }
  reasonCode: CodeableConcept[]
  basis?: Reference[]
  prediction: {
    outcome: CodeableConcept
    /** 0 to 1 */
    probabilityDecimal: number
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
  entry: { fullUrl: string; resource: TraceResource }[]
}
