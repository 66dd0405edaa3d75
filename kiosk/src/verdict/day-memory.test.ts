import type { EntryBody } from '@schoolgate/protocol/entry/body'
import type { Direction, Verdict } from '@schoolgate/protocol/verdict'
import { expect, it } from 'vitest'
import { DayMemory } from './day-memory.ts'
import { localDay } from './local-day.ts'

const MORNING = Date.parse('2026-11-23T08:00:00+08:00')
const scan = (person: string, direction: Direction, verdict: Verdict): EntryBody => ({
  direction,
  card: `${person}c`,
  person,
  verdict,
  reasons: [],
  method: 'qr',
  rulePack: 'p',
  look: 1,
  idleMs: 0,
})
const memory = () => new DayMemory(localDay('Asia/Ulaanbaatar'))

it('turns the direction only with a pass', () => {
  const m = memory()
  expect(m.direction('a', 'both', MORNING)).toBe('in')
  m.note(MORNING, scan('a', 'in', 'recheck'))
  expect(m.direction('a', 'both', MORNING + 1)).toBe('in')
  m.note(MORNING + 2, scan('a', 'in', 'pass'))
  expect(m.direction('a', 'both', MORNING + 3)).toBe('out')
  m.note(MORNING + 4, scan('a', 'out', 'pass'))
  expect(m.direction('a', 'both', MORNING + 5)).toBe('in')
  expect(m.direction('a', 'out', MORNING + 5)).toBe('out')
  expect(m.direction(undefined, 'both', MORNING + 5)).toBe('in')
})

it("forgets at the site's midnight, not at UTC's", () => {
  const m = memory()
  m.note(MORNING, scan('a', 'in', 'pass'))
  const evening = Date.parse('2026-11-23T23:59:00+08:00')
  expect(m.looks('a', evening)).toHaveLength(1)
  expect(m.lastOfCard('ac', evening)?.atMs).toBe(MORNING)
  expect(m.looks('a', evening + 60_000)).toHaveLength(0)
  expect(m.direction('a', 'both', evening + 60_000)).toBe('in')
})

it('keeps looks on the way in only', () => {
  const m = memory()
  m.note(MORNING, scan('a', 'in', 'recheck'))
  m.note(MORNING + 1, scan('a', 'out', 'pass'))
  expect(m.looks('a', MORNING + 2).map(l => l.verdict)).toEqual(['recheck'])
})

it('goes on when the clock is set back a day', () => {
  const m = memory()
  m.note(MORNING + 86_400_000, scan('a', 'in', 'pass'))
  m.note(MORNING, scan('b', 'in', 'recheck'))
  expect(m.looks('b', MORNING + 1)).toHaveLength(1)
})
