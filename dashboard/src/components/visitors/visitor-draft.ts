import { DECLARATION_QUESTIONS } from '@schoolgate/protocol/directory/words'
import type { VisitorRequest } from '@schoolgate/protocol/http/cards'

export type Question = (typeof DECLARATION_QUESTIONS)[number]

/** What somebody has filled in so far. */
export interface VisitorDraft {
  family: string
  given: string
  phone: string
  purpose: string
  answers: Partial<Record<Question, boolean>>
  consent: boolean
}

export const emptyDraft = (): VisitorDraft => ({
  family: '',
  given: '',
  phone: '',
  purpose: '',
  answers: {},
  consent: false,
})

/** What is still missing, in the order of the form; empty when the draft can be sent. */
export function missingIn(draft: VisitorDraft): string[] {
  const missing: string[] = []
  if (draft.given.trim() === '') missing.push('given')
  if (draft.purpose.trim() === '') missing.push('purpose')
  for (const question of DECLARATION_QUESTIONS)
    if (draft.answers[question] === undefined) missing.push(question)
  if (!draft.consent) missing.push('consent')
  return missing
}

/** The request of a draft that misses nothing. */
export const requestOf = (draft: VisitorDraft): VisitorRequest => ({
  family: draft.family.trim(),
  given: draft.given.trim(),
  phone: draft.phone.trim(),
  purpose: draft.purpose.trim(),
  declaration: { answers: draft.answers as Record<Question, boolean>, consent: true },
})
