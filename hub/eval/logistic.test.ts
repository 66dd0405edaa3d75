import { describe, expect, test } from 'vitest'
import { fitLogistic, type Rows } from './logistic.ts'
import { fitPower } from './over-days.ts'
import { seeded } from './random.ts'

function planted(base: number, weights: readonly number[], count: number, seed: number): Rows {
  const random = seeded(seed)
  const width = weights.length
  const rows: Rows = {
    features: new Float64Array(count * width),
    width,
    truth: new Uint8Array(count),
    weight: new Float64Array(count).fill(1),
  }
  for (let r = 0; r < count; r += 1) {
    let z = base
    weights.forEach((weight, f) => {
      // one feature is there or not, the others are spread
      const x = f === 0 ? Number(random() < 0.1) : random() * 4
      rows.features[r * width + f] = x
      z += weight * x
    })
    rows.truth[r] = random() < 1 / (1 + Math.exp(-z)) ? 1 : 0
  }
  return rows
}

describe('the fit', () => {
  test('finds the weights that made the data', () => {
    const weights = [2.5, 1.2, -0.6]
    const model = fitLogistic(planted(-5, weights, 60_000, 3), 1)
    expect(Math.abs(model.base + 5)).toBeLessThan(0.25)
    model.weights.forEach((weight, f) => {
      expect(Math.abs(weight - (weights[f] ?? 0))).toBeLessThan(0.15)
    })
  })

  test('gives the same model twice, and a finite one for a feature that tells all', () => {
    const rows = planted(-5, [3, 1], 2000, 4)
    expect(fitLogistic(rows, 1)).toEqual(fitLogistic(rows, 1))
    const perfect: Rows = {
      features: Float64Array.from({ length: 200 }, (_, r) => (r < 100 ? 0 : 1)),
      width: 1,
      truth: Uint8Array.from({ length: 200 }, (_, r) => (r < 100 ? 0 : 1)),
      weight: new Float64Array(200).fill(1),
    }
    const { base, weights } = fitLogistic(perfect, 1)
    expect(Number.isFinite(base)).toBe(true)
    expect(weights[0]).toBeGreaterThan(1)
  })

  test('rows without weight say nothing', () => {
    const rows = planted(-3, [2, 1], 4000, 5)
    const half = { ...rows, weight: rows.weight.map((_, r) => (r < 2000 ? 1 : 0)) }
    const cut: Rows = {
      features: rows.features.slice(0, 4000),
      width: 2,
      truth: rows.truth.slice(0, 2000),
      weight: rows.weight.slice(0, 2000),
    }
    const [one, other] = [fitLogistic(half, 1), fitLogistic(cut, 1)]
    expect(one.base).toBeCloseTo(other.base, 4)
  })

  test('finds how days depend on each other', () => {
    const random = seeded(6)
    const windows = Array.from({ length: 40_000 }, () => {
      const days = 2 + Math.floor(random() * 5)
      const p = random() * 0.2
      return { daily: new Array<number>(days).fill(p), any: random() < 1 - (1 - p) ** (days ** 0.7) }
    })
    expect(Math.abs(fitPower(windows) - 0.7)).toBeLessThan(0.04)
  })
})
