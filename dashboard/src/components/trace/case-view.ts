import { type ContactFilter, NO_FILTER } from './contact-filter.ts'
import { CUTS, FIRST_CUT, FIRST_SOURCE_CUT, SOURCE_CUTS } from './cut.ts'
import { MODES, type Mode } from './use-case-questions.ts'

/** How a list is looked at: where its slider stands and what narrows it. */
export interface ListView {
  /** a step of `CUTS`; among likely sources of `SOURCE_CUTS` */
  step: number
  filter: ContactFilter
}
export const firstView = (mode: Mode): ListView => ({
  step: mode === 'backward' ? FIRST_SOURCE_CUT : FIRST_CUT,
  filter: { ...NO_FILTER },
})

/** What of a case's page its address carries, beside the tab. */
export interface CaseView extends ListView {
  mode: Mode
  /** the question whose answer is on screen */
  question: string | undefined
}

/** Parameters of an address: anything may stand there. */
type Query = Readonly<Record<string, unknown>>
/** A typed name stays out of addresses: they are kept in histories and sent around. */
const KEPT = { group: 'class', setting: 'reason', meets: 'meets', follow: 'follow' } as const
const stepsOf = (mode: Mode): readonly number[] => (mode === 'backward' ? SOURCE_CUTS : CUTS)
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '')

/** Reads an address; what is missing or makes no sense is as on first opening. */
export function viewOf(query: Query): CaseView {
  const mode = MODES.find(m => m === query.way) ?? 'contacts'
  const view = firstView(mode)
  const from = text(query.from)
  const step = from === '' ? -1 : stepsOf(mode).findIndex(c => Math.abs(c * 100 - Number(from)) < 1e-6)
  for (const [key, name] of Object.entries(KEPT)) view.filter[key as keyof typeof KEPT] = text(query[name])
  return { ...view, ...(step >= 0 ? { step } : {}), mode, question: text(query.q) || undefined }
}

/** The parameters that lead back to a view; what stands as on first opening is left out. */
export function queryOf({ mode, question, step, filter }: CaseView): Record<string, string> {
  const query: Record<string, string> = {}
  if (mode !== 'contacts') query.way = mode
  if (question) query.q = question
  const from = stepsOf(mode)[step]
  if (step !== firstView(mode).step && from !== undefined) query.from = String(Math.round(from * 1000) / 10)
  for (const [key, name] of Object.entries(KEPT)) {
    const value = filter[key as keyof typeof KEPT]
    if (value !== '') query[name] = value
  }
  return query
}
