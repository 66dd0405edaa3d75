import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readContacts, readDiaries, readMetadata, textOf } from './read.ts'

const RUNS = { seed: 4_107_878, numRuns: 200 }
const cell = fc.stringMatching(/^[A-Za-z0-9*_-]{1,8}$/).filter(text => !/^(-|na|null|unknown)$/i.test(text))
const gap = fc.constantFrom('\t', ' ', '  ', ' \t', ',', '; ')
const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n', ' \n')

describe('research files', () => {
  test('are read alike whatever stands between cells and at the ends of lines, packed or not', () => {
    const row = fc.tuple(fc.nat(2_000_000_000), cell, cell, cell, cell)
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        gap,
        end,
        fc.boolean(),
        (rows, between, eol, gz) => {
          const text = rows.map(cells => cells.join(between)).join(eol)
          const bytes = new TextEncoder().encode(text)
          const read = readContacts(textOf(gz ? gzipSync(bytes) : bytes), 'f')
          expect(read).toEqual({
            ok: true,
            value: {
              rows: rows.map(([t, a, b, classA, classB]) => ({ t, a, b, classA, classB })),
              notes: [],
            },
          })
        },
      ),
      RUNS,
    )
  })

  test('never throw on text of any kind, and say where they stop', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z \t\n,;#]*$/)), text => {
        for (const read of [readContacts, readMetadata, readDiaries]) {
          const result = read(text, 'f.txt')
          if (!result.ok) {
            expect(result.error.file).toBe('f.txt')
            expect(result.error.line).toBeGreaterThanOrEqual(1)
            expect(result.error.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length)
          }
        }
      }),
      RUNS,
    )
  })

  test.each([
    ['20 1 2 A A\nx 1 2 A A', 2, '"x" is no time in seconds'],
    ['# t i j\n\n20 1', 3, 'a contact is "t i j" or "t i j Ci Cj", and here are 2 cells'],
    ['-20 1 2', 1, '"-20" is no time in seconds'],
    ['', 1, 'there is not one row in it'],
  ])('a bad contact %j is named by its line', (text, line, why) => {
    expect(readContacts(text, 'c.csv')).toEqual({ ok: false, error: { file: 'c.csv', line, why } })
  })

  test('sexes and classes that are not known, persons named twice, cells too many', () => {
    expect(readMetadata('1\tA\tF\n2 A Unknown\n3 A u\n4 B\n1 B M\n5 - M 2001', 'm')).toEqual({
      ok: true,
      value: {
        rows: [
          { id: '1', group: 'A', sex: 'F' },
          { id: '2', group: 'A', sex: null },
          { id: '3', group: 'A', sex: null },
          { id: '4', group: 'B', sex: null },
          { id: '5', group: null, sex: 'M' },
        ],
        notes: [
          '1 rows about persons named before, not used',
          '1 rows with cells after the gender, not used',
        ],
      },
    })
    expect(readMetadata('1', 'm')).toMatchObject({ ok: false, error: { line: 1 } })
  })

  test('a row of headings is passed over and told, and only the first', () => {
    expect(readContacts('t i j Ci Cj\n20 1 2 A A', 'c')).toMatchObject({
      value: { rows: [{ t: 20 }], notes: ['a row of headings, passed over'] },
    })
    expect(readMetadata('# a comment\r\nID\tClass\tGender\r\n1\tClass 3 b\tF\r\n', 'm')).toMatchObject({
      value: {
        rows: [{ id: '1', group: 'Class 3 b', sex: 'F' }],
        notes: [expect.stringContaining('headings')],
      },
    })
    expect(readContacts('20 1 2\nt i j', 'c')).toMatchObject({ error: { line: 2 } })
  })

  test('diaries with and without a duration, and somebody who names themselves', () => {
    expect(readDiaries('1 2 4\n2 1\n1 1 2', 'd')).toEqual({
      ok: true,
      value: {
        rows: [
          { by: '1', of: '2', minutes: 90 },
          { by: '2', of: '1', minutes: null },
        ],
        notes: ['1 diary rows in which somebody names themselves'],
      },
    })
    expect(readDiaries('1 2 9', 'd')).toMatchObject({ ok: false, error: { line: 1 } })
  })
})
