import { z } from 'zod'
import { LOOKS } from './person.ts'

/** One person on their way to a gate. */
export const planItemSchema = z.object({
  /** when they reach the queue, epoch ms */
  at: z.number(),
  /** card text; null when they come without */
  card: z.string().nullable(),
  /** what they hold up in place of a card */
  text: z.string().optional(),
  look: z.enum(LOOKS),
  /** own difference from the expected forehead, degC */
  offsetC: z.number().optional(),
  /** sent away, they are back after this long */
  recheckAfterMs: z.number().positive().optional(),
})
export type PlanItem = z.infer<typeof planItemSchema>

/** JSON lines. @throws Error naming the line that is no plan item */
export function parsePlan(text: string): PlanItem[] {
  return text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      try {
        return planItemSchema.parse(JSON.parse(line))
      } catch {
        // Not the line itself: it may hold a card.
        throw new Error(`line ${number} of the plan is not a person on their way`)
      }
    })
}

export const formatPlan = (plan: readonly PlanItem[]): string =>
  plan.map(item => `${JSON.stringify(item)}\n`).join('')
