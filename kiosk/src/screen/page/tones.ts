import type { Verdict } from '@schoolgate/protocol/verdict'

/** One note. Hz, ms from the start of the pattern, ms long, loudness 0 to 1. */
export interface Note {
  hz: number
  at: number
  ms: number
  gain: number
}

/** A short dry click: the card was seen. */
export const TICK: readonly Note[] = [{ hz: 1760, at: 0, ms: 30, gain: 0.35 }]

/**
 * Told apart by contour, so that pitch need not be recognised: pass rises, recheck stays level, isolate
 * falls and is soft (the staff's phones do the calling), refer goes up and comes back.
 */
export const TONES: Readonly<Record<Verdict, readonly Note[]>> = {
  pass: [
    { hz: 880, at: 0, ms: 120, gain: 0.6 },
    { hz: 1320, at: 120, ms: 120, gain: 0.6 },
  ],
  recheck: [
    { hz: 660, at: 0, ms: 150, gain: 0.6 },
    { hz: 660, at: 250, ms: 150, gain: 0.6 },
  ],
  isolate: [
    { hz: 587, at: 0, ms: 220, gain: 0.25 },
    { hz: 494, at: 240, ms: 220, gain: 0.25 },
    { hz: 392, at: 480, ms: 320, gain: 0.25 },
  ],
  refer: [
    { hz: 523, at: 0, ms: 110, gain: 0.5 },
    { hz: 784, at: 130, ms: 110, gain: 0.5 },
    { hz: 523, at: 260, ms: 160, gain: 0.5 },
  ],
}
