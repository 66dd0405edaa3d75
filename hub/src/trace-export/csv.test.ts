import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const awkward = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '=HYPERLINK("http://x";"y")',
    '+7',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\u200b=1',
    '＝1',
    '"',
    ',',
    ';',
    '\r\n',
    '–',
  ),
)

test('whatever is in a cell comes out again, and no cell begins as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(awkward, { minLength: 2, maxLength: 2 }), { maxLength: 8 }), rows => {
      const read = parse(csvOf(['a', 'b'], rows), {
        record_delimiter: '\r\n',
      }) as string[][]
      expect(read[0]).toEqual(['a', 'b'])
      expect(read.slice(1).map(row => row.map(cell => cell.replace(/^'/, '')))).toEqual(
        rows.map(row => row.map(cell => cell.replace(/^'/, ''))),
      )
      for (const cell of read.slice(1).flat())
        expect(cell.replace(/^[\s\p{Cf}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
    }),
    { seed: 4, numRuns: 300 },
  )
})
