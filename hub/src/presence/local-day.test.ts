import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { dayEnd, localTime } from './local-day.ts'
import { temperatureBin } from './temperature-bin.ts'

test('a school day in Ulaanbaatar begins before the UTC day', () => {
  expect(localTime('Asia/Ulaanbaatar', Date.parse('2026-11-22T23:40:00Z'))).toEqual({
    day: '2026-11-23',
    minute: 460,
  })
})

test('agrees with Temporal in any zone at any time, across every change of clocks', () => {
  const zone = fc.constantFrom(
    'Asia/Ulaanbaatar',
    'Asia/Ho_Chi_Minh',
    'Asia/Bishkek',
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Cairo',
  )
  const at = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2030-01-01') })
  fc.assert(
    fc.property(zone, at, (timeZone, ms) => {
      const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
      const found = localTime(timeZone, ms)
      expect(found).toEqual({ day: local.toPlainDate().toString(), minute: local.hour * 60 + local.minute })
      const end = dayEnd(timeZone, found.day)
      expect(end).toBeGreaterThan(ms)
      expect(localTime(timeZone, end).day > found.day).toBe(true)
      expect(localTime(timeZone, end - 1).day).toBe(found.day)
    }),
    { seed: 51, numRuns: 1500 },
  )
})

test('an unknown zone is read as UTC', () => {
  expect(localTime('Mars/Olympus', Date.parse('2026-11-22T23:40:00Z'))).toEqual({
    day: '2026-11-22',
    minute: 1420,
  })
  expect(dayEnd('Mars/Olympus', '2026-11-22')).toBe(Date.parse('2026-11-23T00:00:00Z'))
})

test.each([
  [29.99, undefined],
  [30, 0],
  [30.2, 1],
  [30.6, 3],
  [39.999, 49],
  [40, undefined],
])('%f degC falls into bin %s', (surface, bin) => {
  expect(temperatureBin(surface)).toBe(bin)
})
