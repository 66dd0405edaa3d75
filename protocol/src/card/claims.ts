import { z } from 'zod'
import { id8Schema } from '../hex.ts'

/** Everything a card says: an opaque id and two days (UTC, inclusive). Nothing personal. */
export const cardClaimsSchema = z.object({
  card: id8Schema,
  issued: z.iso.date(),
  expires: z.iso.date(),
})
export type CardClaims = z.infer<typeof cardClaimsSchema>

const DAY_MS = 86_400_000

/** Days since 1970-01-01 of an ISO date. */
export const dayNumber = (isoDate: string): number => Math.floor(Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS)
export const isoDay = (dayNumber: number): string => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)
