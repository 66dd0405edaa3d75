import { randomBytes } from 'node:crypto'

/** A new record id: 96 random bits. */
export const newId = (): string => randomBytes(12).toString('hex')
