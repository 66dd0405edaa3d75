import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** What of a secret may be stored: its SHA-256, hexadecimal. Enough for secrets of 256 random bits. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
