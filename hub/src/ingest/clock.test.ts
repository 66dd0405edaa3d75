import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveTime, type TimeSample } from './clock.ts'

const NOW = 1_795_305_600_000
/** The hub's challenge left at NOW and the hello, read at mono 60 s, came 40 ms later. */
const sample: TimeSample = { bootId: 'now', mono: 60_000, sentAt: NOW, receivedAt: NOW + 40 }
const entry = { bootId: 'now', monoMs: 30_000, wallMs: 12, synced: false }

test('the same boot: distance on the monotonic clock from the sample, whatever the wall clock says', () => {
  const time = deriveTime(entry, sample, 0, NOW + 100)
  expect(time).toMatchObject({ quality: 'same-boot', at: NOW - 30_000 + 20 })
  expect(time.lo).toBeLessThanOrEqual(NOW - 30_000)
  expect(time.hi).toBeGreaterThanOrEqual(NOW - 30_000 + 40)
  expect(time.hi - time.lo).toBeLessThan(50)
})

test('an earlier boot whose wall clock was set: the wall clock', () => {
  const time = deriveTime({ ...entry, bootId: 'old', wallMs: NOW - 90_000, synced: true }, sample, 0, NOW)
  expect(time).toMatchObject({ quality: 'synced', at: NOW - 90_000 })
})

test('a wall clock that says later than this boot began was not set after all', () => {
  const time = deriveTime(
    { ...entry, bootId: 'old', wallMs: NOW + 9e9, synced: true },
    sample,
    NOW - 80_000,
    NOW,
  )
  expect(time).toEqual({ quality: 'bracketed', lo: NOW - 80_000, hi: NOW - 59_960, at: NOW - 59_960 })
})

test('an earlier boot with a wrong wall clock: between the entry before it and the boot after it', () => {
  const time = deriveTime({ ...entry, bootId: 'old', wallMs: 5000 }, sample, NOW - 80_000, NOW)
  expect(time).toEqual({ quality: 'bracketed', lo: NOW - 80_000, hi: NOW - 59_960, at: NOW - 80_000 })
})

test('for any true history the interval holds the true time, and lo <= at <= hi <= now', () => {
  const ms = fc.integer({ min: 0, max: 20 * 86_400_000 })
  const history = fc.record({
    ago: ms,
    entryInBoot: ms,
    latency: fc.integer({ min: 0, max: 9000 }),
    answer: fc.double({ min: 0, max: 1, noNaN: true }),
    drift: fc.double({ min: -90e-6, max: 90e-6, noNaN: true }),
    held: fc.integer({ min: 0, max: 86_400_000 }),
    wall: fc.integer({ min: 0, max: 2 * NOW }),
    synced: fc.boolean(),
    sameBoot: fc.boolean(),
    before: fc.integer({ min: 0, max: 1e9 }),
  })
  fc.assert(
    fc.property(history, h => {
      const happened = NOW - h.ago
      // The hello was read somewhere between challenge and receipt.
      const helloAt = NOW + h.latency * h.answer
      const mono = h.entryInBoot + (helloAt - happened) * (1 + h.drift)
      const met: TimeSample = { bootId: 'now', mono, sentAt: NOW, receivedAt: NOW + h.latency }
      const receivedAt = NOW + h.latency + h.held
      const floor = happened - h.before
      if (h.sameBoot) {
        const clocks = { bootId: 'now', monoMs: h.entryInBoot, wallMs: h.wall, synced: h.synced }
        const time = deriveTime(clocks, met, floor, receivedAt)
        expect(time.lo - 1).toBeLessThanOrEqual(happened)
        expect(time.hi + 1).toBeGreaterThanOrEqual(happened)
        expect(time.lo).toBeLessThanOrEqual(time.at)
        expect(time.at).toBeLessThanOrEqual(time.hi)
        expect(time.hi).toBeLessThanOrEqual(receivedAt)
      } else {
        // The kiosk started again `booted` ms after the entry.
        const booted = (helloAt - happened) * h.answer
        const later = { ...met, mono: helloAt - happened - booted }
        const wallMs = h.synced ? happened + (h.wall % 2000) : h.wall
        const clocks = { bootId: 'old', monoMs: h.entryInBoot, wallMs, synced: h.synced }
        const time = deriveTime(clocks, later, floor, receivedAt)
        expect(time.lo - 1).toBeLessThanOrEqual(happened)
        expect(time.hi + 1).toBeGreaterThanOrEqual(happened)
        expect(time.lo).toBeLessThanOrEqual(time.at)
        expect(time.at).toBeLessThanOrEqual(time.hi)
      }
    }),
    { seed: 11, numRuns: 2000 },
  )
})

test('contradictions and absurd clocks still give an ordered interval', () => {
  const any = fc.double({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(
      any,
      any,
      any,
      any,
      any,
      any,
      fc.boolean(),
      fc.boolean(),
      (a, b, c, d, e, f, synced, same) => {
        const met: TimeSample = { bootId: 'now', mono: a, sentAt: b, receivedAt: c }
        const time = deriveTime({ bootId: same ? 'now' : 'old', monoMs: d, wallMs: e, synced }, met, f, NOW)
        expect(time.lo).toBeLessThanOrEqual(time.at)
        expect(time.at).toBeLessThanOrEqual(time.hi)
        expect(time.hi).toBeLessThanOrEqual(NOW)
        expect(time.lo).toBeGreaterThanOrEqual(0)
      },
    ),
    { seed: 12, numRuns: 2000 },
  )
})
