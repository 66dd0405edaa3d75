import type { SharedAnswer } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { bookOf } from './facts/book.ts'
import { circlesOf } from './shared-circles.ts'
import { enrichment, falseDiscovery } from './statistics.ts'
import { tracedPerson } from './traced.ts'
import type { AskedPerson } from './types.ts'

/** Fewer cases than this share nothing. */
const LEAST_CASES = 2

/**
 * What several cases share more often than chance would have it. Everything anybody shares is tested, and the false
 * discovery rate is over all of that, so that asking about many settings does not make a finding.
 */
export function sharedBy(facts: TraceFacts, cases: readonly AskedPerson[]): SharedAnswer {
  const book = bookOf(facts)
  const ill = new Set(cases.map(({ person }) => person))
  const everybody = new Set([...facts.people.values()].filter(of => !of.outside).map(of => of.id))
  for (const person of ill) everybody.add(person)
  const circles = circlesOf(book).map(circle => {
    const members = [...circle.members].filter(person => everybody.has(person))
    return { ...circle, members: members.length, who: members.filter(person => ill.has(person)) }
  })
  const tested = circles.filter(({ members }) => members >= LEAST_CASES)
  const ps = tested.map(({ members, who }) =>
    enrichment({ people: everybody.size, members, drawn: ill.size, hits: who.length }),
  )
  const qs = falseDiscovery(ps)
  const findings = tested.flatMap(({ kind, id, label, members, who }, i) => {
    if (who.length < LEAST_CASES) return []
    const lift = who.length / ((ill.size * members) / everybody.size)
    return [
      { kind, id, label, cases: who.length, members, lift, p: ps[i] as number, q: qs[i] as number, who },
    ]
  })
  return {
    kind: 'shared',
    cases: [...ill].map(person => tracedPerson(book, person)),
    people: everybody.size,
    findings: findings.sort((a, b) => a.q - b.q || a.p - b.p || b.lift - a.lift || (a.id < b.id ? -1 : 1)),
    tested: tested.length,
  }
}
