import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeSchool } from '../test/helpers/school.ts'
import { checkCard } from './card-check.ts'

const school = makeSchool()
const { keys } = school.config
const now = { ms: Date.parse('2026-11-23T08:00:00+08:00'), synced: true }

it('takes no text for a card that the issuer did not sign, whatever is changed in one', () => {
  const good = school.card(1)
  expect(checkCard(good, keys, now).fault).toBeUndefined()
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
      fc.pre(good[at] !== letter)
      const changed = good.slice(0, at) + letter + good.slice(at + 1)
      expect(checkCard(changed, keys, now).fault).toBeDefined()
    }),
    { seed: 7, numRuns: 300 },
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), text => {
      expect(checkCard(text, keys, now).fault).toBeDefined()
      expect(checkCard(`SG1:${text}`, keys, now).fault).toBeDefined()
    }),
    { seed: 8, numRuns: 300 },
  )
})
