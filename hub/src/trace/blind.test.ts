import { expect, test } from 'vitest'
import { allBlind } from './blind.ts'

const [MON, TUE, WED] = ['2026-11-23', '2026-11-24', '2026-11-25'] as [string, string, string]

test('of two schools people add up and a day counts once', () => {
  const gate = (name: string) => ({ day: TUE, gate: name, from: 1, to: 2 })
  const [first, second] = [
    [
      { code: 'coverage' as const, n: 1, of: 40, days: [MON] },
      {
        code: 'outage' as const,
        n: 1,
        of: 2,
        days: [TUE],
        among: [MON, TUE],
        whole: [TUE],
        silent: [gate('a')],
      },
      { code: 'holiday' as const, n: 1, of: 3, days: [WED], among: [MON, TUE, WED] },
    ],
    [
      { code: 'coverage' as const, n: 2, of: 20, days: [MON, TUE] },
      {
        ...{ code: 'outage' as const, n: 2, of: 3, days: [TUE, WED], among: [MON, TUE, WED], whole: [] },
        silent: [gate('a'), gate('b')],
      },
      { code: 'holiday' as const, n: 0, of: 3, days: [], among: [MON, TUE, WED] },
    ],
  ]
  expect(allBlind([first, second])).toEqual([
    { code: 'coverage', n: 3, of: 60, days: [MON, TUE] },
    {
      ...{ code: 'outage', n: 2, of: 3, days: [TUE, WED], among: [MON, TUE, WED], whole: [TUE] },
      silent: [gate('a'), gate('b')],
    },
    { code: 'holiday', n: 0, of: 3, days: [], among: [MON, TUE, WED] },
  ])
  expect(allBlind([first])).toEqual(first)
})
