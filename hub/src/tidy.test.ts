import { expect, test } from 'vitest'
import { tidyAfterWaves } from './tidy.ts'

test('collects once a wave is over, not in it, and not after a few', () => {
  let collected = 0
  const tidy = tidyAfterWaves(() => collected++)
  const join = (n: number) => {
    for (let i = 0; i < n; i++) tidy.joined()
    tidy.look()
  }
  join(700)
  join(700)
  expect(collected).toBe(0)
  join(0)
  expect(collected).toBe(1)
  join(0)
  join(30)
  join(0)
  expect(collected).toBe(1)
})
