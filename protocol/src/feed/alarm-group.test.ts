import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alarm } from './alarm.ts'
import { ALARM_GROUP_SIZE, ALARM_GROUP_WINDOW_MS, groupAlarms } from './alarm-group.ts'

const NOW = 1_760_000_000_000

function alarm(n: number, more: Partial<Alarm> = {}): Alarm {
  return {
    id: `a${n}`,
    kind: 'isolate',
    priority: 'high',
    gate: 'g1',
    raisedAt: NOW + n * 1000,
    state: 'new',
    level: 0,
    reasons: ['warm'],
    who: { person: n.toString(16).padStart(16, '0'), name: `Child ${n}`, group: '3B' },
    ...more,
  }
}

const many = (n: number, more: Partial<Alarm> = {}) => Array.from({ length: n }, (_, i) => alarm(i, more))

describe('grouping alarms for display', () => {
  test('four of one class stay four, the fifth makes them one', () => {
    expect(groupAlarms(many(4), NOW)).toHaveLength(4)
    const [group, ...rest] = groupAlarms(many(6), NOW)
    expect(rest).toEqual([])
    expect(group).toMatchObject({ kind: 'isolate', priority: 'high', group: '3B', state: 'new' })
    expect(group?.alarms).toHaveLength(6)
  })

  test('the key stays when more join', () => {
    expect(groupAlarms(many(9), NOW)[0]?.key).toBe(groupAlarms(many(5), NOW)[0]?.key)
  })

  test('five kinds of trouble are not one', () => {
    const mixed = many(8).map((a, i) =>
      i % 2 ? { ...a, kind: 'refer' as const, priority: 'low' as const } : a,
    )
    expect(groupAlarms(mixed, NOW)).toHaveLength(8)
  })

  test('different classes at one gate join by gate', () => {
    const strangers = many(5).map(({ who: _, ...a }) => a)
    expect(groupAlarms(strangers, NOW)).toMatchObject([{ gate: 'g1', alarms: { length: 5 } }])
  })

  test('more than ten minutes apart is another happening', () => {
    const late = many(5).map(a => ({
      ...a,
      id: `${a.id}-late`,
      raisedAt: a.raisedAt + ALARM_GROUP_WINDOW_MS + 60_000,
    }))
    expect(groupAlarms([...late, ...many(5)], NOW).map(g => g.alarms.length)).toEqual([5, 5])
  })

  test('a group is only as far as its last child', () => {
    const alarms = many(5, { state: 'met' })
    alarms[3] = alarm(3, { state: 'new', level: 2 })
    alarms[4] = alarm(4, { state: 'met', level: 3 })
    expect(groupAlarms(alarms, NOW)[0]).toMatchObject({ state: 'new', level: 2 })
  })

  test('shelved ones are out of sight until their time', () => {
    const shelved = [alarm(1, { kind: 'sensor-down', shelvedUntil: NOW + 60_000 })]
    expect(groupAlarms(shelved, NOW)).toEqual([])
    expect(groupAlarms(shelved, NOW + 60_000)).toHaveLength(1)
  })

  test('the most urgent stands first', () => {
    const kinds = groupAlarms(
      [alarm(1, { kind: 'refer', priority: 'low' }), alarm(2, { state: 'going' }), alarm(0)],
      NOW,
    ).map(g => g.alarms[0]?.id)
    expect(kinds).toEqual(['a0', 'a2', 'a1'])
  })

  test('every alarm is in exactly one group, whatever the order', () => {
    const any = fc.record({
      n: fc.nat(30),
      kind: fc.constantFrom('isolate' as const, 'refer' as const, 'sensor-down' as const),
      gate: fc.constantFrom('g1', 'g2'),
      cls: fc.constantFrom('', '3B', '4A'),
      at: fc.nat(2 * ALARM_GROUP_WINDOW_MS),
    })
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: x => x.n, maxLength: 30 }), list => {
        const alarms = list.map(x => {
          const { who, ...rest } = alarm(x.n, { kind: x.kind, gate: x.gate, raisedAt: NOW + x.at })
          return x.cls && who ? { ...rest, who: { ...who, group: x.cls } } : rest
        })
        const groups = groupAlarms(alarms, NOW)
        expect(groups.flatMap(g => g.alarms.map(a => a.id)).sort()).toEqual(alarms.map(a => a.id).sort())
        for (const g of groups)
          expect(g.alarms.length === 1 || g.alarms.length >= ALARM_GROUP_SIZE).toBe(true)
        expect(groupAlarms([...alarms].reverse(), NOW)).toEqual(groups)
      }),
      { seed: 20, numRuns: 200 },
    )
  })
})
