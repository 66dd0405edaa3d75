import type { WireEntry } from '@schoolgate/protocol/frame/entries'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { Ephemeral } from '@schoolgate/protocol/frame/session'
import type { Random } from '@schoolgate/protocol/random'

export interface JournalHead {
  seq: number
  hash: Uint8Array
}

/** The journal as the uplink reads it. */
export interface JournalView {
  readonly id: string
  head(): JournalHead
  /** what has been deleted, up to and including */
  base(): JournalHead
  kept(): { firstSeq: number; lastSeq: number }
  hashOf(seq: number): Uint8Array | undefined
  batch(
    from: number,
    max: number,
    maxBytes: number,
  ): { from: number; to: number; prev: Uint8Array; head: Uint8Array; entries: WireEntry[] } | undefined
}

/** Everything the machine reads besides its events. */
export interface UplinkWorld {
  journal: JournalView
  identity: { kiosk: string; publicKey: Uint8Array; sign(bytes: Uint8Array): Uint8Array }
  bootId: string
  software: string
  pairing?: string
  /** the kiosk's clocks as they go into hello */
  stamp(): { monoMs: number; wallMs: number; synced: boolean }
  versions(): { config: number; roster: number }
  health(): Omit<Health, 't'>
  makeEphemeral(): Ephemeral
  random: Random
}
