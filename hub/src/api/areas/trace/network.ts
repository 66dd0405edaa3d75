import type { NetworkAnswer } from '@schoolgate/protocol/http/trace-answer'
import type { Case, FollowUp } from '@schoolgate/protocol/trace/case'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { FactPerson } from '../../../store/trace-types.ts'

/** The graph is drawn of so many cases at most, the newest. */
const MOST_CASES = 5000
const PEOPLE_AT_ONCE = 2000

/**
 * Cases and their contacts in follow-up as a graph. Of people beyond the officer's part of the tree stands a node
 * without a name.
 *
 * @param dayOf local ISO day of an epoch ms
 */
export async function networkOf(
  scope: Scope,
  place: ScopedPlace,
  onlyOpen: boolean,
  dayOf: (at: number) => string,
): Promise<NetworkAnswer> {
  const tracing = scope.tracing()
  const cases = await tracing.casesUnder(place, onlyOpen ? 'open' : 'all', MOST_CASES)
  const followUps = await tracing.followUps(cases.map(case_ => case_.id))
  const ids = [...new Set([...cases, ...followUps].map(row => row.person))]
  const people = new Map<string, FactPerson>()
  for (let i = 0; i < ids.length; i += PEOPLE_AT_ONCE)
    for (const [id, person] of await tracing.people(ids.slice(i, i + PEOPLE_AT_ONCE))) people.set(id, person)
  return graphOf(cases, followUps, people, dayOf)
}

/** Pure: the graph of these rows. */
export function graphOf(
  cases: readonly Case[],
  followUps: readonly FollowUp[],
  people: ReadonlyMap<string, FactPerson>,
  dayOf: (at: number) => string,
): NetworkAnswer {
  const marks = new Map<string, string>()
  const markOf = (id: string): string => {
    if (people.has(id)) return id
    const mark = marks.get(id) ?? `outside-${marks.size + 1}`
    marks.set(id, mark)
    return mark
  }
  const onsetOf = (case_: Case) => case_.onset ?? case_.tested ?? dayOf(case_.openedAt)
  const nodes = new Map<string, NetworkAnswer['nodes'][number]>()
  const named = (id: string) => {
    const { name = '', school = '', group = '' } = people.get(id) ?? {}
    return { id: markOf(id), name, school, group }
  }
  // The newest case of somebody with several comes first and stays.
  for (const case_ of cases) {
    if (nodes.has(case_.person)) continue
    const { status, asymptomatic, id } = case_
    nodes.set(case_.person, {
      ...named(case_.person),
      ...{ status, asymptomatic, day: onsetOf(case_), case: id },
    })
  }
  const byId = new Map(cases.map(case_ => [case_.id, case_]))
  const edges: NetworkAnswer['edges'] = []
  for (const case_ of cases) {
    const source = case_.from === null ? undefined : byId.get(case_.from)
    if (!source) continue
    const [from, to] = [markOf(source.person), markOf(case_.person)]
    edges.push({ from, to, probability: 1, said: true, day: onsetOf(case_) })
  }
  for (const { case: id, person, probability, lastDay } of followUps) {
    const case_ = byId.get(id)
    if (!case_) continue
    const node = nodes.get(person)
    if (!node) {
      nodes.set(person, {
        ...named(person),
        ...{ status: 'contact', asymptomatic: false, day: lastDay, case: null },
      })
    } else if (node.status === 'contact' && node.day < lastDay) node.day = lastDay
    edges.push({ from: markOf(case_.person), to: markOf(person), probability, said: false, day: lastDay })
  }
  return { kind: 'network', nodes: [...nodes.values()], edges }
}
