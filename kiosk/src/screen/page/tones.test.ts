import { expect, test } from 'vitest'
import { TICK, TONES } from './tones.ts'

test('every verdict has its own contour, so that nobody needs to know a pitch by heart', () => {
  const contour = (verdict: keyof typeof TONES) =>
    TONES[verdict]
      .slice(1)
      .map((note, i) => Math.sign(note.hz - (TONES[verdict][i]?.hz ?? 0)))
      .join(' ')
  expect(contour('pass')).toBe('1')
  expect(contour('recheck')).toBe('0')
  expect(contour('isolate')).toBe('-1 -1')
  expect(contour('refer')).toBe('1 -1')
})

test('isolate is the softest, and the tick is over before a tone can follow', () => {
  const loudest = (notes: readonly { gain: number }[]) => Math.max(...notes.map(note => note.gain))
  for (const other of ['pass', 'recheck', 'refer'] as const)
    expect(loudest(TONES.isolate)).toBeLessThan(loudest(TONES[other]))
  expect(TICK.every(note => note.at + note.ms <= 100)).toBe(true)
})
