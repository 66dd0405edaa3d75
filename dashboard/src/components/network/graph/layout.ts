import { childrenOf, isContact, type NetworkModel } from './model.ts'

/** World units: a day is a column, a row holds one case or a line of contacts. */
export const COLUMN = 180
export const ROW = 22
/** a case stands at the left of its day's column, contacts in the slots right of it */
const CASE_X = 14
export const SLOT = 18
const SLOTS = 8
/** more contacts than this are folded into their cases until asked for */
export const FOLD_OVER = 2000

export interface NetworkLayout {
  /** world position of each node; NaN while folded */
  x: Float32Array
  y: Float32Array
  /** contacts folded into each case */
  folded: Int32Array
  /** those drawn, by row and then by day: the order in which arrow keys meet them */
  order: Int32Array
  width: number
  height: number
}

export interface Unfolded {
  all: boolean
  cases: ReadonlySet<number>
}

/** Nodes laid out between two looks at the clock. */
const CHUNK = 1024

/**
 * Computed, not simulated: x is the day, rows are packed as a time tree, so that every chain reads from left to right
 * and the same answer always gives the same picture. Yields now and then so that the page can draw a frame between.
 */
export function* networkLayout(model: NetworkModel, unfolded: Unfolded): Generator<void, NetworkLayout> {
  const n = model.nodes.length
  const x = new Float32Array(n).fill(Number.NaN)
  const y = new Float32Array(n).fill(Number.NaN)
  const folded = new Int32Array(n)
  /** rows a node and all that hangs on it take, and its first and last day */
  const rows = new Int32Array(n).fill(1)
  const first = Int32Array.from(model.day)
  const last = Int32Array.from(model.day)
  const contactRows = new Int32Array(n)
  const isOpen = (node: number): boolean => unfolded.all || unfolded.cases.has(node)
  const depthFirst = new Int32Array(n)
  let seen = 0
  for (let root = 0; root < n; root++) {
    if ((model.parent[root] as number) >= 0) continue
    const stack = [root]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      depthFirst[seen++] = node
      if (seen % CHUNK === 0) yield
      const children = childrenOf(model, node)
      for (let i = children.length - 1; i >= 0; i--) {
        if (!isContact(model, children[i] as number)) stack.push(children[i] as number)
      }
    }
  }
  // from the leaves to the roots: how many rows, from which day to which
  for (let i = seen - 1; i >= 0; i--) {
    const node = depthFirst[i] as number
    const counts = new Map<number, number>()
    const children = childrenOf(model, node)
    for (const c of children) {
      if (!isContact(model, c)) continue
      if (!isOpen(node)) {
        folded[node] = (folded[node] as number) + 1
        continue
      }
      const d = model.day[c] as number
      counts.set(d, (counts.get(d) ?? 0) + 1)
      stretch(node, d, d)
    }
    let sum = 0
    let isFirst = true
    for (const c of children) {
      if (isContact(model, c)) continue
      sum += (rows[c] as number) - (isFirst && continues(node, c, counts.size === 0) ? 1 : 0)
      isFirst = false
      stretch(node, first[c] as number, last[c] as number)
    }
    let most = 0
    for (const count of counts.values()) most = Math.max(most, Math.ceil(count / SLOTS))
    contactRows[node] = most
    rows[node] = 1 + most + sum
    if (i % CHUNK === 0) yield
  }
  function stretch(node: number, a: number, b: number): void {
    first[node] = Math.min(first[node] as number, a)
    last[node] = Math.max(last[node] as number, b)
  }
  /** the first case of a chain stays on its source's own row, where nothing stands between */
  function continues(node: number, child: number, isFree: boolean): boolean {
    return isFree && (first[child] as number) > (model.day[node] as number)
  }

  // blocks of the roots beneath each other, each as high up as its days are free
  const roots = depthFirst.subarray(0, seen).filter(i => (model.parent[i] as number) < 0)
  roots.sort((a, b) => (first[a] as number) - (first[b] as number) || a - b)
  const sky = new Int32Array(model.days + 1)
  const row = new Int32Array(n)
  for (const root of roots) {
    const [a, b] = [first[root] as number, (last[root] as number) + 1]
    let at = 0
    for (let d = a; d <= b; d++) at = Math.max(at, sky[d] as number)
    row[root] = at
    const gap = (rows[root] as number) > 1 ? 1 : 0
    sky.fill(at + (rows[root] as number) + gap, a, b + 1)
  }

  // from the roots to the leaves: everybody's place
  let bottom = 0
  const drawn: number[] = []
  for (let i = 0; i < seen; i++) {
    const node = depthFirst[i] as number
    const at = row[node] as number
    x[node] = (model.day[node] as number) * COLUMN + CASE_X
    y[node] = at * ROW + ROW / 2
    drawn.push(node)
    bottom = Math.max(bottom, at + (rows[node] as number))
    const taken = new Map<number, number>()
    let below = at + 1 + (contactRows[node] as number)
    let isFirst = true
    for (const c of childrenOf(model, node)) {
      if (!isContact(model, c)) {
        const stays = isFirst && continues(node, c, contactRows[node] === 0)
        row[c] = stays ? at : below
        below += (rows[c] as number) - (stays ? 1 : 0)
        isFirst = false
      } else if (isOpen(node)) {
        const d = model.day[c] as number
        const slot = taken.get(d) ?? 0
        taken.set(d, slot + 1)
        x[c] = d * COLUMN + CASE_X + SLOT * (1 + (slot % SLOTS))
        y[c] = (at + 1 + Math.floor(slot / SLOTS)) * ROW + ROW / 2
        drawn.push(c)
      }
    }
    if (i % CHUNK === 0) yield
  }
  const order = Int32Array.from(drawn)
  order.sort((a, b) => (y[a] as number) - (y[b] as number) || (x[a] as number) - (x[b] as number))
  return { x, y, folded, order, width: model.days * COLUMN, height: Math.max(1, bottom) * ROW }
}

/** All at once, for small networks and tests. */
export function layoutNow(model: NetworkModel, unfolded: Unfolded): NetworkLayout {
  const steps = networkLayout(model, unfolded)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
