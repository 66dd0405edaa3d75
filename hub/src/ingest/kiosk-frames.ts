import { createHash } from 'node:crypto'
import { encodeCbor } from '@schoolgate/protocol/cbor'
import type { Config } from '@schoolgate/protocol/frame/config'
import { MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'
import type { Roster } from '@schoolgate/protocol/frame/roster'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Directory, GateRow, IssuerKeyRow, SiteRow } from '../store/types.ts'

/**
 * What a kiosk at this gate needs to decide alone for days. `version` is a fingerprint of the content, not a
 * count: equal means equal, and there is no order between two.
 */
export function configFrame(gate: GateRow, site: SiteRow, keys: IssuerKeyRow[], rulePack: RulePack): Config {
  const content = {
    gate: { id: gate.id, name: gate.name, lane: gate.lane },
    site: { id: site.id, name: site.name, timeZone: site.timeZone, locale: site.locale },
    keys: {
      keys: keys.map(key => ({
        kty: 'OKP' as const,
        crv: 'Ed25519' as const,
        kid: key.kid,
        x: Buffer.from(key.publicKey).toString('base64url'),
      })),
    },
    rulePack,
  }
  const digest = createHash('sha256').update(encodeCbor(content)).digest()
  return { t: 'config', version: (digest.readUInt32BE(0) >>> 1) + 1, ...content }
}

/** Room for a frame's own fields beside its rows. */
const FRAME_MARGIN = 1024
/** A roster row without its name, in CBOR: two ids, a state, their heads. */
const ROW_BYTES = 52

/** A roster delta cut into frames below the size limit; only the last one completes the version. */
export function rosterFrames(base: number, delta: Awaited<ReturnType<Directory['rosterSince']>>): Roster[] {
  const frames: Roster[] = []
  let frame: Roster = { t: 'roster', base, version: delta.version, set: [], remove: [], last: false }
  let bytes = FRAME_MARGIN
  const room = (needed: number) => {
    bytes += needed
    if (bytes <= MAX_FRAME_BYTES) return
    frames.push(frame)
    frame = { t: 'roster', base, version: delta.version, set: [], remove: [], last: false }
    bytes = FRAME_MARGIN + needed
  }
  for (const row of delta.set) {
    room(ROW_BYTES + row[2].length * 3)
    frame.set.push(row)
  }
  for (const card of delta.remove) {
    room(ROW_BYTES)
    frame.remove.push(card)
  }
  frames.push({ ...frame, last: true })
  return frames
}
