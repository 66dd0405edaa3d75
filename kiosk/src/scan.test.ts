import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { seededRandom } from '@schoolgate/protocol/random'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/helpers/manual-clock.ts'
import { face, picture, type Thing } from '../test/helpers/picture.ts'
import { makeSchool } from '../test/helpers/school.ts'
import { Lane } from './scan.ts'
import type { Scene } from './screen/view.ts'
import { DayMemory } from './verdict/day-memory.ts'
import { localDay } from './verdict/local-day.ts'

const ROOM = 22

/** One lane on a clock that stands still; what it does is written down in the order it does it. */
function makeLane(way: 'in' | 'out' | 'both' = 'in', pack: Partial<RulePack> = {}) {
  const clock = new ManualClock()
  const school = makeSchool(way, pack)
  const random = seededRandom(3)
  const entries: EntryBody[] = []
  const done: string[] = []
  const scenes: (Scene | undefined)[] = []
  const state = { takesWrites: true, synced: true, isSetUp: true }
  const memory = new DayMemory(localDay('Asia/Ulaanbaatar'))
  const site = { config: school.config, lane: way, memory }
  const lane = new Lane(
    {
      clock,
      wall: () => ({ ms: clock.wall(), synced: state.synced }),
      site: () => (state.isSetUp ? site : undefined),
      holder(card) {
        const row = school.rows.find(([id]) => id === card)
        return row && { person: row[1], given: row[2], state: row[3] }
      },
      commit(body) {
        done.push('commit')
        if (!state.takesWrites) return false
        entries.push(body)
        memory.note(clock.wall(), body)
        return true
      },
      openGate: () => done.push('gate'),
      tick: () => done.push('tick'),
      scene(scene) {
        done.push(scene?.scene ?? 'rest')
        scenes.push(scene)
      },
    },
    { sensor: 'test', warmUpMs: 0 },
  )
  lane.sensor('up')
  const frames = (n: number, things: Thing[]) => {
    for (let i = 0; i < n; i++) {
      clock.advance(250)
      lane.frame(picture(ROOM, things, random), clock.mono())
    }
  }
  return {
    clock,
    school,
    lane,
    entries,
    done,
    scenes,
    state,
    frames,
    show: (n: number) => lane.code(school.card(n), clock.mono()),
    verdicts: () => entries.map(e => e.verdict),
  }
}
const well = [face(34.8)]
const hot = [face(36.6)]

describe('a card', () => {
  it('is entered before the gate opens, and the gate opens before the screen speaks', () => {
    const t = makeLane()
    t.show(1)
    expect(t.done).toEqual(['tick', 'measuring'])
    t.frames(8, well)
    expect(t.done).toEqual(['tick', 'measuring', 'measuring', 'commit', 'gate', 'verdict'])
    expect(t.verdicts()).toEqual(['pass'])
    t.clock.advance(1_499)
    expect(t.scenes.at(-1)).toMatchObject({ scene: 'verdict' })
    t.clock.advance(1)
    expect(t.scenes.at(-1)).toBeUndefined()
  })

  it('shown again within ten seconds is said again, not entered and not let through again', () => {
    const t = makeLane()
    t.show(1)
    t.frames(8, hot)
    t.clock.advance(5_000)
    t.show(1)
    expect(t.scenes.at(-1)).toMatchObject({ verdict: 'recheck', again: true })
    expect(t.entries).toHaveLength(1)
    t.clock.advance(5_000)
    t.show(1)
    t.frames(8, hot)
    expect(t.verdicts()).toEqual(['recheck', 'isolate'])
    expect(t.done).not.toContain('gate')
  })

  it('shown while another is measured waits for its turn', () => {
    const t = makeLane()
    t.show(1)
    t.frames(3, well)
    t.show(2)
    t.show(1)
    t.frames(5, well)
    expect(t.entries.map(e => e.card?.at(-1))).toEqual(['1'])
    t.clock.advance(700)
    expect(t.scenes.at(-1)).toMatchObject({ scene: 'measuring' })
    t.frames(8, well)
    expect(t.entries.map(e => [e.card?.at(-1), e.idleMs])).toEqual([
      ['1', 0],
      ['2', 0],
    ])
  })

  it('cuts a pass short, but not a call to come along', () => {
    const t = makeLane('in', { sameCardMs: 0 })
    t.show(1)
    t.frames(8, hot)
    t.clock.advance(4_000)
    t.show(1)
    t.frames(8, hot)
    expect(t.verdicts()).toEqual(['recheck', 'isolate'])
    t.show(2)
    expect(t.scenes.at(-1)).toMatchObject({ verdict: 'isolate' })
    t.clock.advance(2_000)
    expect(t.scenes.at(-1)).toMatchObject({ scene: 'measuring' })
    t.frames(8, well)
    t.show(3)
    expect(t.scenes.at(-1)).toMatchObject({ scene: 'measuring' })
  })

  it('on the way out passes without a look', () => {
    const t = makeLane('out')
    t.lane.sensor('down')
    t.show(1)
    expect(t.entries).toMatchObject([{ direction: 'out', verdict: 'pass' }])
    expect(t.done).toEqual(['tick', 'commit', 'gate', 'verdict'])
  })

  it('not valid yet is taken while the clock is not set, an expired one is not', () => {
    const t = makeLane('out')
    t.state.synced = false
    t.lane.code(t.school.card(1, { issued: '2026-12-24' }), 0)
    t.lane.code(t.school.card(2, { expires: '2026-11-01' }), 0)
    t.clock.advance(60_000)
    t.state.synced = true
    t.lane.code(t.school.card(3, { issued: '2026-12-24' }), t.clock.mono())
    expect(t.entries.map(e => [e.verdict, e.reasons[0]])).toEqual([
      ['pass', undefined],
      ['refer', 'card-expired'],
      ['refer', 'card-not-yet-valid'],
    ])
  })
})

