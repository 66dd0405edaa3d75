import type { CaseLine } from '@schoolgate/protocol/http/trace-case'
import type { QuestionLine } from '@schoolgate/protocol/http/trace-question'
import type { Case, FollowUp, NamedContact } from '@schoolgate/protocol/trace/case'
import type { Scope } from '../../../scope/scoped.ts'
import type { FactPerson, QuestionRow } from '../../../store/trace-types.ts'

/** Questions that ask for the contacts of a case. */
const TRACING = new Set<QuestionRow['kind']>(['contacts', 'forward'])

/** A question as it stands in the log: what was asked and how much was told, never who was named. */
export function questionLine(row: QuestionRow): QuestionLine {
  const { request: _, digest: __, approval, ...line } = row
  return { ...line, approval: approval && { why: approval.why, by: approval.by, at: approval.at } }
}

export async function caseLines(scope: Scope, cases: readonly Case[]): Promise<CaseLine[]> {
  const tracing = scope.tracing()
  const ids = cases.map(case_ => case_.id)
  const [people, followUps, traced] = await Promise.all([
    tracing.people([...new Set(cases.map(case_ => case_.person))]),
    tracing.followUps(ids),
    tracing.tracedAt(ids),
  ])
  const following = new Map<string, number>()
  for (const { case: id, state } of followUps)
    if (state === 'following') following.set(id, (following.get(id) ?? 0) + 1)
  return cases.map(case_ =>
    line(case_, people.get(case_.person), following.get(case_.id) ?? 0, traced.get(case_.id) ?? null),
  )
}

export function caseLine(
  case_: Case,
  person: FactPerson,
  followUps: readonly FollowUp[],
  questions: readonly QuestionRow[],
): CaseLine {
  const following = followUps.filter(row => row.state === 'following').length
  return line(case_, person, following, tracedAt(questions).get(case_.id) ?? null)
}

const line = (
  case_: Case,
  person: FactPerson | undefined,
  following: number,
  tracedAt: number | null,
): CaseLine => ({
  ...case_,
  ...{ name: person?.name ?? '', group: person?.group ?? '', school: person?.school ?? '' },
  ...{ following, tracedAt },
})

function tracedAt(questions: readonly QuestionRow[]): Map<string, number> {
  const last = new Map<string, number>()
  for (const row of questions) {
    if (row.case === null || row.answers === 0 || !TRACING.has(row.kind)) continue
    last.set(row.case, Math.max(row.at, last.get(row.case) ?? 0))
  }
  return last
}

/** With the names the directory knows; who it does not know is told by `who`. */
export function withNames<T extends NamedContact>(
  named: readonly T[],
  people: ReadonlyMap<string, FactPerson>,
): (T & { name: string })[] {
  return named.map(row => ({ ...row, name: (row.person && people.get(row.person)?.name) || row.who }))
}
