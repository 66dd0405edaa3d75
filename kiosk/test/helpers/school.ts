import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCard } from '@schoolgate/protocol/card/card'
import type { Config } from '@schoolgate/protocol/frame/config'
import type { RosterRow } from '@schoolgate/protocol/frame/roster'
import { type RulePack, STARTER_RULE_PACK } from '@schoolgate/protocol/rule-pack'
import { openDurable } from '../../src/journal/durable.ts'
import { SiteStore } from '../../src/roster/site-store.ts'

/** A small made-up school with an issuing key of its own. */
export interface School {
  config: Config
  rows: RosterRow[]
  /** a signed card; ids are `id(n)` */
  card(n: number, days?: { issued?: string; expires?: string }): string
}

export const id = (n: number): string => n.toString(16).padStart(16, '0')

/**
 * Persons 1 to 40 hold cards 1 to 40, but card 8 was replaced, card 9 is revoked, and card 10 is signed but nobody's.
 * Cards issued before August 2026 are refused.
 */
export function makeSchool(
  lane: 'in' | 'out' | 'both' = 'in',
  pack: Partial<RulePack> = {},
  kid = 'a1b2c3d4',
): School {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const seed = new Uint8Array(Buffer.from(jwk.d as string, 'base64url'))
  return {
    config: {
      t: 'config',
      version: 1,
      gate: { id: 'gate-1', name: 'Main door', lane },
      site: { id: 'site-1', name: 'School 1', timeZone: 'Asia/Ulaanbaatar', locale: 'mn' },
      keys: { keys: [{ kty: 'OKP', crv: 'Ed25519', kid, x: jwk.x as string }] },
      rulePack: { ...STARTER_RULE_PACK, ...pack },
      cardsIssuedBefore: '2026-08-01',
    },
    rows: Array.from(
      { length: 40 },
      (_, i): RosterRow => [
        id(i + 1),
        id(i + 101),
        `Given ${i + 1}`,
        i === 7 ? 'reissued' : i === 8 ? 'revoked' : 'active',
      ],
    ).filter((_, i) => i !== 9),
    card: (n, { issued = '2026-09-01', expires = '2027-06-30' } = {}) =>
      issueCard({ card: id(n), issued, expires }, kid, seed),
  }
}

/** A fresh folder under the system's temporary one, and how to remove it. */
export function tempDir(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'schoolgate-kiosk-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Fills a kiosk's data folder as if a hub had configured it before. */
export function presetData(dir: string, { config, rows }: School): void {
  mkdirSync(dir, { recursive: true })
  const store = new SiteStore(openDurable(join(dir, 'site.db')))
  store.setConfig(config)
  store.applyRoster({ t: 'roster', base: 0, version: 1, set: rows, remove: [], last: true })
  store.close()
}
