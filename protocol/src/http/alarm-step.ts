import { z } from 'zod'
import { alarmOutcomeSchema } from '../feed/alarm.ts'

/** Body of POST /api/alarms/step: one step for several alarms at once (a group is answered as one). */
export const alarmStepSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('going'),
    alarms: z.array(z.string()).min(1).max(200),
  }),
  z.object({
    step: z.literal('met'),
    alarms: z.array(z.string()).min(1).max(200),
  }),
  z.object({
    step: z.literal('close'),
    alarms: z.array(z.string()).min(1).max(200),
    outcome: alarmOutcomeSchema,
  }),
  z.object({
    step: z.literal('undo'),
    alarms: z.array(z.string()).min(1).max(200),
  }),
  z.object({
    step: z.literal('shelve'),
    alarms: z.array(z.string()).min(1).max(200),
    minutes: z.union([z.literal(15), z.literal(60)]),
    reason: z.string().min(1).max(200),
  }),
])
export type AlarmStep = z.infer<typeof alarmStepSchema>
