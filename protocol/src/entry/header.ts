import { z } from 'zod'
import { id8Schema } from '../hex.ts'

/** The clear part of an entry. The key is (kiosk, journal, seq); seq counts 1, 2, 3 without gaps. */
export const entryHeaderSchema = z.object({
  kiosk: id8Schema,
  /** random, made with an empty journal: a new SD card is a new journal */
  journal: id8Schema,
  seq: z.int().positive(),
  bootId: id8Schema,
  /** ms since this boot's start, monotonic */
  monoMs: z.number().nonnegative(),
  /** the kiosk's own wall clock, epoch ms, right or wrong */
  wallMs: z.number(),
  /** whether that wall clock had been set from the hub or a time server since boot */
  synced: z.boolean(),
  kind: z.enum(['scan']),
  /** version of the body's schema */
  v: z.int().positive(),
})
export type EntryHeader = z.infer<typeof entryHeaderSchema>

export const ENTRY_BODY_VERSION = 1
