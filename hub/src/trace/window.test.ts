import { expect, test } from 'vitest'
import { caseOf } from '../../test/trace/school-facts.ts'
import { WHO_PACK } from './packs/who.ts'
import { habitDaysBefore, sourceWindowOf, windowOf } from './window.ts'

const TODAY = '2026-11-30'
/** eight hours before Greenwich's midnight it is the next day already */
const LOCAL = { today: TODAY, dayOf: (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) }

test.each([
  ['two days before onset to thirteen after', { onset: '2026-11-12' }, '2026-11-10', '2026-11-25'],
  [
    'not over before three days without symptoms',
    { onset: '2026-11-12', symptomFree: '2026-11-24' },
    '2026-11-10',
    '2026-11-26',
  ],
  ['ends with isolation', { onset: '2026-11-12', isolated: '2026-11-13' }, '2026-11-10', '2026-11-13'],
  [
    'without symptoms from the test',
    { asymptomatic: true, tested: '2026-11-15' },
    '2026-11-13',
    '2026-11-25',
  ],
  [
    'with neither onset nor test from the local day it was opened',
    { openedAt: Date.UTC(2026, 10, 19, 23) },
    '2026-11-18',
    TODAY,
  ],
  ['never beyond today', { onset: '2026-11-25' }, '2026-11-23', TODAY],
])('%s', (_, more, from, to) => {
  expect(windowOf(WHO_PACK, caseOf('p', more), LOCAL)).toEqual({ from, to })
})

test('a source is looked for over incubation, habits over four weeks', () => {
  expect(sourceWindowOf(WHO_PACK, caseOf('p', { onset: '2026-11-20' }), LOCAL)).toEqual({
    from: '2026-11-06',
    to: '2026-11-19',
  })
  const days = habitDaysBefore('2026-11-29')
  expect([days.length, days[0], days.at(-1)]).toEqual([28, '2026-11-01', '2026-11-28'])
})
