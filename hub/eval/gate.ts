import { seeded } from './random.ts'
import type { Study } from './study.ts'

/** What a gate wrote down on one day. */
export interface GateDay {
  /** seconds after midnight, by person; NaN: not scanned */
  arrivals: Float64Array
  scanned: Uint8Array
}

/** From midnight, in seconds: when school begins, and how classes and pupils are spread around it. */
const BELL = 8 * 3600
const CLASS_SPREAD = 300
const PUPIL_SPREAD = 420
/** a queue: who comes in a crowd is missed more often */
const CROWD = 60

/**
 * A gate log of the study's days that never reads a contact's time: arrival follows from the seed, the class (whose
 * pupils come together, off one bus or out of one lesson) and the person. Who was there that day is taken as known.
 *
 * @param missing share of scans that are not there, 0 to 1; the others stay the same from share to share
 */
export function gateLog(study: Study, seed: number, missing: number): GateDay[] {
  const random = seeded(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const classes = [...new Set(study.groups)]
  const habit = study.ids.map(() => normal() * PUPIL_SPREAD)
  return study.days.map(({ present }) => {
    const shift = new Map(classes.map(group => [group, normal() * CLASS_SPREAD]))
    const arrivals = Float64Array.from(study.ids, (_, person) => {
      const at =
        BELL - 600 + (shift.get(study.groups[person] ?? null) ?? 0) + (habit[person] ?? 0) + normal() * 120
      return present[person] === 1 ? at : Number.NaN
    })
    const luck = Float64Array.from(study.ids, () => random())
    // a fifth of the luck is the crowd's: scans are lost in rushes, not one by one
    const rush = new Map<number, number>()
    const draw = (at: number): number => {
      const slot = Math.floor(at / CROWD)
      const kept = rush.get(slot) ?? random()
      rush.set(slot, kept)
      return kept
    }
    const order = [...arrivals.keys()].filter(person => present[person] === 1)
    const badness = new Map(order.map(p => [p, 0.8 * (luck[p] ?? 0) + 0.2 * draw(arrivals[p] ?? 0)]))
    order.sort((x, y) => (badness.get(x) ?? 0) - (badness.get(y) ?? 0) || x - y)
    const scanned = Uint8Array.from(present)
    for (const person of order.slice(0, Math.round(order.length * missing))) {
      scanned[person] = 0
      arrivals[person] = Number.NaN
    }
    return { arrivals, scanned }
  })
}
