import { seededRandom } from '@schoolgate/protocol/random'
import { describe, expect, it } from 'vitest'
import { nextDelay } from './backoff.ts'
import { HubTime } from './hub-time.ts'
import { kioskSocketUrl } from './url.ts'

describe('hub time', () => {
  it('is the machine’s own until a hub has spoken, then runs on the monotonic clock', () => {
    let own = 1_000
    const time = new HubTime(() => own)
    expect([time.wall(5), time.isSynced()]).toEqual([1_000, false])
    time.sample(500_000, 10, 30)
    own = 9_999_999
    expect([time.wall(30), time.isSynced()]).toEqual([500_010, true])
    expect(time.wall(130)).toBe(500_110)
  })

  it('keeps the quickest answer, but not for ever', () => {
    const time = new HubTime(() => 0)
    time.sample(1_000, 0, 4)
    time.sample(9_000, 10, 500)
    expect(time.wall(4)).toBe(1_002)
    time.sample(700_000, 699_000, 699_100)
    expect(time.wall(699_100)).toBe(700_050)
    time.sample(1, 5, 3)
    expect(time.wall(699_100)).toBe(700_050)
  })
})

it('backs off with full jitter up to the cap', () => {
  const random = seededRandom(1)
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const delay = nextDelay({ baseMs: 500, capMs: 60_000 }, attempt, random)
    expect(delay).toBeGreaterThanOrEqual(0)
    expect(delay).toBeLessThanOrEqual(Math.min(60_000, 500 * 2 ** attempt))
  }
})

it('finds the socket behind the addresses people write', () => {
  const url = (hub: string) => {
    const read = kioskSocketUrl(hub)
    return read.ok ? read.value : read.error
  }
  expect(url('http://hub:8080')).toBe('ws://hub:8080/kiosk')
  expect(url('ws://hub:8080/')).toBe('ws://hub:8080/kiosk')
  expect(url('https://hub.example/north')).toBe('wss://hub.example/north/kiosk')
  for (const bad of ['hub:8080', 'ftp://hub', '', 'http://a?b', 'http://me:pw@hub'])
    expect(url(bad)).toBe('not-a-hub-address')
})
