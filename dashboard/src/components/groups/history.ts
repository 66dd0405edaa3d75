/** What can be taken back, and what was. The newest step is the last of `past`, the next to redo the last of `future`. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
}

/** Steps kept. */
const MOST = 200

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] })

/** A step further; one that changes nothing is none. */
export function step<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history
  return { past: [...history.past, history.present].slice(-MOST), present: next, future: [] }
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [...history.future, history.present],
  }
}

export function redo<T>(history: History<T>): History<T> {
  const next = history.future.at(-1)
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future: history.future.slice(0, -1) }
}
