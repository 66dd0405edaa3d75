/**
 * The kiosk protocol's version. Old kiosks live for years: fields are only ever added, and the hub serves every
 * version from the floor up. `version.test.ts` hashes the schemas and asks for a bump and a history line.
 */
export const PROTOCOL_VERSION = 2
export const PROTOCOL_FLOOR = 1

export const PROTOCOL_HISTORY: Record<number, string> = {
  1: 'entries with hash chain, session MAC, credit, seals; config, roster and revocations; health',
  2: 'roster state `reissued` and its reason; cards refused by day of issue; until when an issuer’s key is trusted',
}

/** Version of the live feed between hub and dashboard; the two are deployed together, so there is no floor. */
export const FEED_VERSION = 1
