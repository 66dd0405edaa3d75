import type { NetworkLayout } from './layout.ts'
import { childrenOf, isContact, type NetworkModel } from './model.ts'

export type Way = 'left' | 'right' | 'up' | 'down'

/** Whom an arrow key leads to: left to the source, right on to the first that hangs on it, up and down to the next in sight. */
export function walk(model: NetworkModel, layout: NetworkLayout, node: number, way: Way): number {
  if (way === 'left') {
    const up = model.parent[node] as number
    return up >= 0 ? up : node
  }
  if (way === 'right') {
    const children = childrenOf(model, node).filter(c => !Number.isNaN(layout.x[c]))
    // on along the chain before its contacts
    return children.find(c => !isContact(model, c)) ?? children[0] ?? node
  }
  const up = model.parent[node] as number
  const step = way === 'up' ? -1 : 1
  if (up >= 0) {
    const same = childrenOf(model, up).filter(
      c => isContact(model, c) === isContact(model, node) && !Number.isNaN(layout.x[c]),
    )
    const next = same[same.indexOf(node) + step]
    if (next !== undefined) return next
  }
  return layout.order[layout.order.indexOf(node) + step] ?? node
}
