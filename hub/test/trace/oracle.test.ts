import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PairExposure } from '../../src/trace/exposure.ts'
import { exposuresOf } from '../../src/trace/exposures.ts'
import { oracle, type Told } from './oracle.ts'
import { Dice, randomFacts } from './random-school.ts'

/** fast-check's own seed; a failing school prints its number, and `randomFacts` builds it again. */
const SEED = 20261123
const SCHOOLS = 1_000

const line = (told: Told | PairExposure): string =>
  JSON.stringify([
    told.day,
    told.b,
    told.setting,
    told.source.kind,
    told.source.id,
    told.from,
    told.to,
    told.minutes,
    told.distance,
    told.label,
    told.quality,
  ])
const lines = (told: readonly (Told | PairExposure)[]): string[] => told.map(line).sort()

test('a thousand random schools: the engine finds what brute force finds, in every setting', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), seed => {
      const facts = randomFacts(seed)
      const known = [...facts.people.values()].filter(person => !person.outside)
      const person = new Dice(seed + 1).pick(known).id
      const found = exposuresOf(facts, person)
      for (const { setting } of found) seen.set(setting, (seen.get(setting) ?? 0) + 1)
      expect(lines(found)).toEqual(lines(oracle(facts, person, facts.days)))
    }),
    { seed: SEED, numRuns: SCHOOLS, endOnFailure: true },
  )
  // A generator that stopped making some setting would make this test say less than it seems to.
  const settings = [
    'arrival',
    'bus',
    'class',
    'club',
    'gate',
    'household',
    'lesson',
    'named',
    'room',
    'seat',
    'table',
    'teaching',
  ]
  expect([...seen.keys()].sort()).toEqual(settings)
}, 300_000)

test('what one person is told of another, the other is told of them', () => {
  const mirrored = fc.property(fc.nat(2 ** 31 - 1), seed => {
    const facts = randomFacts(seed)
    const dice = new Dice(seed + 2)
    const known = [...facts.people.values()].filter(person => !person.outside).map(person => person.id)
    const [a, b] = [dice.pick(known), dice.pick(known)]
    // A habit is judged by the crowd around the one asked about; a shared room is named by the other's lesson.
    const between = (one: string, other: string) =>
      exposuresOf(facts, one)
        .filter(found => found.b === other && found.setting !== 'arrival' && found.setting !== 'room')
        .map(found => line({ ...found, b: '' }))
        .sort()
    expect(between(a, b)).toEqual(between(b, a))
  })
  fc.assert(mirrored, { seed: SEED, numRuns: 200, endOnFailure: true })
}, 60_000)
