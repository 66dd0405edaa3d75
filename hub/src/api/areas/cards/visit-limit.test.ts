import type { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import { visitLimiter } from './visit-limit.ts'

const LIMITS = { looks: 3, passes: 2, passesOfPoster: 3, windowS: 60 }
const refused = async (run: Promise<void>) => {
  const error = await run.then(
    () => undefined,
    (e: unknown) => e as HTTPException,
  )
  return error?.status
}

test('looks and passes are limited by address, passes by poster too', async () => {
  const limiter = visitLimiter(LIMITS)
  for (const [address, status] of [
    ['a', undefined],
    ['a', undefined],
    ['a', 429],
    ['b', undefined],
    ['c', 429],
  ] as const)
    expect(await refused(limiter.pass(address, 'poster'))).toBe(status)
  expect(await refused(limiter.pass('d', 'another'))).toBeUndefined()
  for (const status of [undefined, undefined, undefined, 429])
    expect(await refused(limiter.look('a'))).toBe(status)
})
