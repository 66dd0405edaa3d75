import { isoDay } from '@schoolgate/protocol/card/claims'
import type { Cards, KeyDetail } from '../store/card-types.ts'
import type { Directory } from '../store/place-types.ts'
import { heldKeys, type Issuer, loadIssuer, makeIssuer } from './issuer.ts'
import { type Above, homeOfKey, overlapEnd, signingKey } from './key-choice.ts'

export interface IssuersDeps {
  /** private keys lie here */
  dataDir: string
  cards: Pick<Cards, 'keys' | 'putKey'>
  directory: Pick<Directory, 'jurisdiction'>
  /** hub time, epoch ms */
  now(): number
}

/** The issuers' keys of this hub: private halves in files, their lives in the store. */
export class Issuers {
  readonly #deps: IssuersDeps
  /** makes keys one after the other: two print runs at once must not make two for one district */
  #making: Promise<unknown> = Promise.resolve()

  constructor(deps: IssuersDeps) {
    this.#deps = deps
  }

  held(): Promise<Set<string>> {
    return heldKeys(this.#deps.dataDir)
  }

  /** Names of jurisdictions. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await Promise.all([...new Set(ids)].map(id => this.#deps.directory.jurisdiction(id)))
    return new Map(rows.flatMap(row => (row ? [[row.id, row.name]] : [])))
  }

  /** Who signs cards for people of a place; a first key is made for its district. */
  signerFor(path: string): Promise<Issuer> {
    return this.#inTurn(async () => {
      const ids = path.split('/').filter(id => id !== '')
      const found = signingKey(await this.#deps.cards.keys(ids), ids, await this.held())
      const issuer = found && (await loadIssuer(this.#deps.dataDir, found.kid))
      if (issuer) return issuer
      const above: Above[] = []
      for (const id of ids) {
        const row = await this.#deps.directory.jurisdiction(id)
        if (row) above.push(row)
      }
      const home = homeOfKey(above)
      if (home === undefined) throw new Error('a place without a jurisdiction')
      return this.#make(home)
    })
  }

  /** A new key signs from now on; the keys it replaces are trusted `overlapDays` more, or no longer at all. */
  rotate(place: string, overlapDays: number): Promise<Issuer> {
    return this.#inTurn(async () => {
      const before = (await this.#deps.cards.keys([place])).filter(key => key.trustedUntil === null)
      const issuer = await this.#make(place)
      for (const key of before) await this.#end(key, overlapEnd(this.#today(), overlapDays))
      return issuer
    })
  }

  /** Cards of the key are refused from now on. @returns false: the place has no such key */
  retire(place: string, kid: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const key = (await this.#deps.cards.keys([place])).find(k => k.kid === kid)
      if (!key) return false
      await this.#end(key, overlapEnd(this.#today(), 0))
      return true
    })
  }

  async #make(jurisdiction: string): Promise<Issuer> {
    const issuer = await makeIssuer(this.#deps.dataDir, jurisdiction)
    const { kid, publicKey } = issuer
    const madeAt = Math.floor(this.#deps.now())
    await this.#deps.cards.putKey({ kid, jurisdiction, publicKey, madeAt, trustedUntil: null })
    return issuer
  }

  #end(key: KeyDetail, trustedUntil: string): Promise<void> {
    return this.#deps.cards.putKey({ ...key, trustedUntil })
  }

  #today(): string {
    return isoDay(Math.floor(this.#deps.now() / 86_400_000))
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#making.then(run)
    this.#making = done.catch(() => {})
    return done
  }
}
