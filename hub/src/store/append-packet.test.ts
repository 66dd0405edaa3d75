import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppendReader, type LogValue, packAppends } from './append-packet.ts'
import type { Append, StoredEntry } from './log-types.ts'
import { LOG_COLUMNS, logValues } from './log-values.ts'

const id = fc.stringMatching(/^[0-9a-f]{16}$/)
const word = fc.string({ maxLength: 12 }).map(text => text.replaceAll('\0', ''))
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const mark = fc.record({ seq: fc.nat(), head: bytes32, lo: number })
const row = fc.record({
  row: fc.record({
    bootId: id,
    monoMs: number,
    wallMs: number,
    synced: fc.boolean(),
    kind: word,
    v: fc.nat(),
    body: fc.uint8Array({ maxLength: 40 }),
    hash: bytes32,
    at: number,
    lo: number,
    hi: number,
    quality: fc.constantFrom('same-boot', 'synced', 'bracketed'),
    receivedAt: number,
  }),
  entry: fc.option(
    fc.record(
      {
        site: word,
        gate: word,
        day: word,
        direction: fc.constantFrom('in', 'out'),
        verdict: fc.constantFrom('pass', 'recheck'),
        reasons: fc.subarray(['fever', 'card-unknown']),
        look: fc.integer({ min: 1, max: 9 }),
        idleMs: number,
        card: id,
        person: id,
        surface: number,
      },
      { requiredKeys: ['site', 'gate', 'day', 'direction', 'verdict', 'reasons', 'look', 'idleMs'] },
    ),
    { nil: undefined },
  ),
})
const append = fc
  .record({ kiosk: id, journal: id, expected: mark, next: mark, rows: fc.array(row, { maxLength: 4 }) })
  .map(({ rows, kiosk, journal, ...marks }): Append => {
    const numbered = rows.map((r, i) => ({ kiosk, journal, seq: i + 1, ...r.row }))
    const entries = rows.map(r => r.entry as Omit<StoredEntry, 'id'> | undefined)
    return { kiosk, journal, ...marks, rows: numbered as Append['rows'], entries, quarantine: [], gaps: [] }
  })

test('the other thread reads the rows that would have been inserted here', () => {
  fc.assert(
    fc.property(fc.array(append, { maxLength: 4 }), fc.boolean(), (appends, skipFirst) => {
      const reader = new AppendReader(structuredClone(packAppends(appends)))
      for (const [a, wanted] of appends.entries()) {
        const read = reader.append()
        const { kiosk, journal, next } = wanted
        // The mark is compared by seq and head alone.
        const { lo: _, ...expected } = wanted.expected
        expect(read).toEqual({ kiosk, journal, expected, next, rows: wanted.rows.length })
        if (skipFirst && a === 0) {
          reader.skip(read)
          continue
        }
        for (let i = 0; i < read.rows; i++) {
          const values: LogValue[] = []
          reader.row(read, 7 + i, values, 0)
          expect(values).toHaveLength(LOG_COLUMNS)
          expect(values).toEqual(logValues(wanted, i, 7 + i))
        }
      }
      expect(reader.done).toBe(true)
    }),
    { seed: 28, numRuns: 500 },
  )
})
