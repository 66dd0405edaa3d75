import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { kioskIdOf } from '@schoolgate/protocol/frame/session'
import { rawPublicKey } from '@schoolgate/protocol/raw-keys'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

/** Who this kiosk is: an Ed25519 key (RFC 8032) that never leaves it. */
export interface Identity {
  /** first 8 bytes of SHA-256 of the public key, hexadecimal */
  kiosk: string
  /** 32 bytes */
  publicKey: Uint8Array
  /** made at this start: the kiosk has no past */
  isNew: boolean
  sign(bytes: Uint8Array): Uint8Array
}

const FILE = 'kiosk.key'

/**
 * Reads the key in the data folder, or makes one at the first start (PKCS #8 in PEM, readable by its owner only).
 * A key that cannot be read is an error, never replaced: a new key would be another kiosk to the hub.
 */
export function loadIdentity(dataDir: string): Result<Identity, 'key-unreadable'> {
  const path = join(dataDir, FILE)
  const kept = readIfThere(path)
  const pem = kept ?? makeKey(path)
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'ed25519') return fail('key-unreadable')
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    return ok(identityOf(key, kept === undefined))
  } catch {
    return fail('key-unreadable')
  }
}

export function identityOf(key: KeyObject, isNew = false): Identity {
  const publicKey = rawPublicKey(createPublicKey(key))
  return {
    kiosk: kioskIdOf(publicKey),
    publicKey,
    isNew,
    sign: bytes => new Uint8Array(sign(null, bytes, key)),
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written beside and renamed, so that losing power leaves a whole key or none. */
function makeKey(path: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, pem)
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
  return pem
}
