import { describe, expect, test } from 'vitest'
import { gateLog } from './gate.ts'
import type { Study } from './study.ts'

/** Present alike, contacts as given. */
const study = (seconds: ReadonlyMap<number, number>): Study => ({
  name: 's',
  ids: Array.from({ length: 100 }, (_, n) => String(n)),
  groups: Array.from({ length: 100 }, (_, n) => `${n % 4}`),
  grades: new Array(100).fill(null),
  sexes: new Array(100).fill(null),
  days: ['1', '2'].map(day => ({ day, present: new Uint8Array(100).fill(1), seconds, hours: new Map() })),
  diaries: null,
  notes: [],
})

describe('the simulated gate', () => {
  test('never depends on who was in contact with whom', () => {
    const some = gateLog(study(new Map([[3, 4000]])), 5, 0.2)
    const none = gateLog(study(new Map()), 5, 0.2)
    expect(some).toEqual(none)
  })

  test('misses the share asked for, and those missing at a smaller share at a larger one too', () => {
    const [few, many] = [0.1, 0.3].map(share => gateLog(study(new Map()), 5, share))
    few?.forEach((day, d) => {
      const larger = many?.[d]
      expect(day.scanned.reduce((n, s) => n + s, 0)).toBe(90)
      expect(larger?.scanned.reduce((n, s) => n + s, 0)).toBe(70)
      day.scanned.forEach((s, p) => {
        if (s === 0) expect(larger?.scanned[p]).toBe(0)
        expect(Number.isNaN(day.arrivals[p])).toBe(s === 0)
      })
    })
  })

  test('classes come together', () => {
    const [day] = gateLog(study(new Map()), 5, 0)
    const mean = (of: number[]): number => of.reduce((sum, t) => sum + t, 0) / of.length
    const arrivals = [...(day?.arrivals ?? [])]
    const classes = [0, 1, 2, 3].map(group => mean(arrivals.filter((_, p) => p % 4 === group)))
    expect(Math.max(...classes) - Math.min(...classes)).toBeGreaterThan(60)
  })
})
