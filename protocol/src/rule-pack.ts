import { z } from 'zod'

/** Thresholds of the verdict, versioned: an entry names the pack that decided it. degC, ms. */
export const rulePackSchema = z.object({
  id: z.string().max(40),
  /** a look closes once it has `minFrames` good frames and has lasted `minWindowMs`; at `maxWindowMs` at the latest */
  minWindowMs: z.number().positive(),
  maxWindowMs: z.number().positive(),
  minFrames: z.int().positive(),
  maxSd: z.number().positive(),
  /** surface above this is no living forehead */
  implausibleAbove: z.number(),
  coldFaceBelow: z.number(),
  /** this far below the expected surface is a cold face too */
  coldFaceMargin: z.number().positive(),
  ambientMin: z.number(),
  ambientMax: z.number(),
  ambientMovePerMin: z.number().positive(),
  sensorWarmUpMs: z.number().nonnegative(),
  /** expected forehead surface = bodyRef - (dropAtZero - dropSlope * T_env) */
  bodyRef: z.number(),
  dropAtZero: z.number(),
  dropSlope: z.number(),
  /** spread of healthy foreheads about the expected one; the cohort will replace it, never below minScale */
  scale: z.number().positive(),
  minScale: z.number().positive(),
  zRecheck: z.number().positive(),
  /** core estimate = surface + coreGain * (surface - T_env) */
  coreGain: z.number(),
  firstLookBackstop: z.number(),
  recheckBackstop: z.number(),
  looksAgreeWithin: z.number().positive(),
  risingAbove: z.number().positive(),
  risingWithinMs: z.number().positive(),
  maxRechecks: z.int().positive(),
  rewarmMs: z.number().nonnegative(),
  /** looks further apart than this belong to different visits to the gate */
  looksForgottenMs: z.number().positive(),
  sameCardMs: z.number().nonnegative(),
})
export type RulePack = z.infer<typeof rulePackSchema>

/** Starting values: a fixed prior and a fixed backstop, from published foreheads. */
export const STARTER_RULE_PACK: RulePack = {
  id: 'starter-1',
  minWindowMs: 1500,
  maxWindowMs: 2600,
  minFrames: 8,
  maxSd: 0.3,
  implausibleAbove: 41,
  coldFaceBelow: 32.5,
  coldFaceMargin: 1.0,
  ambientMin: 18,
  ambientMax: 28,
  ambientMovePerMin: 0.5,
  sensorWarmUpMs: 30 * 60_000,
  bodyRef: 37.0,
  dropAtZero: 5.24,
  dropSlope: 0.139,
  scale: 0.5,
  minScale: 0.3,
  zRecheck: 2,
  coreGain: 0.16,
  firstLookBackstop: 37.8,
  recheckBackstop: 38.0,
  looksAgreeWithin: 0.3,
  risingAbove: 0.15,
  risingWithinMs: 120_000,
  maxRechecks: 2,
  rewarmMs: 10 * 60_000,
  looksForgottenMs: 60 * 60_000,
  sameCardMs: 10_000,
}
