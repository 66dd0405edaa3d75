import { z } from 'zod'

/** What the kiosk decided. Triage, never a diagnosis: `isolate` is a quiet room and an adult who decides. */
export const verdictSchema = z.enum(['pass', 'recheck', 'isolate', 'refer'])
export type Verdict = z.infer<typeof verdictSchema>

/** Why. One list for the kiosk, the hub and every screen; each code has a sentence in all five languages. */
export const REASONS = [
  // from the reading
  'warm', // z or the backstop says above the rule pack's line
  'still-warm', // again above it on the recheck
  'cold-face',
  'unsteady', // frames or looks disagree, or still rising
  'too-few-frames',
  'no-single-face',
  'ambient-out-of-range',
  'ambient-moving',
  'sensor-warming-up',
  'implausible', // hotter than any living forehead
  'too-soon', // came back before the rewarming time was over
  'sensor-down',
  'recheck-limit', // no valid reading after the allowed rechecks
  // from the card
  'card-unknown',
  'card-foreign', // signed by a key this kiosk was not given
  'card-forged', // the signature does not fit
  'card-expired',
  'card-not-yet-valid',
  'card-revoked',
  'card-reissued', // its holder was given a newer one
  'card-malformed',
  'not-a-card',
  'web-address',
] as const
export const reasonSchema = z.enum(REASONS)
export type Reason = z.infer<typeof reasonSchema>

export const directionSchema = z.enum(['in', 'out'])
export type Direction = z.infer<typeof directionSchema>
