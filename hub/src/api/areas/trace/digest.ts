import { createHash } from 'node:crypto'
import type { Answer } from '@schoolgate/protocol/http/trace-answer'
import type { Grade } from '@schoolgate/protocol/trace/words'

/**
 * SHA-256 over what an answer says of people, hexadecimal: of a list the refs, their minutes and probabilities in
 * hundredths, whatever their order. Two answers with one digest tell the same. Of those who live together the days
 * stand for the minutes, which grow as today goes on without anything being found out.
 */
export function digestOf(answer: Answer): string {
  const hash = createHash('sha256')
  for (const line of linesOf(answer).sort()) hash.update(`${line}\n`)
  return hash.digest('hex')
}

function linesOf(answer: Answer): string[] {
  switch (answer.kind) {
    case 'contacts':
    case 'forward':
    case 'backward':
      return answer.contacts.map(contact => {
        const { person, days, minutes, reasons, probability } = contact
        const home = reasons.some(({ setting }) => setting === 'household')
        const long = home ? `at home ${days}` : `${minutes.near} ${minutes.room}`
        return `${person.ref} ${long} ${probability.toFixed(2)}`
      })
    case 'room':
      return answer.people.map(p => `${p.person.ref} ${p.from} ${p.to}`)
    case 'compare':
      return answer.changes.map(c => `${c.person.ref} ${c.first} ${c.second} ${c.probability.toFixed(2)}`)
    case 'timeline':
      return answer.days.flatMap(({ day, blocks }) =>
        blocks.map(b => `${day} ${b.setting} ${b.from} ${b.to} ${b.near.map(p => p.ref).sort()}`),
      )
    case 'shared':
      return answer.findings.map(f => `${f.kind} ${f.id} ${f.cases} ${f.members} ${f.who.toSorted()}`)
    case 'network':
      return [
        ...answer.nodes.map(n => `${n.id} ${n.status} ${n.day}`),
        ...answer.edges.map(e => `${e.from} ${e.to} ${e.probability.toFixed(2)}`),
      ]
  }
}

/** How many people an answer tells of, beside those asked about. */
export function sizeOf(answer: Answer): number {
  switch (answer.kind) {
    case 'contacts':
    case 'forward':
    case 'backward':
      return answer.contacts.length
    case 'room':
      return new Set(answer.people.map(p => p.person.ref)).size
    case 'compare':
      return answer.changes.length
    case 'timeline':
      return new Set(answer.days.flatMap(d => d.blocks.flatMap(b => b.near.map(p => p.ref)))).size
    case 'shared':
      return answer.cases.length
    case 'network':
      return answer.nodes.length
  }
}

export const gradeOf = (answer: Answer): Grade | null => ('grade' in answer ? answer.grade.grade : null)
