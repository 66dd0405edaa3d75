import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { ThermalFrame } from '../thermal/frame.ts'
import { roomTemperature } from './background.ts'
import { FACE_ABOVE_ROOM, type FrameGate, type Sight } from './frame-gate.ts'
import { hottestPatch } from './hottest-patch.ts'
import { isPlausiblePicture } from './picture.ts'

/** One frame, understood. degC. `surface` is there only when there is one face to measure. */
export interface Glance {
  kind: 'array' | 'spot'
  sight: Sight['sight']
  ambient: number
  surface?: number
}

/**
 * Whether a verdict can rest on frames like this one: a coarse array only tells that somebody is there, and a
 * surface means nothing without the room around it.
 */
export const canMeasure = (frame: ThermalFrame): boolean =>
  frame.kind === 'array' || (frame.kind === 'spot' && !Number.isNaN(frame.ta))

/** A spot frame with the room's temperature filled in where the sensor does not say it. @param room degC */
export const withRoom = (frame: ThermalFrame, room: number | undefined): ThermalFrame =>
  frame.kind === 'spot' && Number.isNaN(frame.ta) && room !== undefined ? { ...frame, ta: room } : frame

/**
 * Reads one frame.
 *
 * @returns undefined for a frame no verdict may rest on: values outside the sensor's range, or an array too coarse
 */
export function glanceAt(frame: ThermalFrame, gate: FrameGate, pack: RulePack): Glance | undefined {
  if (frame.kind === 'spot') {
    if (!isPlausible(frame.to) || !isPlausible(frame.ta)) return undefined
    // A spot sensor has no picture: something warmer than the room is taken for the face.
    if (frame.to <= frame.ta + FACE_ABOVE_ROOM) return { kind: 'spot', sight: 'none', ambient: frame.ta }
    const hot = frame.to > pack.implausibleAbove + 10
    if (hot) return { kind: 'spot', sight: 'hot-object', ambient: frame.ta }
    return { kind: 'spot', sight: 'one-face', ambient: frame.ta, surface: frame.to }
  }
  if (frame.kind === 'presence' || !isPlausiblePicture(frame)) return undefined
  const ambient = roomTemperature(frame)
  const seen = gate.look(frame, ambient)
  if (seen.sight !== 'one-face') return { kind: 'array', sight: seen.sight, ambient }
  return { kind: 'array', sight: 'one-face', ambient, surface: hottestPatch(frame, seen.face) }
}

const isPlausible = (t: number): boolean => t > -40 && t < 300
