import type { TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import type { Book } from './facts/book.ts'

/** Somebody as an answer tells of them. */
export function tracedPerson(book: Book, id: string): TracedPerson {
  const known = book.person(id)
  if (!known) return { ref: id, name: '', role: 'student', group: '', school: '', outside: false }
  const { name, role, group, school, outside } = known
  return outside
    ? { ref: id, name: '', role, group: '', school: '', outside }
    : { ref: id, name, role, group, school, outside }
}
