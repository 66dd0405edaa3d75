import type { Case, FollowUp, NamedContact } from '@schoolgate/protocol/trace/case'
import type { KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import type { FollowUpState, Grade } from '@schoolgate/protocol/trace/words'
import type { AnswerRow, FactPerson, QuestionRow, TraceFacts } from '../store/trace-types.ts'
import type { ScopedPlace } from './types.ts'

/**
 * Tracing as seen from an officer's place in the tree. People beyond it come as marks (`outside-1`) without name,
 * class or school; what is not theirs to see is `undefined`, like what does not exist.
 */
export interface ScopedTracing {
  /**
   * Facts for questions about these persons: of every school in the officer's part where one of them is at home, is
   * enrolled or was seen on these days. Persons beyond are left out.
   *
   * @param days local ISO days of the window, in order
   * @param habitDays days before it that habits are learnt from; may be empty
   */
  facts(
    persons: readonly string[],
    days: readonly string[],
    habitDays: readonly string[],
  ): Promise<TraceFacts>
  /** facts of one school alone */
  factsOf(place: ScopedPlace, days: readonly string[]): Promise<TraceFacts>
  /** of these, the ones in the officer's part; an archived person too */
  people(ids: readonly string[]): Promise<Map<string, FactPerson>>
  /** follow-ups that these persons are in, of cases in the officer's part */
  followUpsOf(persons: readonly string[]): Promise<FollowUp[]>

  /** @returns false when the person or the case it comes from is not in the officer's part */
  openCase(row: Case): Promise<boolean>
  case(id: string): Promise<ScopedCase | undefined>
  cases(ids: readonly string[]): Promise<Case[]>
  casesUnder(place: ScopedPlace, state: 'open' | 'closed' | 'all', limit: number): Promise<Case[]>
  casesOf(persons: readonly string[]): Promise<Case[]>
  /** of many cases at once, for a graph */
  followUps(cases: readonly string[]): Promise<FollowUp[]>

  /** @returns false when its place is not in the officer's part */
  putQuestion(row: QuestionRow): Promise<boolean>
  question(id: string): Promise<QuestionRow | undefined>
  questionsUnder(place: ScopedPlace, before: number | null, limit: number): Promise<QuestionRow[]>
  /** when the contacts of these cases were asked for last within the officer's part */
  tracedAt(cases: readonly string[]): Promise<Map<string, number>>
  told(answer: AnswerRow, grade: Grade | null): Promise<void>
  /** digest of what officers of the same place were told last; null: they were told nothing yet */
  toldHere(question: string): Promise<string | null>

  /** packs of the place and of those above it, drafts only of those in the officer's part */
  packs(place: ScopedPlace): Promise<KeptPack[]>
  currentPack(place: ScopedPlace): Promise<PackRef | undefined>
  /** @returns false when it belongs elsewhere, or that version is signed */
  putPack(row: KeptPack): Promise<boolean>
  setCurrentPack(place: ScopedPlace, pack: PackRef): Promise<void>
}

/** A case in the officer's part of the tree. Holding one is the permission. */
export interface ScopedCase {
  readonly row: Case
  readonly place: ScopedPlace
  readonly person: FactPerson
  put(row: Case): Promise<void>
  followUps(): Promise<FollowUp[]>
  /** @returns false when a person is not in the officer's part */
  putFollowUps(rows: readonly FollowUp[], batch: string): Promise<boolean>
  /** Sets all or nobody's. @returns who is not followed or not in the officer's part, or how many changed */
  setFollowUps(
    persons: readonly string[],
    state: FollowUpState,
    batch: string,
  ): Promise<{ missing: string[] } | { changed: number }>
  undoFollowUps(batch: string): Promise<boolean>
  named(): Promise<NamedContact[]>
  /** @returns false when the person named is not in the officer's part */
  putNamed(row: NamedContact): Promise<boolean>
  dropNamed(id: string): Promise<boolean>
  questions(): Promise<QuestionRow[]>
}
