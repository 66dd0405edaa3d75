/** How somebody before the sensor looks to it. */
export const LOOKS = ['normal', 'fever', 'cold-face', 'cup', 'two-heads', 'far'] as const
export type Look = (typeof LOOKS)[number]

export interface Standing {
  look: Look
  /** the person's own difference from the expected forehead, degC */
  offsetC: number
  /** when they stepped up, and from when on they walk away, ms of the clock */
  since: number
  leaving?: number
}

/** Stepping up and walking away. */
export const APPROACH_MS = 600
export const LEAVE_MS = 500
/** How far a fever lifts the forehead and frost lowers it. */
export const FEVER_C = 1.8
export const COLD_FACE_C = 4.5
export const CUP_C = 56

/** Forehead surface expected of a healthy person indoors, degC. */
export const expectedForehead = (roomC: number): number => 37.0 - (5.24 - 0.139 * roomC)

/** The forehead's surface, degC, at `now`: it comes in a little cooler and levels within the first second. */
export function forehead(person: Standing, roomC: number, now: number): number {
  const look = person.look === 'fever' ? FEVER_C : person.look === 'cold-face' ? -COLD_FACE_C : 0
  const settling = 0.3 * Math.exp(-(now - person.since) / 250)
  return expectedForehead(roomC) + person.offsetC + look - settling
}

/** 0 gone, 1 before the sensor. */
export function nearness(person: Standing, now: number): number {
  const came = (now - person.since) / APPROACH_MS
  const went = person.leaving === undefined ? 0 : (now - person.leaving) / LEAVE_MS
  return Math.max(0, Math.min(1, came) * (1 - Math.min(1, went)))
}
