import { randomBytes } from 'node:crypto'
import type { NewIds } from './diff/plan.ts'

const BATCH = 4096

/** Ids of new records from the system's randomness, drawn many at a time. */
export function randomIds(random: (size: number) => Uint8Array = randomBytes): NewIds {
  const draw = (size: number) => {
    let pool = Buffer.alloc(0)
    let at = 0
    return () => {
      if (at + size > pool.length) {
        pool = Buffer.from(random(size * BATCH))
        at = 0
      }
      at += size
      return pool.subarray(at - size, at)
    }
  }
  const eight = draw(8)
  const nine = draw(9)
  return { person: () => eight().toString('hex'), record: () => nine().toString('base64url') }
}
