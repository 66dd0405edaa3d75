import type { Issuers } from '../../../cards/issuers.ts'
import type { Printer } from '../../../print/printer.ts'
import type { PosterGate } from '../../../scope/public.ts'

/** What the routes of cards and visitors need beside what every area has. */
export interface CardsDeps {
  issuers: Pick<Issuers, 'held' | 'names' | 'signerFor' | 'rotate' | 'retire'>
  printer: Pick<Printer, 'cards' | 'poster'>
  /** the gate a poster hangs at, by its token's hash; undefined once a newer poster took its place */
  atPoster(tokenHash: string): Promise<PosterGate | undefined>
}
