import type { NetworkAnswer } from '@schoolgate/protocol/http/trace-answer'

export type NetworkNode = NetworkAnswer['nodes'][number]

/**
 * Cases and contacts by number instead of by id, and the tree that is drawn: everybody hangs on the one case they most
 * likely have it from, all other links stay beside it.
 */
export interface NetworkModel {
  nodes: readonly NetworkNode[]
  cases: number
  /** first day there is, ISO; days of nodes count from it */
  firstDay: string
  days: number
  day: Int32Array
  /** node each hangs on, -1 for none, and the link that says so */
  parent: Int32Array
  via: Int32Array
  /** those hanging on node n: `child[childFrom[n]] ... child[childFrom[n + 1] - 1]`, by day */
  child: Int32Array
  childFrom: Int32Array
  /** links by number, those to unknown people left out */
  from: Int32Array
  to: Int32Array
  probability: Float32Array
  said: Uint8Array
  /** links of node n, both ways: `link[linkFrom[n]] ...` */
  link: Int32Array
  linkFrom: Int32Array
}

const DAY_MS = 86_400_000
const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS)

/** Nodes and links of an answer as a tree. Time goes forward along computed links; what a person said may go back. */
export function networkModel({ nodes, edges }: NetworkAnswer): NetworkModel {
  const n = nodes.length
  const at = new Map(nodes.map((node, i) => [node.id, i]))
  const days = nodes.map(node => dayNumber(node.day))
  const first = days.reduce((a, b) => Math.min(a, b), days[0] ?? 0)
  const day = Int32Array.from(days, d => d - first)
  const known = edges.filter(e => e.from !== e.to && at.has(e.from) && at.has(e.to))
  const from = Int32Array.from(known, e => at.get(e.from) as number)
  const to = Int32Array.from(known, e => at.get(e.to) as number)
  const probability = Float32Array.from(known, e => e.probability)
  const said = Uint8Array.from(known, e => (e.said ? 1 : 0))

  const isCase = (i: number): boolean => nodes[i]?.status !== 'contact'
  /** strictly earlier: no circle can be closed by links that all go this way */
  const isForward = (a: number, b: number): boolean => {
    const [da, db] = [day[a] ?? 0, day[b] ?? 0]
    return da < db || (da === db && a < b)
  }
  const via = new Int32Array(n).fill(-1)
  const parent = new Int32Array(n).fill(-1)
  const backward: number[] = []
  for (let e = 0; e < known.length; e++) {
    const [a, b] = [from[e] as number, to[e] as number]
    if (isCase(b) && !isForward(a, b)) {
      if (said[e]) backward.push(e)
      continue
    }
    if (!isCase(a)) continue
    const old = via[b] as number
    if (old < 0 || better(e, old)) {
      via[b] = e
      parent[b] = a
    }
  }
  for (const e of backward) {
    const [a, b] = [from[e] as number, to[e] as number]
    const old = via[b] as number
    if ((old >= 0 && said[old]) || leadsTo(a, b)) continue
    via[b] = e
    parent[b] = a
  }
  function better(e: number, old: number): boolean {
    if (said[e] !== said[old]) return (said[e] ?? 0) > (said[old] ?? 0)
    return (probability[e] ?? 0) > (probability[old] ?? 0)
  }
  function leadsTo(start: number, wanted: number): boolean {
    for (let up = start; up >= 0; up = parent[up] as number) if (up === wanted) return true
    return false
  }

  const order = Int32Array.from(nodes.keys()).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b)
  const [child, childFrom] = grouped(n, order, i => [parent[i] as number])
  const [link, linkFrom] = grouped(n, Int32Array.from(known.keys()), e => [
    from[e] as number,
    to[e] as number,
  ])
  return {
    nodes,
    cases: nodes.filter((_, i) => isCase(i)).length,
    firstDay: new Date(first * DAY_MS).toISOString().slice(0, 10),
    days: day.reduce((a, b) => Math.max(a, b), 0) + 1,
    ...{ day, parent, via, child, childFrom, from, to, probability, said, link, linkFrom },
  }
}

/** Items gathered by the group or groups each belongs to (-1: none), in their order. */
function grouped(n: number, items: Int32Array, of: (item: number) => number[]): [Int32Array, Int32Array] {
  const start = new Int32Array(n + 1)
  for (const item of items) for (const g of of(item)) if (g >= 0) start[g + 1] = (start[g + 1] as number) + 1
  for (let g = 0; g < n; g++) start[g + 1] = (start[g + 1] as number) + (start[g] as number)
  const out = new Int32Array(start[n] as number)
  const next = start.slice(0, n)
  for (const item of items) {
    for (const g of of(item)) {
      if (g < 0) continue
      out[next[g] as number] = item
      next[g] = (next[g] as number) + 1
    }
  }
  return [out, start]
}

/** Those hanging on a node, by day. */
export const childrenOf = (model: NetworkModel, node: number): Int32Array =>
  model.child.subarray(model.childFrom[node] as number, model.childFrom[node + 1] as number)

/** Numbers of a node's links, both ways. */
export const linksOf = (model: NetworkModel, node: number): Int32Array =>
  model.link.subarray(model.linkFrom[node] as number, model.linkFrom[node + 1] as number)

export const isContact = (model: NetworkModel, node: number): boolean =>
  model.nodes[node]?.status === 'contact'

/** Contacts hanging on a case. */
export function contactsOf(model: NetworkModel, node: number): number {
  let n = 0
  for (const c of childrenOf(model, node)) if (isContact(model, c)) n++
  return n
}
