import { randomBytes } from 'node:crypto'
import type { NewIds } from './diff/plan.ts'

/** Ids that share their first bytes, about as many as one school's records. */
const FAMILY = 4096

/**
 * Ids of new records from the system's randomness. Those drawn one after the other share a random beginning, so that a
 * school's records lie together in every index: wholly random ones would touch a page of their own each, and make a
 * large import several times as slow. 48 random bits are left in each.
 */
export function randomIds(random: (size: number) => Uint8Array = randomBytes): NewIds {
  const draw = (shared: number) => {
    let pool = Buffer.alloc(0)
    let at = 0
    return () => {
      if (at === pool.length) {
        const family = random(shared)
        const own = random(6 * FAMILY)
        pool = Buffer.alloc((shared + 6) * FAMILY)
        for (let i = 0; i < FAMILY; i++) {
          pool.set(family, i * (shared + 6))
          pool.set(own.subarray(i * 6, i * 6 + 6), i * (shared + 6) + shared)
        }
        at = 0
      }
      at += shared + 6
      return pool.subarray(at - shared - 6, at)
    }
  }
  const person = draw(2)
  const record = draw(3)
  return { person: () => person().toString('hex'), record: () => record().toString('base64url') }
}
