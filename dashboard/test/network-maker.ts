import type { NetworkAnswer } from '@schoolgate/protocol/http/trace-answer'
import { seededRandom } from '@schoolgate/protocol/random'
import { addDays } from '../src/text/day.ts'
import { MONGOLIAN, MONGOLIAN_GIVEN, VIETNAMESE, VIETNAMESE_GIVEN } from './fixture-names.ts'

export interface NetworkSize {
  seed?: number
  cases: number
  contacts: number
  days?: number
}

const FIRST = '2026-05-20'

/** A made-up outbreak: chains that branch, contacts most of which are near one case and some near several. */
export function makeNetwork({ seed = 11, cases, contacts, days = 110 }: NetworkSize): NetworkAnswer {
  const random = seededRandom(seed)
  const pick = (n: number): number => Math.min(n - 1, Math.floor(random() * n))
  const nodes: NetworkAnswer['nodes'] = []
  const edges: NetworkAnswer['edges'] = []
  const day: number[] = []
  const id = (i: number): string => (0xca5e0000 + i).toString(16).padStart(16, '0')
  const name = (i: number): string =>
    i % 3 === 0
      ? `${VIETNAMESE[i % VIETNAMESE.length]} ${VIETNAMESE_GIVEN[(i * 7) % VIETNAMESE_GIVEN.length]}`
      : `${MONGOLIAN[i % MONGOLIAN.length]} ${MONGOLIAN_GIVEN[(i * 5) % MONGOLIAN_GIVEN.length]}`
  for (let i = 0; i < cases; i++) {
    // one in twelve comes from nobody on record
    const source = i === 0 || random() < 1 / 12 ? -1 : pick(i)
    const from = source < 0 ? pick(days - 20) : (day[source] ?? 0)
    const at = Math.min(days - 1, source < 0 ? from : from + 1 + pick(6))
    day.push(at)
    const dice = random()
    nodes.push({
      id: id(i),
      name: name(i),
      school: i % 4 === 0 ? 'Trường Tiểu học Nguyễn Bỉnh Khiêm' : '45 дугаар сургууль',
      group: `${1 + (i % 9)}${i % 2 === 0 ? 'А' : 'Б'}`,
      status: dice < 0.6 ? 'confirmed' : dice < 0.8 ? 'probable' : 'suspected',
      asymptomatic: random() < 0.2,
      day: addDays(FIRST, at),
      case: `case-${i}`,
    })
    if (source < 0 || at <= from) continue
    const said = random() < 0.3
    const probability = said ? 1 : 0.1 + 0.85 * random()
    edges.push({ from: id(source), to: id(i), probability, said, day: addDays(FIRST, from) })
  }
  for (let j = 0; j < contacts; j++) {
    const i = cases + j
    const near = pick(cases)
    const at = Math.min(days - 1, (day[near] ?? 0) + pick(3))
    nodes.push({
      id: id(i),
      name: name(i),
      school: '45 дугаар сургууль',
      group: `${1 + (i % 9)}А`,
      status: 'contact',
      asymptomatic: false,
      day: addDays(FIRST, at),
      case: null,
    })
    for (const from of random() < 0.2 ? [near, pick(cases)] : [near]) {
      edges.push({
        from: id(from),
        to: id(i),
        probability: 0.02 + 0.9 * random() ** 2,
        said: random() < 0.1,
        day: addDays(FIRST, at),
      })
    }
  }
  return { kind: 'network', nodes, edges }
}
