import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { allBlind, type Blind, blindOf } from './blind.ts'
import { gradeFrom, outsideBlind } from './grade.ts'
import { type Around, allAround, aroundOf, restOf } from './rest.ts'
import type { AskedPerson } from './types.ts'

/** A list without what is true of all of it alone. */
export type ListPart = Omit<ContactList, 'rest' | 'grade'>

/** What a list's rest and grade follow from, of all those asked about whose facts were read together. */
export interface Whole {
  around: Around
  blind: readonly Blind[]
}

export const wholeOf = (
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  interviewed: ReadonlySet<string>,
): Whole => ({ around: aroundOf(facts, asked), blind: blindOf(facts, asked, interviewed) })

/** A list with who else was around those asked about, and with its grade: of all of them, each person and day once. */
export function wholeList(part: ListPart, wholes: readonly Whole[]): ContactList {
  const listed = new Set([
    ...part.contacts.map(contact => contact.person.ref),
    ...part.persons.map(of => of.ref),
  ])
  const around = allAround(wholes.map(whole => whole.around))
  const blind = allBlind(wholes.map(whole => whole.blind))
  return {
    ...part,
    rest: restOf(around, listed),
    grade: gradeFrom([...blind, outsideBlind(part.contacts)]),
  }
}
