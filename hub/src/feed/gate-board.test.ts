import { expect, test } from 'vitest'
import type { StoredEntry } from '../store/log-types.ts'
import { GateBoard } from './gate-board.ts'

const MINUTE = 60_000

test('an entry dated ahead of now does not hide the scans after it', () => {
  const board = new GateBoard()
  const gate = { id: 'g', site: 's', name: 'Front', lane: 'both' as const }
  const scan = (at: number, now: number) =>
    board.scan({ gate: 'g', at, idleMs: 9000 } as unknown as StoredEntry, now)
  scan(500 * MINUTE, 10 * MINUTE)
  for (let i = 0; i < 4; i++) scan(11 * MINUTE + i, 11 * MINUTE + i)
  expect(board.status(gate, 12 * MINUTE).perMinute).toBe(4)
})
