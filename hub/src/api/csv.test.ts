import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '../admin/csv-read.ts'
import { csvLine } from './csv.ts'

test('what is written is what is read', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { maxLength: 8 }), rows => {
      const read = readCsv(rows.map(csvLine).join(''))
      const safe = (cell: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell)
      expect(read).toEqual({ ok: true, value: rows.map(row => row.map(safe)) })
    }),
    { seed: 5, numRuns: 300 },
  )
})

test.each(['=HYPERLINK("x")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  '%j is not run by a spreadsheet',
  cell => {
    expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/)
  },
)

test('names in every script stay as they are', () => {
  expect(csvLine(['Өнөрцэцэг', 'Nguyễn Thị Ngọc Ánh'])).toBe('Өнөрцэцэг,Nguyễn Thị Ngọc Ánh\r\n')
})
