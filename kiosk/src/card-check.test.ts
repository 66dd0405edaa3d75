import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeSchool } from '../test/helpers/school.ts'
import { checkCard } from './card-check.ts'

const school = makeSchool()
const { config } = school
const at = (time: string) => ({ ms: Date.parse(time), day: time.slice(0, 10), synced: true })
const now = at('2026-11-23T08:00:00+08:00')

it('takes no text for a card that the issuer did not sign, whatever is changed in one', () => {
  const good = school.card(1)
  expect(checkCard(good, config, now).fault).toBeUndefined()
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
      fc.pre(good[at] !== letter)
      const changed = good.slice(0, at) + letter + good.slice(at + 1)
      expect(checkCard(changed, config, now).fault).toBeDefined()
    }),
    { seed: 7, numRuns: 300 },
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), text => {
      expect(checkCard(text, config, now).fault).toBeDefined()
      expect(checkCard(`SG1:${text}`, config, now).fault).toBeDefined()
    }),
    { seed: 8, numRuns: 300 },
  )
})

it('refuses cards issued before a day, and those of a key whose time is over, as revoked', () => {
  const fault = (text: string, more: Partial<typeof config>) =>
    checkCard(text, { ...config, ...more }, now).fault
  const card = school.card(1, { issued: '2026-09-01' })
  expect(fault(card, { cardsIssuedBefore: '2026-09-01' })).toBeUndefined()
  expect(fault(card, { cardsIssuedBefore: '2026-09-02' })).toBe('card-revoked')
  expect(fault(card, { cardsIssuedBefore: null })).toBeUndefined()
  const until = (day: string) => ({ keys: { keys: config.keys.keys.map(key => ({ ...key, until: day })) } })
  expect(fault(card, until('2026-11-23'))).toBeUndefined()
  expect(fault(card, until('2026-11-22'))).toBe('card-revoked')
  expect(fault(school.card(1, { expires: '2026-10-01' }), until('2026-11-23'))).toBe('card-expired')
})

it('ends a card with its last day at the school, though that day goes on elsewhere', () => {
  const pass = school.card(1, { issued: '2026-11-23', expires: '2026-11-23' })
  const fault = (time: string) => checkCard(pass, config, at(time)).fault
  expect(fault('2026-11-23T07:00:00+08:00')).toBeUndefined()
  expect(fault('2026-11-23T23:59:00+08:00')).toBeUndefined()
  expect(fault('2026-11-24T07:00:00+08:00')).toBe('card-expired')
})
