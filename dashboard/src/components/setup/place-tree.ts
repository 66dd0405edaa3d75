import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { Tree } from '@schoolgate/protocol/http/directory'

export type PlaceLine = Tree['jurisdictions'][number]

export interface PlaceNode extends PlaceLine {
  children: PlaceNode[]
  /** under the officer's own place, or that place itself */
  own: boolean
}

/** What may be made under a kind, the next one down first. */
export const UNDER: Record<Jurisdiction['kind'], readonly Jurisdiction['kind'][]> = {
  nation: ['province', 'district', 'school'],
  province: ['district', 'school'],
  district: ['school'],
  school: [],
}

const byName = new Intl.Collator(['ru', 'vi', 'en'], { numeric: true })

/**
 * The officer's part of the tree from its root: the jurisdictions above come as a single line of parents. A
 * jurisdiction whose parent was not sent becomes a root.
 *
 * @param home the officer's own jurisdiction
 */
export function placeTree(lines: readonly PlaceLine[], home: string): PlaceNode[] {
  const nodes = new Map(lines.map(l => [l.id, { ...l, children: [], own: false } as PlaceNode]))
  const roots: PlaceNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parent === null ? undefined : nodes.get(node.parent)
    if (parent && parent !== node) parent.children.push(node)
    else roots.push(node)
  }
  const settle = (node: PlaceNode, own: boolean): void => {
    node.own = own || node.id === home
    node.children.sort((a, b) => byName.compare(a.name, b.name))
    for (const child of node.children) settle(child, node.own)
  }
  for (const root of roots) settle(root, false)
  return roots.sort((a, b) => byName.compare(a.name, b.name))
}

/** Ids from the root to a place, that place last; none when it is not in the tree. */
export function pathTo(roots: readonly PlaceNode[], id: string): string[] {
  for (const root of roots) {
    if (root.id === id) return [id]
    const below = pathTo(root.children, id)
    if (below.length > 0) return [root.id, ...below]
  }
  return []
}

/** People of a place and of all below it, where each line counts its own or everybody's: the larger is right. */
export const schoolsUnder = (node: PlaceNode): number =>
  node.kind === 'school' ? 1 : node.children.reduce((n, c) => n + schoolsUnder(c), 0)

/** Nodes whose name holds what was typed, with everything above them; all of them for an empty text. */
export function narrowed(roots: readonly PlaceNode[], wanted: (name: string) => boolean): PlaceNode[] {
  return roots.flatMap(node => {
    if (wanted(node.name)) return [node]
    const children = narrowed(node.children, wanted)
    return children.length > 0 ? [{ ...node, children }] : []
  })
}
