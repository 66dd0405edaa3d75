import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { issueCard } from '@schoolgate/protocol/card/card'
import type { CardClaims } from '@schoolgate/protocol/card/claims'
import { rawPublicKey } from '@schoolgate/protocol/raw-keys'
import { z } from 'zod'

const issuerSchema = z.object({
  kid: z.string().regex(/^[0-9a-f]{8}$/),
  jurisdiction: z.string(),
  /** 32-byte Ed25519 private key, base64url */
  seed: z.base64url().length(43),
  /** its public key, base64url */
  x: z.base64url().length(43),
})

/** A card issuer's key pair. The private half never enters the database. */
export interface Issuer {
  kid: string
  jurisdiction: string
  publicKey: Uint8Array
  issue(claims: CardClaims): string
}

const fileOf = (dataDir: string, kid: string): string => join(dataDir, `issuer-${kid}.json`)

/** Key ids whose private half lies under the data directory. */
export async function heldKeys(dataDir: string): Promise<Set<string>> {
  const names = await readdir(dataDir).catch(() => [])
  return new Set(names.flatMap(name => /^issuer-([0-9a-f]{8})\.json$/.exec(name)?.[1] ?? []))
}

/** The issuer of that key id, if its private key lies under the data directory. */
export async function loadIssuer(dataDir: string, kid: string): Promise<Issuer | undefined> {
  let text: string
  try {
    text = await readFile(fileOf(dataDir, kid), 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
  return fromFile(issuerSchema.parse(JSON.parse(text)))
}

/** A new issuer for the jurisdiction, kept in a file only its owner may read. */
export async function makeIssuer(dataDir: string, jurisdiction: string): Promise<Issuer> {
  await mkdir(dataDir, { recursive: true })
  const pair = generateKeyPairSync('ed25519')
  const { d } = pair.privateKey.export({ format: 'jwk' })
  const kept = {
    kid: randomBytes(4).toString('hex'),
    jurisdiction,
    seed: d as string,
    x: Buffer.from(rawPublicKey(pair.publicKey)).toString('base64url'),
  }
  await writeFile(fileOf(dataDir, kept.kid), `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' })
  return fromFile(kept)
}

/** An issuer of the jurisdiction whose key lies under the data directory, else a new one. */
export async function ensureIssuer(dataDir: string, jurisdiction: string): Promise<Issuer> {
  for (const kid of [...(await heldKeys(dataDir))].sort()) {
    const issuer = await loadIssuer(dataDir, kid)
    if (issuer?.jurisdiction === jurisdiction) return issuer
  }
  return makeIssuer(dataDir, jurisdiction)
}

function fromFile(kept: z.infer<typeof issuerSchema>): Issuer {
  const seed = new Uint8Array(Buffer.from(kept.seed, 'base64url'))
  return {
    kid: kept.kid,
    jurisdiction: kept.jurisdiction,
    publicKey: new Uint8Array(Buffer.from(kept.x, 'base64url')),
    issue: claims => issueCard(claims, kept.kid, seed),
  }
}
