import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { reasonSchema } from '../verdict.ts'

/** Kinds of alarm. Each needs a response; anything else is an event. */
export const alarmKindSchema = z.enum([
  'isolate',
  'refer', // a card that was not accepted
  'by-hand', // a good card, but nobody could be measured
  'sensor-down',
  'scanner-down',
  'kiosk-offline',
  'kiosk-fork',
  'entries-lost',
  'card-clone', // one card at two gates in impossible time
])
export type AlarmKind = z.infer<typeof alarmKindSchema>

export const alarmPrioritySchema = z.enum(['high', 'medium', 'low'])
export type AlarmPriority = z.infer<typeof alarmPrioritySchema>

/** new -> going ("I am going") -> met -> closed. Undo goes one step back within 10 s. */
export const alarmStateSchema = z.enum(['new', 'going', 'met', 'closed'])
export type AlarmState = z.infer<typeof alarmStateSchema>

export const alarmOutcomeSchema = z.enum([
  'back-to-class',
  'isolation-room',
  'sent-home',
  'card-renewed',
  'fixed',
  'false-alarm',
])
export type AlarmOutcome = z.infer<typeof alarmOutcomeSchema>

export const alarmSchema = z.object({
  id: z.string(),
  kind: alarmKindSchema,
  priority: alarmPrioritySchema,
  gate: z.string(),
  /** epoch ms, hub time */
  raisedAt: z.number(),
  state: alarmStateSchema,
  /** how often nobody answered: 0 fresh, 1 repeated, 2 second person, 3 duty head */
  level: z.int().min(0).max(3),
  reasons: z.array(reasonSchema),
  who: z.object({ person: id8Schema, name: z.string(), group: z.string() }).optional(),
  /** officer's display name and epoch ms of the last step */
  by: z.string().optional(),
  stepAt: z.number().optional(),
  outcome: alarmOutcomeSchema.optional(),
  shelvedUntil: z.number().optional(),
  shelvedReason: z.string().optional(),
})
export type Alarm = z.infer<typeof alarmSchema>

/** How long a step can be taken back, ms. */
export const ALARM_UNDO_MS = 10_000
