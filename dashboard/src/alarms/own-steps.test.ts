import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import { alarmKindSchema } from '@schoolgate/protocol/feed/alarm'
import { expect, test } from 'vitest'
import { OUTCOMES } from './outcomes.ts'
import { withOwnSteps } from './own-steps.ts'

test('a tap shows at once on its alarm only', () => {
  const alarms = [
    { id: 'a', state: 'new' },
    { id: 'b', state: 'new' },
  ] as Alarm[]
  const shown = withOwnSteps(alarms, new Map([['a', { state: 'going' as const, by: 'Dulam' }]]))
  expect(shown.map(a => [a.id, a.state, a.by])).toEqual([
    ['a', 'going', 'Dulam'],
    ['b', 'new', undefined],
  ])
  expect(withOwnSteps(alarms, new Map())).toBe(alarms)
})

test('every kind of alarm can end as a false one', () => {
  for (const kind of alarmKindSchema.options) expect(OUTCOMES[kind]).toContain('false-alarm')
})
