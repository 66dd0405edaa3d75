import type { Reading } from '@schoolgate/protocol/entry/reading'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Reason } from '@schoolgate/protocol/verdict'
import type { Glance } from './glance.ts'
import { median, standardDeviation } from './statistics.ts'

/** Why a reading may not be judged: reasons a child is asked to come again. */
export type InvalidReason = Extract<
  Reason,
  | 'unsteady'
  | 'too-few-frames'
  | 'no-single-face'
  | 'ambient-out-of-range'
  | 'ambient-moving'
  | 'sensor-warming-up'
  | 'implausible'
>

/** A look's outcome. `reading` is kept with an invalid one too, when there was a face to read. */
export interface Measured {
  reading?: Reading
  invalid: InvalidReason[]
}

/** What the sensor's surroundings were during the look. */
export interface Circumstances {
  /** ms since the sensor came up, or more if it is known to have been on before */
  sensorUpMs: number
  warmUpMs: number
  ambientMovePerMin: number
}

/** What the child's screen should draw. */
export type Hint = 'hold-still' | 'step-closer' | 'one-at-a-time' | 'look-here'

const HINTS: Record<Glance['sight'], Hint> = {
  'one-face': 'hold-still',
  'far-or-partial': 'step-closer',
  multiple: 'one-at-a-time',
  none: 'look-here',
  'too-near': 'look-here',
  'hot-object': 'look-here',
}

export const hintFor = (sight: Glance['sight']): Hint => HINTS[sight]

/**
 * One look, frame by frame. It opens with the first frame in which somebody stands, or gives up after
 * `maxWindowMs` with nobody; from then it closes as soon as the last `minFrames` good frames are steady and
 * `minWindowMs` have passed, and after `maxWindowMs` in any case. Pure but for its own list of frames.
 */
export class Measurement {
  readonly #pack: RulePack
  readonly #sensor: string
  readonly #startMs: number
  readonly #slackMs: number
  #openedMs: number | undefined
  #seen = 0
  #kind: 'array' | 'spot' | undefined
  #good: { surface: number; ambient: number }[] = []

  /**
   * @param sensor the model's name, kept with the reading
   * @param startMs mono ms of the scan
   * @param slackMs how much longer than the rule pack's a look may last; 0 but in a demonstration
   */
  constructor(pack: RulePack, sensor: string, startMs: number, slackMs = 0) {
    this.#pack = pack
    this.#sensor = sensor
    this.#startMs = startMs
    this.#slackMs = slackMs
  }

  /** Takes a frame's glance (undefined: a bad frame). @returns true once the look may close */
  add(glance: Glance | undefined, monoMs: number): boolean {
    this.#seen++
    if (glance) {
      this.#kind = glance.kind
      if (glance.sight !== 'none') this.#openedMs ??= monoMs
      if (glance.surface !== undefined) this.#good.push({ surface: glance.surface, ambient: glance.ambient })
    }
    return this.isOver(monoMs) || (this.#lasted(monoMs) >= this.#pack.minWindowMs && this.#isSteady())
  }

  /** True when time is up, frames or not. */
  isOver(monoMs: number): boolean {
    return monoMs >= this.deadline()
  }

  /** mono ms at which the look closes at the latest, as far as is known now. */
  deadline(): number {
    return (this.#openedMs ?? this.#startMs) + this.#pack.maxWindowMs + this.#slackMs
  }

  close(around: Circumstances): Measured {
    const pack = this.#pack
    const used = this.#good.slice(-pack.minFrames)
    if (used.length < pack.minFrames) {
      // Frames came but no face in most of them: the child, not the sensor, has to change something.
      const faceless = this.#seen >= pack.minFrames && used.length < this.#seen / 2
      return { invalid: [faceless ? 'no-single-face' : 'too-few-frames'] }
    }
    const reading: Reading = {
      sensor: this.#sensor,
      kind: this.#kind as 'array' | 'spot',
      surface: round(median(used.map(g => g.surface))),
      ambient: round(median(used.map(g => g.ambient))),
      frames: used.length,
      sd: round(standardDeviation(used.map(g => g.surface))),
    }
    const invalid: InvalidReason[] = []
    if (around.sensorUpMs < around.warmUpMs) invalid.push('sensor-warming-up')
    if (reading.ambient < pack.ambientMin || reading.ambient > pack.ambientMax)
      invalid.push('ambient-out-of-range')
    if (Math.abs(around.ambientMovePerMin) > pack.ambientMovePerMin) invalid.push('ambient-moving')
    if (reading.sd > pack.maxSd) invalid.push('unsteady')
    if (reading.surface > pack.implausibleAbove) invalid.push('implausible')
    return { reading, invalid }
  }

  #lasted(monoMs: number): number {
    return this.#openedMs === undefined ? 0 : monoMs - this.#openedMs
  }

  #isSteady(): boolean {
    const last = this.#good.slice(-this.#pack.minFrames).map(g => g.surface)
    return last.length >= this.#pack.minFrames && standardDeviation(last) <= this.#pack.maxSd
  }
}

/** Sensors speak in hundredths; a thousandth keeps the mean of four. */
const round = (t: number): number => Math.round(t * 1000) / 1000
