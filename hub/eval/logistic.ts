export interface LinearModel {
  base: number
  weights: number[]
}

export interface Rows {
  /** row by row, `width` numbers each */
  features: Float64Array
  width: number
  /** 1 or 0 */
  truth: Uint8Array
  /** how much a row counts */
  weight: Float64Array
}

/**
 * Logistic regression by Newton's method, with a ridge on standardised weights. No randomness: the same rows give the
 * same model.
 *
 * @param ridge of the standardised weights; the base is free
 */
export function fitLogistic(rows: Rows, ridge: number): LinearModel {
  const { features, width, truth, weight } = rows
  const count = truth.length
  const { mean, spread } = scales(rows)
  const size = width + 1
  let theta = new Float64Array(size)
  theta[0] = Math.log((sumOf(weight, truth) + 1) / (sumOf(weight) + 2))
  const row = new Float64Array(size)
  row[0] = 1
  const lossOf = (at: Float64Array): number => {
    let loss = 0
    for (let f = 1; f < size; f += 1) loss += (ridge * (at[f] ?? 0) ** 2) / 2
    for (let r = 0; r < count; r += 1) {
      const w = weight[r] ?? 0
      if (w === 0) continue
      let z = at[0] ?? 0
      for (let f = 0; f < width; f += 1)
        z += (((features[r * width + f] ?? 0) - (mean[f] ?? 0)) / (spread[f] ?? 1)) * (at[f + 1] ?? 0)
      loss += w * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (truth[r] ?? 0) * z)
    }
    return loss
  }
  for (let step = 0; step < 50; step += 1) {
    const gradient = new Float64Array(size)
    const hessian = Array.from({ length: size }, () => new Float64Array(size))
    for (let r = 0; r < count; r += 1) {
      const w = weight[r] ?? 0
      if (w === 0) continue
      let z = theta[0] ?? 0
      for (let f = 0; f < width; f += 1) {
        const x = ((features[r * width + f] ?? 0) - (mean[f] ?? 0)) / (spread[f] ?? 1)
        row[f + 1] = x
        z += x * (theta[f + 1] ?? 0)
      }
      const p = 1 / (1 + Math.exp(-z))
      const residual = w * (p - (truth[r] ?? 0))
      const curve = w * p * (1 - p)
      for (let i = 0; i < size; i += 1) {
        const x = row[i] ?? 0
        gradient[i] = (gradient[i] ?? 0) + residual * x
        const line = hessian[i]
        if (line === undefined || x === 0) continue
        for (let j = 0; j <= i; j += 1) line[j] = (line[j] ?? 0) + curve * x * (row[j] ?? 0)
      }
    }
    for (let i = 0; i < size; i += 1) {
      const line = hessian[i]
      if (line === undefined) continue
      if (i > 0) gradient[i] = (gradient[i] ?? 0) + ridge * (theta[i] ?? 0)
      line[i] = (line[i] ?? 0) + (i > 0 ? ridge : 1e-9)
    }
    const move = solve(hessian, gradient)
    const before = lossOf(theta)
    let length = 1
    let next = theta
    // Newton's step overshoots far from the answer: halved until it is one down
    for (; length > 1e-6; length /= 2) {
      next = theta.map((value, i) => value - length * (move[i] ?? 0))
      if (lossOf(next) <= before) break
    }
    if (length <= 1e-6) break
    const largest = Math.max(...move.map(Math.abs)) * length
    theta = next
    if (largest < 1e-7) break
  }
  const weights = Array.from({ length: width }, (_, f) => (theta[f + 1] ?? 0) / (spread[f] ?? 1))
  return { base: weights.reduce((base, w, f) => base - w * (mean[f] ?? 0), theta[0] ?? 0), weights }
}

/** Log-odds of row `r`; a model of fewer weights takes the row's first numbers. */
export function logOdds(model: LinearModel, features: Float64Array, r: number, width: number): number {
  let z = model.base
  for (let f = 0; f < model.weights.length; f += 1)
    z += (model.weights[f] ?? 0) * (features[r * width + f] ?? 0)
  return z
}

function scales({ features, width, weight }: Rows): { mean: Float64Array; spread: Float64Array } {
  const mean = new Float64Array(width)
  const spread = new Float64Array(width)
  const all = sumOf(weight)
  for (let r = 0; r < weight.length; r += 1)
    for (let f = 0; f < width; f += 1)
      mean[f] = (mean[f] ?? 0) + ((weight[r] ?? 0) / all) * (features[r * width + f] ?? 0)
  for (let r = 0; r < weight.length; r += 1)
    for (let f = 0; f < width; f += 1)
      spread[f] =
        (spread[f] ?? 0) + ((weight[r] ?? 0) / all) * ((features[r * width + f] ?? 0) - (mean[f] ?? 0)) ** 2
  for (let f = 0; f < width; f += 1) spread[f] = Math.sqrt(spread[f] ?? 0) || 1
  return { mean, spread }
}

function sumOf(weight: Float64Array, truth?: Uint8Array): number {
  let sum = 0
  for (let r = 0; r < weight.length; r += 1)
    sum += (weight[r] ?? 0) * (truth === undefined ? 1 : (truth[r] ?? 0))
  return sum
}

/** Solves a symmetric positive system of which the lower half is given (Cholesky). */
function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length
  const l = lower.map(line => Float64Array.from(line))
  const at = (i: number, j: number): number => l[i]?.[j] ?? 0
  const set = (i: number, j: number, value: number): void => {
    const line = l[i]
    if (line !== undefined) line[j] = value
  }
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = at(i, j)
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k)
      set(i, j, i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j))
    }
  const x = Float64Array.from(right)
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] ?? 0
    for (let k = 0; k < i; k += 1) sum -= at(i, k) * (x[k] ?? 0)
    x[i] = sum / at(i, i)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < n; k += 1) sum -= at(k, i) * (x[k] ?? 0)
    x[i] = sum / at(i, i)
  }
  return x
}
