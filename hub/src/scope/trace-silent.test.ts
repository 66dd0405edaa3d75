import { expect, test } from 'vitest'
import type { PresenceSheet } from '../store/trace-types.ts'
import { silentKiosks } from './trace-silent.ts'

/** A day on which so many came through each of the gates. */
const sheet = (day: string, gates: Record<string, number>): PresenceSheet => {
  const through = Object.values(gates).flatMap((n, gate) => Array<number>(n).fill(gate))
  const n = through.length
  return {
    ...{ site: 's', day, gates: Object.keys(gates), persons: through.map((_, i) => `${i}`) },
    ...{ in: new Float64Array(n).fill(Date.parse(day)), out: new Float64Array(n).fill(Number.NaN) },
    ...{ gateIn: Uint8Array.from(through), gateOut: new Uint8Array(n).fill(255) },
    ...{ outInferred: new Uint8Array(n), uncertain: new Uint8Array(n) },
  }
}
const kiosk = (gate: string, pairedOn = '2026-11-01') => ({
  ...{ id: `k-${gate}`, gate, pairedAt: Date.parse(pairedOn), status: 'active' as const },
})
const FULL = { front: 40, back: 20 }

test('a kiosk that told of nobody on a day when the school was full is told of', () => {
  const sheets = [
    sheet('2026-11-18', FULL),
    sheet('2026-11-19', { front: 60 }),
    sheet('2026-11-20', FULL),
    sheet('2026-11-21', { front: 5 }),
  ]
  const days = sheets.map(each => each.day)
  expect(silentKiosks([kiosk('front'), kiosk('back')], sheets, days)).toEqual([
    { day: '2026-11-19', kiosk: 'k-back', entries: 0 },
  ])
  expect(silentKiosks([kiosk('back')], sheets, ['2026-11-20'])).toEqual([])
})

test('not one that is hardly used, that was not there yet, or is not in use', () => {
  const sheets = ['2026-11-18', '2026-11-19', '2026-11-20'].map((day, i) =>
    sheet(day, i < 2 ? { front: 60 } : FULL),
  )
  const days = sheets.map(each => each.day)
  expect(silentKiosks([kiosk('back')], sheets, days)).toEqual([])
  expect(silentKiosks([kiosk('back', '2026-11-20')], sheets, days)).toEqual([])
  expect(silentKiosks([{ ...kiosk('front'), status: 'quarantined' }], sheets, days)).toEqual([])
})
