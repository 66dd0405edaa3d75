import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitText } from './fit-text.ts'

/** Every letter half as wide as the size. */
const width = (text: string) => text.length / 2
const fit = (text: string, widths: number[], max = 20, min = 10) =>
  fitText({ text, max, min, lines: () => widths, width })

test('takes the largest size at which the words fit their lines', () => {
  expect(fit('Bat Erdene', [100])).toEqual({ size: 20, lines: ['Bat Erdene'] })
  expect(fit('Bat Erdene', [60, 60])).toEqual({ size: 20, lines: ['Bat', 'Erdene'] })
  expect(fit('Bat Erdene', [75])).toEqual({ size: 15, lines: ['Bat Erdene'] })
})

test('breaks after a hyphen, and uses lines of different widths', () => {
  expect(fit('Anna-Maria Bat', [50, 100])).toEqual({ size: 20, lines: ['Anna-', 'Maria Bat'] })
})

test('goes by the lines there are at each size', () => {
  const lines = (size: number) => Array.from({ length: Math.floor(30 / size) }, () => 60)
  expect(fitText({ text: 'aaaa bbbb', max: 20, min: 10, lines, width })).toEqual({
    size: 15,
    lines: ['aaaa', 'bbbb'],
  })
})

test('a word that fits nowhere is broken and shrunk rather than cut off', () => {
  const { size, lines } = fit('a'.repeat(40), [50, 50])
  expect(lines.join('')).toBe('a'.repeat(40))
  expect(size).toBeLessThan(10)
})

test('no letter is ever lost, and no line is wider than its room', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abНгуЫệ́ü -'), minLength: 1, maxLength: 200 })
  const room = fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(letters, room, (text, widths) => {
      const { size, lines } = fit(text, widths)
      const bare = (s: string) => s.replace(/\s/g, '').normalize('NFC')
      expect(bare(lines.join(''))).toBe(bare(text))
      if (size <= 1) return
      lines.forEach((line, i) => {
        expect(width(line) * size).toBeLessThanOrEqual(widths[i] as number)
      })
    }),
    { seed: 85, numRuns: 400 },
  )
})
