import type { Directory } from './store/place-types.ts'

export interface Who {
  person: string
  name: string
  group: string
}

/** Names of a site's people in memory, for the feed, alarms and exports. Read again when the roll changes. */
export class People {
  readonly #directory: Pick<Directory, 'people'>
  readonly #sites = new Map<string, { who: Map<string, Who>; expected: number }>()
  readonly #loading = new Map<string, Promise<void>>()

  constructor(directory: Pick<Directory, 'people'>) {
    this.#directory = directory
  }

  async load(site: string): Promise<void> {
    if (!this.#sites.has(site)) await this.refresh(site)
  }

  async refresh(site: string): Promise<void> {
    const under = this.#loading.get(site)
    if (under) return under
    const reading = this.#read(site).finally(() => this.#loading.delete(site))
    this.#loading.set(site, reading)
    return reading
  }

  /** Sites whose people are in memory: everything somebody has looked at. */
  sites(): string[] {
    return [...this.#sites.keys()]
  }

  has(site: string): boolean {
    return this.#sites.has(site)
  }

  who(site: string, person: string): Who | undefined {
    return this.#sites.get(site)?.who.get(person)
  }

  /** People who should come on a school day, as last read: not visitors, nor who has left and still has a name. */
  expected(site: string): number {
    return this.#sites.get(site)?.expected ?? 0
  }

  async #read(site: string): Promise<void> {
    const rows = await this.#directory.people(site)
    this.#sites.set(site, {
      who: new Map(rows.map(({ id, name, group }) => [id, { person: id, name, group }])),
      expected: rows.filter(row => row.active && row.role !== 'visitor').length,
    })
  }
}
