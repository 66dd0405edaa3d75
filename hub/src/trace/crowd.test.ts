import { expect, test } from 'vitest'
import { enrolment, facts, group, person, school } from '../../test/trace/school-facts.ts'
import type { TraceFacts } from '../store/trace-types.ts'
import { Crowd } from './crowd.ts'
import { bookOf } from './facts/book.ts'

const DAY = '2026-11-23'
const PUPILS = ['a', 'b', 'c', 'd']

interface World {
  named?: TraceFacts['named']
  /** where the person asked about is: in a class, or at a school nobody knows */
  placed?: boolean
}

const world = ({ named = [], placed = true }: World = {}): TraceFacts =>
  facts({
    days: [DAY, '2026-11-24'],
    people: [
      ...PUPILS.map(id =>
        person(id, { sex: id === 'd' ? 'male' : 'female', place: placed || id !== 'a' ? 's1' : 'elsewhere' }),
      ),
      person('other', { sex: 'female' }),
    ],
    schools: [
      school({
        groups: [group('A', 'class'), group('B', 'class')],
        enrolments: [
          ...PUPILS.filter(id => placed || id !== 'a').map(id => enrolment('A', id)),
          enrolment('B', 'other'),
        ],
      }),
    ],
    named,
  })

/** Those of some people who were scored themselves, in order. */
function scoredOf(one: TraceFacts, people: readonly string[], interviewed: readonly string[] = []): string[] {
  const crowd = new Crowd(bookOf(one), 'a', new Set(interviewed))
  const scored: string[] = []
  for (const b of people) {
    crowd.score(b, DAY, () => {
      scored.push(b)
      return { probability: 0.1, weights: [] }
    })
  }
  return scored
}

test('of one class and sex one is scored for all', () => {
  expect(scoredOf(world(), ['b', 'c', 'd', 'other', 'b'])).toEqual(['b', 'd', 'other'])
})

test('another day is scored anew', () => {
  const crowd = new Crowd(bookOf(world()), 'a', new Set())
  const score = (day: string, probability: number) =>
    crowd.score('b', day, () => ({ probability, weights: [] })).probability
  expect([score(DAY, 0.1), score('2026-11-24', 0.2), score(DAY, 0.3)]).toEqual([0.1, 0.2, 0.1])
})

test('whoever was interviewed, or is named beside the person, is like nobody else', () => {
  expect(scoredOf(world(), ['b', 'c'], ['c'])).toEqual(['b', 'c'])
  const named: TraceFacts['named'] = [
    {
      ...{ id: 'n', case: 'case', of: 'a', person: 'c', who: '', day: DAY, setting: 'club', minutes: null },
      ...{ distance: 'near', note: '', at: 0, by: '' },
    },
  ]
  expect(scoredOf(world({ named }), ['b', 'c', 'c'])).toEqual(['b', 'c', 'c'])
})

test('where the person has no school, everybody is scored', () => {
  const one = world({ placed: false })
  expect(scoredOf(one, ['b', 'c'])).toEqual(['b', 'c'])
})
