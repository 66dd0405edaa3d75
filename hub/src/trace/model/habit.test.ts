import { describe, expect, test } from 'vitest'
import { habitOf, nearnessOf } from './habit.ts'

const everybody = new Set(['a', 'b', 'c', 'd'])

describe('what earlier days say of a pair', () => {
  const nearness = nearnessOf([
    {
      day: '2026-09-01',
      present: everybody,
      pairs: [
        ['a', 'b', 600],
        ['b', 'a', 60],
        ['b', 'c', 300],
        ['a', 'c', 120],
      ],
    },
    {
      day: '2026-09-03',
      present: everybody,
      pairs: [
        ['a', 'b', 900],
        ['c', 'd', 100],
      ],
    },
    { day: '2026-09-02', present: new Set(['a', 'c']), pairs: [['a', 'c', 240]] },
  ])

  test('seconds of the days both were there, newest first', () => {
    expect(habitOf(nearness, 'a', 'b')).toMatchObject({ days: 2, seconds: [900, 660] })
    expect(habitOf(nearness, 'c', 'a')).toMatchObject({ days: 3, seconds: [0, 240, 120] })
    expect(habitOf(nearness, 'a', 'd')).toMatchObject({ days: 2, seconds: [0, 0], rankA: null, rankB: null })
  })

  test('hours of the day where they are told, none where there were no seconds', () => {
    const told = nearnessOf([
      { day: '1', present: everybody, pairs: [['a', 'b', 600, 3]] },
      { day: '2', present: everybody, pairs: [['b', 'a', 60]] },
      { day: '3', present: everybody, pairs: [] },
    ])
    expect(habitOf(told, 'a', 'b')?.hours).toEqual([0, null, 3])
    expect(habitOf(told, 'b', 'a')?.hours).toEqual([0, null, 3])
    expect(habitOf(told, 'c', 'd')?.hours).toEqual([0, 0, 0])
  })

  test('means, company in common and ranks', () => {
    // a: b 780, c 120; b: a 780, c 150; c: b 150, a 120, d 50
    expect(habitOf(nearness, 'a', 'b')).toMatchObject({
      strengthA: 900,
      strengthB: 930,
      degreeA: 1,
      degreeB: 1,
      common: 1,
      commonSeconds: 120,
      rankA: 0,
      rankB: 0,
      level: (900 + 930 + 320 + 50) / 4,
    })
    expect(habitOf(nearness, 'a', 'c')).toMatchObject({ rankA: 1, rankB: 1 })
  })

  test('is alike from either side', () => {
    const one = habitOf(nearness, 'a', 'c')
    const other = habitOf(nearness, 'c', 'a')
    expect(other).toEqual({
      ...one,
      strengthA: one?.strengthB,
      strengthB: one?.strengthA,
      degreeA: one?.degreeB,
      degreeB: one?.degreeA,
      rankA: one?.rankB,
      rankB: one?.rankA,
    })
  })

  test('nothing is known of somebody who was never there, or without days', () => {
    expect(habitOf(nearness, 'a', 'new')).toBeNull()
    expect(habitOf(nearnessOf([]), 'a', 'b')).toBeNull()
  })

  test('counts days past a word of bits', () => {
    const days = Array.from({ length: 70 }, (_, n) => ({
      day: String(n).padStart(3, '0'),
      present: everybody,
      pairs: [['a', 'b', n + 1]] as [string, string, number][],
    }))
    const habit = habitOf(nearnessOf(days), 'a', 'b')
    expect(habit?.days).toBe(70)
    expect(habit?.seconds[0]).toBe(70)
    expect(habit?.strengthA).toBeCloseTo(35.5)
  })
})
