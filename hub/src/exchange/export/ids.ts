/**
 * What records are called in an export: by their source, which is unique within one system; where two records of
 * different systems share one, the later is called by its own id.
 */
export class SourceIds {
  readonly #owners = new Map<string, string>()

  of({ id, source }: { id: string; source: string }): string {
    const owner = this.#owners.get(source)
    if (owner === undefined) {
      this.#owners.set(source, id)
      return source
    }
    return owner === id ? source : id
  }
}
