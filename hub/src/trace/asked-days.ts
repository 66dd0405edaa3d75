import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { type Book, bookOf } from './facts/book.ts'
import type { AskedPerson } from './types.ts'

type WindowDay = ContactList['days'][number]

/** Every day of the facts that somebody was asked about, taught where one of them is at home, and whether they were seen. */
export function askedDays(facts: TraceFacts, asked: readonly AskedPerson[]): WindowDay[] {
  const book = bookOf(facts)
  return facts.days
    .filter(day => asked.some(of => isAsked(of, day)))
    .map(day => {
      const persons = asked.filter(of => isAsked(of, day)).map(of => of.person)
      return { ...taughtFor(book, persons, day), seen: persons.some(id => book.seen(id, day)) }
    })
}

export const isAsked = ({ from, to }: AskedPerson, day: string): boolean => from <= day && day <= to

/** Whether a day was taught at the school of one of some people at least, and why not. */
export function taughtFor(book: Book, persons: readonly string[], day: string): Omit<WindowDay, 'seen'> {
  const schools = new Set(
    persons.map(person => book.homeSchool(person, day)).filter(school => school !== null),
  )
  const told = [...(schools.size > 0 ? schools : book.schools)].map(school => school.taught(day))
  return told.find(({ taught }) => taught) ?? told[0] ?? { day, taught: false, why: '' }
}
