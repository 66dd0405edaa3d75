import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Health } from '@schoolgate/protocol/frame/health'
import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import type { StoredEntry } from '../store/log-types.ts'
import type { GateRow } from '../store/place-types.ts'
import { AlarmBoard, STALE_ALARM_MS } from './alarm-board.ts'

const gate: GateRow = { id: 'g', site: 's', name: 'Front', lane: 'both' }
const health: Health = {
  t: 'health',
  scanner: 'up',
  thermal: 'up',
  relay: 'up',
  kept: 0,
  rssBytes: 1,
  discardedBytes: 0,
  badSums: 0,
  reopened: 0,
}

let clock: ManualClock
let kept: Alarm[]
let gone: string[]
let board: AlarmBoard
beforeEach(() => {
  clock = new ManualClock()
  kept = []
  gone = []
  board = new AlarmBoard({
    keep: async (_, alarm) => void kept.push(alarm),
    who: (_, person) => ({ person, name: 'Bat', group: '3B' }),
    minuteOfDay: () => 480,
    raised: () => {},
    gone: (_, id) => gone.push(id),
    clock,
    real: clock,
    speed: 1,
    failed: error => {
      throw error
    },
  })
})

const isolated = (seq: number, person = 'c'.repeat(16)) =>
  ({
    kiosk: 'a',
    journal: 'b',
    seq,
    site: 's',
    gate: 'g',
    at: clock.wall(),
    verdict: 'isolate',
    reasons: ['still-warm'],
    person,
  }) as StoredEntry

const seconds = (n: number) => {
  for (let i = 0; i < n; i++) {
    clock.pass(1000)
    board.tick()
  }
}
const only = () => board.of('s')[0] as Alarm

describe('the alarm board', () => {
  test('unanswered rises at 30, 60 and 180 s, and stops once somebody goes', async () => {
    board.committed([isolated(1)])
    seconds(29)
    expect(only().level).toBe(0)
    seconds(1)
    expect(only().level).toBe(1)
    seconds(30)
    expect(only().level).toBe(2)
    await board.step({ step: 'going', alarms: [only().id] }, 'Dulam')
    seconds(300)
    expect(only()).toMatchObject({ level: 2, state: 'going', by: 'Dulam' })
  })

  test('the same child is one alarm, whatever the kiosk repeats', () => {
    board.committed([isolated(1), isolated(2)])
    board.committed([isolated(1)])
    expect(board.of('s')).toHaveLength(1)
  })

  test('closed stays for ten seconds, can be undone, then leaves', async () => {
    board.committed([isolated(1)])
    const { id } = only()
    await board.step({ step: 'close', alarms: [id], outcome: 'false-alarm' }, 'Dulam')
    seconds(9)
    expect(await board.step({ step: 'undo', alarms: [id] }, 'Dulam')).toMatchObject({ ok: true })
    expect(only().state).toBe('new')
    await board.step({ step: 'close', alarms: [id], outcome: 'false-alarm' }, 'Dulam')
    seconds(11)
    expect(board.of('s')).toEqual([])
    expect(gone).toEqual([id])
  })

  test('a group is answered as one, and those already further stay', async () => {
    board.committed([isolated(1, '1'), isolated(2, '2'), isolated(3, '3')])
    const alarms = board.of('s').map(a => a.id)
    await board.step({ step: 'met', alarms: alarms.slice(0, 1) }, 'Saran')
    const stepped = await board.step({ step: 'going', alarms }, 'Dulam')
    expect(stepped.ok && stepped.value.map(a => a.id)).toEqual(alarms.slice(1))
    expect(board.of('s').map(a => a.state)).toEqual(['met', 'going', 'going'])
  })

  test('a sensor is one alarm, closed by itself when it works again', () => {
    board.health(gate, { ...health, thermal: 'down' })
    board.health(gate, { ...health, thermal: 'down' })
    expect(board.of('s')).toMatchObject([{ kind: 'sensor-down', state: 'new' }])
    board.health(gate, health)
    expect(only()).toMatchObject({ state: 'closed', outcome: 'fixed' })
  })

  test('a dead reader is not mistaken for the sensor, and each is closed by its own return', () => {
    board.health(gate, { ...health, thermal: 'down', scanner: 'down' })
    expect(board.of('s').map(a => a.kind)).toEqual(['sensor-down', 'scanner-down'])
    board.health(gate, { ...health, scanner: 'down' })
    expect(board.of('s').map(a => a.state)).toEqual(['closed', 'new'])
  })

  test('a kiosk away for a minute is missed, one that comes back is not', () => {
    board.connection(gate, false)
    seconds(30)
    board.connection(gate, true)
    seconds(60)
    expect(board.of('s')).toEqual([])
    board.connection(gate, false)
    seconds(62)
    expect(board.of('s')).toMatchObject([{ kind: 'kiosk-offline', priority: 'medium' }])
  })

  test('what nobody closed for a day closes without an outcome', () => {
    board.committed([isolated(1)])
    clock.pass(STALE_ALARM_MS + 1)
    board.tick()
    expect(only().state).toBe('closed')
    expect(only().outcome).toBeUndefined()
  })

  test('every state is stored, in order', async () => {
    board.committed([isolated(1)])
    await board.step({ step: 'going', alarms: [only().id] }, 'Dulam')
    expect(kept.map(a => a.state)).toEqual(['new', 'going'])
  })
})

test('a journal that was set aside as damaged is told once, however often the kiosk says it', () => {
  for (let i = 0; i < 3; i++) board.health(gate, { ...health, damagedAt: 1_700_000_000_000 })
  expect([...board.of('s')].map(a => a.kind)).toEqual(['entries-lost'])
  board.health(gate, { ...health, damagedAt: 1_700_000_500_000 })
  expect([...board.of('s')]).toHaveLength(2)
})

test('one card at two gates within seconds is an alarm at its site, once, and at the other site too', () => {
  const passed = (seq: number, gate: string, site: string, ms: number) => {
    const at = clock.wall() + ms
    return {
      ...isolated(seq),
      verdict: 'pass',
      reasons: [],
      card: 'd',
      direction: 'in',
      gate,
      site,
      at,
      lo: at,
      hi: at,
    }
  }
  const raised = (site: string) => board.of(site).map(a => [a.kind, a.gate, a.who?.name])
  board.committed([
    passed(1, 'g', 's', 0),
    passed(2, 'h', 's', 9000),
    passed(3, 'g', 's', 12_000),
  ] as StoredEntry[])
  expect(raised('s')).toEqual([['card-clone', 'h', 'Bat']])
  board.committed([passed(4, 'x', 't', 40_000)] as StoredEntry[])
  expect(raised('t')).toEqual([['card-clone', 'x', 'Bat']])
})
