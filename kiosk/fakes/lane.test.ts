import { seededRandom } from '@schoolgate/protocol/random'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../test/helpers/manual-clock.ts'
import { createLane, type Lane, type LaneGate } from './lane.ts'
import type { PlanItem } from './plan.ts'

const MIN = 60_000

function makeLane() {
  const clock = new ManualClock()
  const log: string[] = []
  let opensFor: (text: string) => boolean = () => true
  const gate: LaneGate = {
    show(text) {
      log.push(`show ${text}`)
      if (opensFor(text)) clock.after(2000, () => lane.relayPulsed(1))
      return true
    },
    stepUp: look => log.push(`up ${look}`),
    stepAway: () => log.push('away'),
  }
  const lane: Lane = createLane({ clock, random: seededRandom(1), gate })
  const item = (card: string | null, rest: Partial<PlanItem> = {}): PlanItem => ({
    at: clock.wall() + 1000,
    card,
    look: 'normal',
    ...rest,
  })
  return { clock, lane, log, item, opensWhen: (when: typeof opensFor) => (opensFor = when) }
}

describe('a lane', () => {
  test('lets one at a time step up, and the next when the one before has left', () => {
    const { clock, lane, log, item } = makeLane()
    lane.add([item('A'), item('B')])
    clock.advance(999)
    expect(log).toEqual([])
    clock.advance(2500)
    expect(log).toEqual(['up normal', 'show A'])
    expect(lane.waiting()).toBe(1)
    clock.advance(10_000)
    expect(log).toEqual(['up normal', 'show A', 'away', 'up normal', 'show B', 'away'])
  })

  test('brings back who was not let in, at most twice: the cold have warmed', () => {
    const { clock, lane, log, item, opensWhen } = makeLane()
    opensWhen(() => false)
    lane.add([item('A', { look: 'cold-face', recheckAfterMs: 10 * MIN })])
    clock.advance(9 * MIN)
    expect(log).toEqual(['up cold-face', 'show A', 'away'])
    clock.advance(60 * MIN)
    expect(log.filter(l => l.startsWith('up'))).toEqual(['up cold-face', 'up normal', 'up normal'])
  })

  test('a fever stays a fever, comes back once, and the lamp of another channel lets nobody in', () => {
    const { clock, lane, log, item, opensWhen } = makeLane()
    opensWhen(() => false)
    lane.add([item('A', { look: 'fever', recheckAfterMs: 10 * MIN })])
    clock.advance(2500)
    lane.relayPulsed(2)
    clock.advance(60 * MIN)
    expect(log.filter(l => l.startsWith('up'))).toEqual(['up fever', 'up fever'])
  })

  test('without a card nothing is shown, or what is held up instead; nobody comes back', () => {
    const { clock, lane, log, item, opensWhen } = makeLane()
    opensWhen(() => false)
    lane.add([item(null), item(null, { text: 'BUS-1' })])
    clock.advance(60 * MIN)
    expect(log).toEqual(['up normal', 'away', 'up normal', 'show BUS-1', 'away'])
  })

  test('stopped, it stands still', () => {
    const { clock, lane, log, item } = makeLane()
    lane.add([item('A')])
    lane.stop()
    clock.advance(MIN)
    expect(log).toEqual([])
  })
})
