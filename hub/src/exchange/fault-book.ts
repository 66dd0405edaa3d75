import { fault, type ImportFault } from './fault-codes.ts'

/** What a fault is about before the schools of its record are known: `user:<id>`, `class:<id>`... */
export type Owner = string

/** As many faults are listed; beyond, they are counted. */
export const MAX_FAULTS = 10_000

/**
 * Collects faults while files are read. A fault may name an owner whose schools are only known when all files are;
 * `settle` then says which schools it belongs to, once for each.
 */
export class FaultBook {
  readonly #settled: ImportFault[] = []
  readonly #open: { fault: ImportFault; owner: Owner }[] = []
  /** owners of errors beyond the list, which keep their schools back all the same */
  readonly #unlisted = new Set<Owner>()
  readonly #counts = new Map<string, { errors: number; warnings: number }>()
  readonly #once = new Set<string>()
  #dropped = 0

  add(found: ImportFault, owner?: Owner): void {
    if (owner !== undefined) {
      if (this.#open.length < MAX_FAULTS) this.#open.push({ fault: found, owner })
      else {
        this.#dropped++
        if (found.level === 'error') this.#unlisted.add(owner)
      }
      return
    }
    this.#count(found)
    if (this.#settled.length < MAX_FAULTS) this.#settled.push(found)
    else this.#dropped++
  }

  /** Adds the fault the first time its key is seen. */
  once(key: string, found: () => ImportFault): void {
    if (this.#once.has(key)) return
    this.#once.add(key)
    this.add(found())
  }

  /** Gives what waits for its owner's schools to them; nobody's belongs to the whole file. */
  settle(schoolsOf: (owner: Owner) => readonly string[]): void {
    for (const { fault: found, owner } of this.#open) {
      const schools = schoolsOf(owner)
      for (const school of schools.length === 0 ? [''] : schools) this.add({ ...found, school })
    }
    this.#open.length = 0
    for (const owner of this.#unlisted) {
      for (const school of schoolsOf(owner)) this.#tally(school).errors++
    }
    this.#unlisted.clear()
  }

  /** Source ids of the schools that must not be imported; the empty one stands for the whole file. */
  get faulty(): Set<string> {
    return new Set([...this.#counts].filter(([, { errors }]) => errors > 0).map(([school]) => school))
  }

  counts(school: string): { errors: number; warnings: number } {
    return this.#counts.get(school) ?? { errors: 0, warnings: 0 }
  }

  get errors(): number {
    return [...this.#counts.values()].reduce((sum, { errors }) => sum + errors, 0)
  }

  get warnings(): number {
    return [...this.#counts.values()].reduce((sum, { warnings }) => sum + warnings, 0)
  }

  /** Errors first, each part in order of file and line. */
  list(): ImportFault[] {
    const faults = this.#settled.toSorted(inOrder)
    if (this.#dropped > 0) faults.push(fault('faults-cut', {}, { limit: String(MAX_FAULTS) }))
    return faults
  }

  #count(found: ImportFault): void {
    const tally = this.#tally(found.school)
    if (found.level === 'error') tally.errors++
    else tally.warnings++
  }

  #tally(school: string): { errors: number; warnings: number } {
    let tally = this.#counts.get(school)
    if (tally === undefined) {
      tally = { errors: 0, warnings: 0 }
      this.#counts.set(school, tally)
    }
    return tally
  }
}

function inOrder(a: ImportFault, b: ImportFault): number {
  if (a.level !== b.level) return a.level === 'error' ? -1 : 1
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line
}
