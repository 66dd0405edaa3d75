import { expect, test } from 'vitest'
import { LOCALES } from '../../locales/names.ts'
import { likelyZone, timeZones } from './time-zones.ts'

test('zones where the language is spoken come first, each zone once and under its present name', () => {
  const vi = timeZones('vi', ['Asia/Bishkek', 'Asia/Saigon', 'Asia/Ho_Chi_Minh'])
  expect(vi).toEqual(['Asia/Ho_Chi_Minh', 'Asia/Bishkek'])
  expect(timeZones('mn')[0]).toBe('Asia/Ulaanbaatar')
})

test('every zone offered is one the browser knows', () => {
  for (const locale of LOCALES) {
    for (const zone of [...timeZones(locale, []), likelyZone(locale)]) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
    }
  }
})
