import { createHash } from 'node:crypto'
import { isoDay } from '@schoolgate/protocol/card/claims'
import type { PublicKey } from '@schoolgate/protocol/card/keys'
import { encodeCbor } from '@schoolgate/protocol/cbor'
import type { Config } from '@schoolgate/protocol/frame/config'
import { MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'
import type { Roster } from '@schoolgate/protocol/frame/roster'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { KeyDetail } from '../store/card-types.ts'
import type { Directory, GateRow, SiteRow } from '../store/place-types.ts'

const DAY_MS = 86_400_000
/** The first protocol version whose kiosks tell replaced cards and retired keys apart. */
const TELLS_APART = 2
/** Said of every retired key: a kiosk whose clock woke up in the past must refuse its cards too. */
const LONG_AGO = '1970-01-01'

/**
 * The issuers' keys as a kiosk is told of them. A key in its overlap carries its last day, so that a kiosk that
 * hears nothing more lets go of it by itself. A retired key stays on the list, so that its cards are told apart
 * from a stranger's; a kiosk too old for that does without the key.
 *
 * @param now epoch ms
 */
export function keysForKiosk(keys: readonly KeyDetail[], proto: number, now: number): PublicKey[] {
  const today = isoDay(Math.floor(now / DAY_MS))
  return keys
    .map(({ kid, publicKey, trustedUntil }) => {
      const until = trustedUntil !== null && trustedUntil < today ? LONG_AGO : trustedUntil
      const x = Buffer.from(publicKey).toString('base64url')
      return { kty: 'OKP' as const, crv: 'Ed25519' as const, kid, x, ...(until !== null && { until }) }
    })
    .filter(key => key.until !== LONG_AGO || proto >= TELLS_APART)
    .sort((a, b) => (a.kid < b.kid ? -1 : 1))
}

/**
 * What a kiosk at this gate needs to decide alone for days. `version` is a fingerprint of the content, not a
 * count: equal means equal, and there is no order between two.
 */
export function configFrame(
  gate: GateRow,
  site: SiteRow,
  keys: PublicKey[],
  rulePack: RulePack,
  cardsIssuedBefore: string | undefined,
): Config {
  const content = {
    gate: { id: gate.id, name: gate.name, lane: gate.lane },
    site: { id: site.id, name: site.name, timeZone: site.timeZone, locale: site.locale },
    keys: { keys },
    rulePack,
    ...(cardsIssuedBefore !== undefined && { cardsIssuedBefore }),
  }
  const digest = createHash('sha256').update(encodeCbor(content)).digest()
  return { t: 'config', version: (digest.readUInt32BE(0) >>> 1) + 1, ...content }
}

/** Room for a frame's own fields beside its rows. */
const FRAME_MARGIN = 1024
/** A roster row without its name, in CBOR: two ids, a state, their heads. */
const ROW_BYTES = 52

/**
 * A roster delta cut into frames below the size limit; only the last one completes the version. To a kiosk that
 * does not know replaced cards they are revoked.
 */
export function rosterFrames(
  base: number,
  delta: Awaited<ReturnType<Directory['rosterSince']>>,
  proto: number,
): Roster[] {
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
    const [card, person, given, state] = row
    frame.set.push(proto < TELLS_APART && state === 'reissued' ? [card, person, given, 'revoked'] : row)
  }
  for (const card of delta.remove) {
    room(ROW_BYTES)
    frame.remove.push(card)
  }
  frames.push({ ...frame, last: true })
  return frames
}
