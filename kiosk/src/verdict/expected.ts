import type { RulePack } from '@schoolgate/protocol/rule-pack'

/** The forehead surface a healthy person is expected to show now, degC, and its spread. */
export interface Expected {
  mean: number
  scale: number
}

/**
 * The fixed prior: a forehead is cooler than the body by less the warmer the room is. The running cohort and the
 * person's own offset refine this number; `decide` takes whatever stands here.
 *
 * @param ambient degC; held at the rule pack's bounds, the line is not drawn on outside them
 */
export function expectedSurface(ambient: number, pack: RulePack): Expected {
  const room = Math.min(pack.ambientMax, Math.max(pack.ambientMin, ambient))
  return {
    mean: pack.bodyRef - (pack.dropAtZero - pack.dropSlope * room),
    scale: Math.max(pack.minScale, pack.scale),
  }
}
