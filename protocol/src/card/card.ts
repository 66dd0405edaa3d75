import { decodeCborMaps, encodeCbor } from '../cbor.ts'
import { bytesToHex, hexToBytes } from '../hex.ts'
import { fail, ok, type Result } from '../result.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { type CardClaims, dayNumber, isoDay } from './claims.ts'
import { parseSign1, signSign1, verifySign1 } from './cose.ts'
import type { PublicKeySet } from './keys.ts'

/** Before the base45 text, so that a scanner's user and other software can tell what it is. */
export const CARD_PREFIX = 'SG1:'

// CWT claim keys (RFC 8392 section 4).
const EXP = 4
const IAT = 6
const CTI = 7
const DAY_S = 86_400

/** Why a text is not a valid card. The codes are verdict reasons too. */
export type CardFault =
  | { code: 'web-address' | 'not-a-card' | 'card-malformed' }
  | { code: 'card-foreign'; kid: string }
  | { code: 'card-forged'; kid: string }
  | {
      code: 'card-expired' | 'card-not-yet-valid' | 'card-revoked'
      kid: string
      claims: CardClaims
    }

export interface ValidCard {
  kid: string
  claims: CardClaims
}

/**
 * A card's QR text: CWT claims (RFC 8392) in COSE_Sign1, base45 behind `SG1:`. 159 characters, which fits QR
 * version 7-M in alphanumeric mode (178).
 *
 * @param kid issuing key id, 8 hexadecimal digits
 * @param seed its 32-byte Ed25519 private key
 */
export function issueCard(claims: CardClaims, kid: string, seed: Uint8Array): string {
  const payload = encodeCbor(
    new Map<number, unknown>([
      [EXP, (dayNumber(claims.expires) + 1) * DAY_S],
      [IAT, dayNumber(claims.issued) * DAY_S],
      [CTI, hexToBytes(claims.card)],
    ]),
  )
  return CARD_PREFIX + encodeBase45(signSign1(payload, kid, seed))
}

/**
 * Reads and verifies a card offline. One whose issuer's key is trusted no longer is revoked with all its kind.
 *
 * @param text what the scanner read, without its tail
 * @param keys the issuers' public keys the hub handed out
 * @param now epoch ms; undefined when the kiosk's clock is not known to be right, then days are not judged
 */
export function readCard(
  text: string,
  keys: PublicKeySet,
  now: number | undefined,
): Result<ValidCard, CardFault> {
  if (!text.startsWith(CARD_PREFIX)) {
    return fail({
      code: /^(https?:\/\/|www\.)/i.test(text.trim()) ? 'web-address' : 'not-a-card',
    })
  }
  const bytes = decodeBase45(text.slice(CARD_PREFIX.length))
  if (!bytes.ok) return fail({ code: 'card-malformed' })
  const message = parseSign1(bytes.value)
  if (!message.ok) return fail({ code: 'card-malformed' })
  const kid = bytesToHex(message.value.kid)
  const key = keys.keys.find(k => k.kid === kid)
  if (!key) return fail({ code: 'card-foreign', kid })
  if (!verifySign1(message.value, new Uint8Array(Buffer.from(key.x, 'base64url')))) {
    return fail({ code: 'card-forged', kid })
  }
  const claims = readClaims(message.value.payload)
  if (!claims) return fail({ code: 'card-malformed' })
  if (now !== undefined && key.until !== undefined && now >= endOf(key.until)) {
    return fail({ code: 'card-revoked', kid, claims })
  }
  if (now !== undefined && now >= endOf(claims.expires)) {
    return fail({ code: 'card-expired', kid, claims })
  }
  // A day of grace: the issuer's midnight may be ahead of this one's.
  if (now !== undefined && now < (dayNumber(claims.issued) - 1) * DAY_S * 1000) {
    return fail({ code: 'card-not-yet-valid', kid, claims })
  }
  return ok({ kid, claims })
}

function readClaims(payload: Uint8Array): CardClaims | undefined {
  const map = decodeCborMaps(payload)
  if (!map.ok || !(map.value instanceof Map)) return undefined
  const exp: unknown = map.value.get(EXP)
  const iat: unknown = map.value.get(IAT)
  const cti: unknown = map.value.get(CTI)
  if (typeof exp !== 'number' || typeof iat !== 'number') return undefined
  if (!(cti instanceof Uint8Array) || cti.length !== 8) return undefined
  if (!inCalendar(exp) || !inCalendar(iat)) return undefined
  return {
    card: bytesToHex(cti),
    issued: isoDay(Math.floor(iat / DAY_S)),
    expires: isoDay(Math.ceil(exp / DAY_S) - 1),
  }
}

/** Epoch ms at which a day is over. */
const endOf = (isoDate: string): number => (dayNumber(isoDate) + 1) * DAY_S * 1000

/** Between 1970 and 9999, where ISO dates are written with four digits. */
const inCalendar = (seconds: number): boolean => seconds >= 0 && seconds < 253_402_300_800
