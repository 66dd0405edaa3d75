import type { StoredEntry } from '../store/log-types.ts'

/** A card that let somebody through. */
export interface Passage {
  site: string
  gate: string
  direction: 'in' | 'out'
  /** when it can have been, epoch ms */
  lo: number
  hi: number
}

/** Nobody is through two gates sooner than this, ms. */
export interface CloneRule {
  betweenGatesMs: number
  betweenSitesMs: number
}
export const CLONE_RULE: CloneRule = { betweenGatesMs: 20_000, betweenSitesMs: 60_000 }

/**
 * Whether one card cannot have made both passages: two gates, the same way, too close together however the clocks
 * were wrong. Judged by the widest gap their intervals allow, so that an uncertain clock never accuses anybody.
 */
export function isImpossible(a: Passage, b: Passage, rule: CloneRule = CLONE_RULE): boolean {
  if (a.gate === b.gate || a.direction !== b.direction) return false
  const widest = Math.max(a.hi - b.lo, b.hi - a.lo)
  return widest < (a.site === b.site ? rule.betweenGatesMs : rule.betweenSitesMs)
}

/** Whoever is told to wait may try the next gate at once: only a pass shows where a card went. */
const passageOf = (entry: StoredEntry): Passage | undefined => {
  if (entry.verdict !== 'pass') return undefined
  const { site, gate, direction, lo, hi } = entry
  return { site, gate, direction, lo, hi }
}

/** Cards remembered, and passages of each: late entries of one gate are held against the newest of others. */
const CARDS = 100_000
const PASSAGES = 4

/** The last passages of the cards seen most recently. */
export class CardTrail {
  readonly #cards = new Map<string, Passage[]>()
  readonly #rule: CloneRule

  constructor(rule: CloneRule = CLONE_RULE) {
    this.#rule = rule
  }

  /** Remembers an entry. @returns the passage that cannot have been made by the same card */
  add(entry: StoredEntry): Passage | undefined {
    const passage = passageOf(entry)
    if (entry.card === undefined || passage === undefined) return undefined
    const before = this.#cards.get(entry.card) ?? []
    this.#cards.delete(entry.card)
    this.#cards.set(entry.card, [...before.slice(1 - PASSAGES), passage])
    if (this.#cards.size > CARDS) {
      for (const oldest of this.#cards.keys()) {
        this.#cards.delete(oldest)
        break
      }
    }
    return before.findLast(other => isImpossible(other, passage, this.#rule))
  }
}
