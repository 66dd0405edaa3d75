import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CsvFault, declaredDelimiter, guessDelimiter, readCsv } from './csv.ts'

function read(text: string, delimiter = ',', piece?: number) {
  const rows: [number, ...string[]][] = []
  const faults: CsvFault[] = []
  const events = {
    row: (cells: string[], line: number) => rows.push([line, ...cells]),
    fault: (found: CsvFault) => faults.push(found),
  }
  readCsv(Buffer.from(text), delimiter, events, piece)
  return { rows, faults }
}

test.each(['\n', '\r\n', '\r'])('lines are counted as an editor does, with the line end %j', end => {
  const text = ['a,b', '1,"x', 'y"', '', '2,3', '4,"5', '', '6"', '7,8', ''].join(end)
  expect(read(text)).toEqual({
    faults: [],
    rows: [
      [1, 'a', 'b'],
      [2, '1', `x${end}y`],
      [5, '2', '3'],
      [6, '4', `5${end}${end}6`],
      [9, '7', '8'],
    ],
  })
})

test('after a lost quotation mark reading goes on with the next line', () => {
  const { rows, faults } = read('a,b\n1,"2\n3,4\n5,6"7\n8,9\n10,"11')
  expect(faults).toEqual([
    { code: 'quote-stray', line: 2, field: 1 },
    { code: 'quote-stray', line: 4, field: 1 },
    { code: 'quote-unclosed', line: 6, field: 1 },
  ])
  expect(rows).toEqual([
    [1, 'a', 'b'],
    [3, '3', '4'],
    [5, '8', '9'],
  ])
})

test('what is read in pieces is what is read at once', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ө', ',', '"', '\n', ' ', '😀'), maxLength: 6 })
  const quoted = (c: string) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 }), rows => {
      const text = rows.map(r => r.map(quoted).join(',')).join('\n')
      const expected = parse(text, { relax_column_count: true }) as string[][]
      const got = read(text, ',', 16)
      expect(got).toEqual(read(text))
      expect(got.faults).toEqual([])
      expect(got.rows.map(([, ...cells]) => cells)).toEqual(expected)
      // The line of a row is one on which its first cell begins.
      const lines = text.split('\n')
      for (const [line, first = ''] of got.rows)
        expect(lines[line - 1]?.replaceAll('"', '')).toContain(
          (first.split('\n')[0] ?? '').replaceAll('"', ''),
        )
    }),
    { seed: 5, numRuns: 800 },
  )
})

test('any text is read without a throw', () => {
  const unit = fc.constantFrom('"', ',', ';', '\n', '\r', '\0', 'a', 'Ө', ' ')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), text => {
      const { rows } = read(text)
      expect(rows.every(([line]) => line >= 1)).toBe(true)
    }),
    { seed: 6, numRuns: 2000 },
  )
})

test.each([
  ['a;b;c\n1;2;3', ';'],
  ['a\tb\n1\t2', '\t'],
  ['School 3, class 3A\nname;class\nAnu;3A', ';'],
  ['"a,b";c\n"1,2";3', ';'],
  ['name', ','],
  ['', ','],
])('the delimiter of %j is %j', (text, delimiter) => {
  expect(guessDelimiter(Buffer.from(text))).toBe(delimiter)
})

test('a line that declares the delimiter is no row', () => {
  expect(declaredDelimiter(Buffer.from('sep=;\r\na;b'))).toEqual({ delimiter: ';', bytes: 7 })
  expect(declaredDelimiter(Buffer.from('separate,b'))).toBeUndefined()
})
