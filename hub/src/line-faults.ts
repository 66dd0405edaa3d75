import type { Health } from '@schoolgate/protocol/frame/health'

const KINDS = ['discardedBytes', 'badSums', 'reopened'] as const
type Kind = (typeof KINDS)[number]
type Counts = Pick<Health, Kind>

const NOTHING: Counts = { discardedBytes: 0, badSums: 0, reopened: 0 }

/** Turns the kiosks' counts since their start into increments; a count that fell belongs to a restarted kiosk. */
export class LineFaults {
  readonly #add: (kind: Kind, n: number) => void
  /** kiosks without faults are not kept */
  readonly #known = new Map<string, Counts>()

  constructor(add: (kind: Kind, n: number) => void) {
    this.#add = add
  }

  report(kiosk: string, health: Counts): void {
    const before = this.#known.get(kiosk) ?? NOTHING
    for (const kind of KINDS) {
      const n = health[kind] < before[kind] ? health[kind] : health[kind] - before[kind]
      if (n > 0) this.#add(kind, n)
    }
    const { discardedBytes, badSums, reopened } = health
    if (discardedBytes + badSums + reopened > 0) this.#known.set(kiosk, { discardedBytes, badSums, reopened })
    else this.#known.delete(kiosk)
  }
}