describe('a look', () => {
  it('tells the child what to do', () => {
    const t = makeLane()
    t.show(1)
    const hints = () => t.scenes.flatMap(s => (s?.scene === 'measuring' ? [s.hint] : []))
    t.frames(1, [])
    t.frames(1, [{ x: 16, y: 11, rx: 2.6, ry: 2.9, middle: 34.5 }])
    t.frames(1, [face(34.8, 8), face(34.6, 24)])
    t.frames(1, well)
    expect(hints()).toEqual(['look-here', 'step-closer', 'one-at-a-time', 'hold-still'])
  })

  it('at nobody, and at a sensor that stops, ends by itself', () => {
    const t = makeLane()
    t.show(1)
    t.frames(20, [])
    expect(t.entries).toMatchObject([{ verdict: 'recheck', reasons: ['no-single-face'] }])
    t.clock.advance(10_000)
    t.show(2)
    t.clock.advance(2_600)
    expect(t.entries[1]).toMatchObject({ verdict: 'recheck', reasons: ['too-few-frames'] })
    t.clock.advance(10_000)
    t.show(3)
    t.lane.sensor('down')
    expect(t.entries[2]).toMatchObject({ verdict: 'refer', reasons: ['sensor-down'] })
    t.clock.advance(10_000)
    t.show(4)
    expect(t.entries[3]).toMatchObject({ verdict: 'refer', reasons: ['sensor-down'] })
  })

  it('is not given to a cold face before it had time to warm up', () => {
    const t = makeLane()
    t.show(1)
    t.frames(8, [face(31)])
    expect(t.entries[0]).toMatchObject({ verdict: 'recheck', reasons: ['cold-face'], look: 1 })
    t.clock.advance(5 * 60_000)
    t.show(1)
    expect(t.entries[1]).toMatchObject({ verdict: 'recheck', reasons: ['too-soon'], look: 1 })
    t.clock.advance(5 * 60_000)
    t.show(1)
    t.frames(8, well)
    expect(t.entries[2]).toMatchObject({ verdict: 'pass', look: 2 })
  })
})

describe('a journal that takes no writes', () => {
  it('lets nobody in and shows no verdict', () => {
    const t = makeLane()
    t.state.takesWrites = false
    t.show(1)
    t.frames(8, well)
    expect(t.done).not.toContain('gate')
    expect(t.done.at(-1)).toBe('rest')
    t.state.takesWrites = true
    t.show(1)
    t.frames(8, well)
    expect(t.verdicts()).toEqual(['pass'])
  })
})

it('reads nothing before a hub has set the kiosk up', () => {
  const t = makeLane()
  t.state.isSetUp = false
  t.show(1)
  t.frames(8, well)
  expect(t.done).toEqual([])
})
