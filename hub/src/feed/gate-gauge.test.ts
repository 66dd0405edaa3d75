import { expect, test } from 'vitest'
import { GateGauge } from './gate-gauge.ts'

const MINUTE = 60_000

test('counts the scans of the last full minute', () => {
  const gauge = new GateGauge()
  for (let i = 0; i < 7; i++) gauge.scan(10 * MINUTE + i * 1000, 9000)
  gauge.scan(11 * MINUTE, 9000)
  expect(gauge.read(11 * MINUTE + 5000).perMinute).toBe(7)
  expect(gauge.read(12 * MINUTE).perMinute).toBe(1)
  expect(gauge.read(13 * MINUTE).perMinute).toBe(0)
})

test('the queue is the share of the last ten that did not pause', () => {
  const gauge = new GateGauge()
  for (let i = 0; i < 10; i++) gauge.scan(MINUTE + i * 3000, i < 4 ? 500 : 9000)
  expect(gauge.read(MINUTE + 30_000).queue).toBe(0.4)
})

test('nobody waits at a gate that has been quiet for a minute', () => {
  const gauge = new GateGauge()
  gauge.scan(0, 100)
  expect(gauge.read(1000).queue).toBe(1)
  expect(gauge.read(61_000).queue).toBe(0)
})

test("an offline kiosk's backlog says nothing about the line now", () => {
  const gauge = new GateGauge()
  gauge.scan(100 * MINUTE, 9000)
  for (let i = 0; i < 20; i++) gauge.scan(90 * MINUTE + i, 100)
  expect(gauge.read(100 * MINUTE + 1000).queue).toBe(0)
})
