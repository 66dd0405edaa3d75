import { expect, test } from 'vitest'
import { A4, CARD } from './measures.ts'
import { CARDS_PER_SHEET, cropMarks, spotOnSheet } from './sheet.ts'

const spots = Array.from({ length: CARDS_PER_SHEET }, (_, n) => spotOnSheet(n))

test('ten cards lie on an A4 sheet, apart from each other and from its edges', () => {
  for (const { x, y } of spots) {
    expect(Math.min(x, y, A4.width - x - CARD.width, A4.height - y - CARD.height)).toBeGreaterThan(5)
  }
  for (const [i, a] of spots.entries()) {
    for (const b of spots.slice(i + 1)) {
      expect(Math.abs(a.x - b.x) >= CARD.width + 3 || Math.abs(a.y - b.y) >= CARD.height + 3).toBe(true)
    }
  }
})

test('no crop mark runs into a card', () => {
  for (const [x1, y1, x2, y2] of spots.flatMap(cropMarks)) {
    for (const { x, y } of spots) {
      const apart =
        Math.max(x1, x2) < x + 0.01 ||
        Math.min(x1, x2) > x + CARD.width - 0.01 ||
        Math.max(y1, y2) < y ||
        Math.min(y1, y2) > y + CARD.height
      expect(apart).toBe(true)
    }
  }
})
