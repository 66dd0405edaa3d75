import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import { alarmSchema } from '@schoolgate/protocol/feed/alarm'
import { feedEntrySchema } from '@schoolgate/protocol/feed/entry'
import { id8Schema } from '@schoolgate/protocol/hex'
import { problemSchema } from '@schoolgate/protocol/http/problem'

export type { OpenAPIHono }
export { createRoute, z }

/** An id as it stands in a path. */
export const idSchema = z.string().min(1).max(64)
export const siteParam = z.object({ site: idSchema })
export const placeParam = z.object({ place: recordIdSchema })
export const groupParam = z.object({ group: recordIdSchema })
export const personParam = z.object({ person: id8Schema })

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
})

/** The body of a request, required. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  body: { content: { 'application/json': { schema } }, required: true },
})

const TITLES = {
  400: 'The request does not fit',
  401: 'Not signed in',
  403: 'Wrong origin',
  404: 'Unknown, or outside your jurisdiction',
  409: 'Not possible in this state',
  413: 'Too large',
  429: 'Too many tries',
} as const

/** Problem answers of a route, by status. */
export function problems<S extends keyof typeof TITLES>(...statuses: S[]) {
  const entries = statuses.map(status => [
    status,
    { content: { 'application/problem+json': { schema: problemSchema } }, description: TITLES[status] },
  ])
  return Object.fromEntries(entries) as Record<
    S,
    { content: { 'application/problem+json': { schema: typeof problemSchema } }; description: string }
  >
}

export const entriesPageSchema = z.object({
  entries: z.array(feedEntrySchema),
  /** pass as `before` for the page before this one; null at the day's start */
  next: z.int().nullable(),
})

export const gapSchema = z.object({
  kiosk: id8Schema,
  journal: id8Schema,
  from: z.int(),
  to: z.int(),
  noticedAt: z.number(),
})

export const kioskSchema = z.object({
  id: id8Schema,
  site: z.string(),
  gate: z.object({ id: z.string(), name: z.string(), lane: z.enum(['in', 'out', 'both']) }),
  status: z.enum(['active', 'quarantined']),
  online: z.boolean(),
  pairedAt: z.number(),
})

export const alarmsSchema = z.object({ alarms: z.array(alarmSchema) })
