import type { Window } from './book.ts'
import type { Stretch } from './stretch.ts'

/** How long two people were somewhere at the same time. */
export interface Together extends Stretch {
  /** epoch ms spent there together, less than `to - from` where one went away in between */
  ms: number
  flags: number
}

/** @returns null when they were never there together */
export function together(a: readonly Window[], b: readonly Window[]): Together | null {
  let found: Together | null = null
  let shared: Stretch[] | null = null
  for (const one of a) {
    for (const other of b) {
      const from = Math.max(one.from, other.from)
      const to = Math.min(one.to, other.to)
      if (from >= to) continue
      const flags = one.flags | other.flags
      if (!found) {
        found = { from, to, ms: to - from, flags }
        continue
      }
      shared ??= [{ from: found.from, to: found.to }]
      shared.push({ from, to })
      found.from = Math.min(found.from, from)
      found.to = Math.max(found.to, to)
      found.flags |= flags
    }
  }
  if (found && shared) found.ms = unionOf(shared)
  return found
}

/** Time covered by at least one stretch. */
export function unionOf(stretches: readonly Stretch[]): number {
  let ms = 0
  let end = Number.NEGATIVE_INFINITY
  for (const { from, to } of inOrder(stretches)) {
    if (to <= end) continue
    ms += to - Math.max(from, end)
    end = to
  }
  return ms
}

/** By beginning; what is so already is not sorted again. */
export function inOrder(stretches: readonly Stretch[]): readonly Stretch[] {
  for (let i = 1; i < stretches.length; i++)
    if ((stretches[i] as Stretch).from < (stretches[i - 1] as Stretch).from)
      return stretches.toSorted((a, b) => a.from - b.from)
  return stretches
}
