interface Node {
  id: string
  parent: string | null
  name: string
}

export interface TreeLine<T extends Node> {
  row: T
  /** steps below the topmost one shown */
  depth: number
  /** names above it, nearest first */
  above: string
}

/** The tree as a list, children under their parents, each level by name. What hangs on nothing shown is topmost. */
export function treeLines<T extends Node>(rows: readonly T[]): TreeLine<T>[] {
  const byId = new Map(rows.map(r => [r.id, r]))
  const children = new Map<string | null, T[]>()
  for (const row of rows) {
    const parent = row.parent !== null && byId.has(row.parent) && row.parent !== row.id ? row.parent : null
    children.set(parent, [...(children.get(parent) ?? []), row])
  }
  const collator = new Intl.Collator(undefined, { numeric: true })
  const lines: TreeLine<T>[] = []
  const seen = new Set<string>()
  const walk = (parent: string | null, depth: number, above: string): void => {
    for (const row of (children.get(parent) ?? []).sort((a, b) => collator.compare(a.name, b.name))) {
      if (seen.has(row.id)) continue
      seen.add(row.id)
      lines.push({ row, depth, above })
      walk(row.id, depth + 1, above === '' ? row.name : `${row.name}, ${above}`)
    }
  }
  walk(null, 0, '')
  return lines
}
