import { z } from 'zod'

const sized = (length: number) =>
  z.custom<Uint8Array>(v => v instanceof Uint8Array && v.length === length, `expected ${length} bytes`)

export const bytes32Schema = sized(32)
export const bytes64Schema = sized(64)
export const bytesSchema = z.custom<Uint8Array>(v => v instanceof Uint8Array, 'expected bytes')
