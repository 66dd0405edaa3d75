import type { Directory, GateRow, SiteRow } from './store/place-types.ts'

/** Sites and gates in memory: few, asked for with every entry, changed by hand. */
export class Places {
  readonly #directory: Pick<Directory, 'sitesUnder' | 'gates' | 'gate' | 'site'>
  #sites = new Map<string, SiteRow>()
  #gates = new Map<string, GateRow>()

  constructor(directory: Pick<Directory, 'sitesUnder' | 'gates' | 'gate' | 'site'>) {
    this.#directory = directory
  }

  async load(): Promise<void> {
    const sites = await this.#directory.sitesUnder('/')
    const gates = new Map<string, GateRow>()
    for (const site of sites) {
      for (const gate of await this.#directory.gates(site.id)) gates.set(gate.id, gate)
    }
    // What was removed is gone from here too.
    this.#sites = new Map(sites.map(site => [site.id, site]))
    this.#gates = gates
  }

  sites(): SiteRow[] {
    return [...this.#sites.values()]
  }

  gates(): GateRow[] {
    return [...this.#gates.values()]
  }

  site(id: string): SiteRow | undefined {
    return this.#sites.get(id)
  }

  /** Ids of the sites these gates belong to. */
  sitesOf(gates: Iterable<string>): Set<string> {
    const sites = new Set<string>()
    for (const id of gates) {
      const gate = this.#gates.get(id)
      if (gate) sites.add(gate.site)
    }
    return sites
  }

  /** Runs with the gate, at once when it is known; never for one that does not exist. */
  async withGate(id: string, run: (gate: GateRow) => void): Promise<void> {
    const known = this.#gates.get(id)
    if (known) return run(known)
    const gate = await this.#directory.gate(id)
    if (!gate) return
    const site = await this.#directory.site(gate.site)
    if (site) this.#sites.set(site.id, site)
    this.#gates.set(id, gate)
    run(gate)
  }
}
