import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packRoll, packSheet, Roll, unpackRoll, unpackSheet } from './presence-sheet.ts'
import type { PresenceSheet } from './trace-types.ts'

const id = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(bytes => Buffer.from(bytes).toString('hex'))
const place = { site: 'site-1', day: '2026-11-23' }
const visit = fc.record({
  person: fc.nat({ max: 300 }),
  step: fc.nat({ max: 2 ** 31 }),
  stay: fc.option(fc.nat({ max: 90_000_000 })),
  gates: fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 })),
  flags: fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })),
})
const sheets = fc
  .record({
    people: fc.uniqueArray(id, { minLength: 1, maxLength: 40 }),
    first: fc.integer({ min: -(2 ** 45), max: 2 ** 45 }),
    visits: fc.array(visit, { maxLength: 60 }),
    gates: fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 }),
    ended: fc.array(fc.record({ person: fc.nat({ max: 300 }), card: id }), { maxLength: 3 }),
  })
  .map(({ people, first, visits, gates, ended }): PresenceSheet => {
    const who = (n: number) => people[n % people.length] as string
    let at = first
    const begins = visits.map((v, i) => {
      if (i > 0) at += v.step
      return at
    })
    const sheet: PresenceSheet = {
      ...place,
      persons: visits.map(v => who(v.person)),
      in: Float64Array.from(begins),
      out: Float64Array.from(visits, (v, i) =>
        v.stay === null ? Number.NaN : (begins[i] as number) + v.stay,
      ),
      outInferred: Uint8Array.from(visits, v => v.flags[0]),
      gateIn: Uint8Array.from(visits, v => v.gates[0]),
      gateOut: Uint8Array.from(visits, v => v.gates[1]),
      uncertain: Uint8Array.from(visits, v => v.flags[1]),
      gates,
    }
    return ended.length === 0
      ? sheet
      : { ...sheet, ended: ended.map(row => ({ ...row, person: who(row.person) })) }
  })

describe('a presence sheet', () => {
  test('is the same again after packing, with a roll that only grew', () => {
    fc.assert(
      fc.property(sheets, fc.array(id, { maxLength: 5 }), (sheet, before) => {
        const roll = new Roll([...new Set(before)])
        const body = packSheet(sheet, roll)
        expect(roll.ids.slice(0, new Set(before).size)).toEqual([...new Set(before)])
        const ids = unpackRoll(packRoll(roll.ids))
        expect(ids).toEqual({ ok: true, value: roll.ids })
        expect(unpackSheet(place, body, roll.ids)).toEqual({ ok: true, value: sheet })
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  test('garbage, a changed bit and a cut are faults, never another sheet', () => {
    fc.assert(
      fc.property(
        sheets,
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(),
        fc.nat({ max: 7 }),
        (sheet, noise, at, bit) => {
          const roll = new Roll()
          const body = packSheet(sheet, roll)
          const flipped = body.slice()
          flipped[at % body.length] = (flipped[at % body.length] as number) ^ (1 << bit)
          for (const bad of [noise, flipped, body.subarray(0, at % body.length)]) {
            expect(unpackSheet(place, bad, roll.ids).ok).toBe(false)
            expect(unpackRoll(bad === noise ? noise : packRoll(roll.ids).subarray(1)).ok).toBe(false)
          }
          // Another site's roll is too short or somebody else's: the first is found out.
          if (sheet.persons.length > 0) expect(unpackSheet(place, body, []).ok).toBe(false)
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })

  test('takes about seven bytes a visit', () => {
    const n = 1000
    const start = Date.parse('2026-11-23T00:00:00Z')
    const begins = Float64Array.from({ length: n }, (_, i) => start + i * 3617)
    const roll = new Roll()
    const body = packSheet(
      {
        ...place,
        persons: Array.from({ length: n }, (_, i) => (i * 7919).toString(16).padStart(16, '0')),
        in: begins,
        out: begins.map(at => at + 19_000_000),
        outInferred: new Uint8Array(n),
        gateIn: new Uint8Array(n),
        gateOut: new Uint8Array(n).fill(1),
        uncertain: new Uint8Array(n),
        gates: ['gate-1', 'gate-2'],
      },
      roll,
    )
    expect(body.length / n).toBeLessThan(7.5)
  })
})
