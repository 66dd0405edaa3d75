import { expect, test } from 'vitest'
import type { PairExposure } from './exposure.ts'
import { meets } from './meets.ts'
import { CDC_K12_PACK } from './packs/cdc-k12.ts'
import { WHO_PACK } from './packs/who.ts'

const DAY = '2026-11-23'
const MINUTE = 60_000
const BEGINS = Date.parse(`${DAY}T08:00:00+08:00`)
const seat = (after: number, minutes: number, more: Partial<PairExposure> = {}): PairExposure => ({
  a: 'a',
  b: 'b',
  setting: 'seat',
  day: DAY,
  from: BEGINS + after * MINUTE,
  to: BEGINS + (after + minutes) * MINUTE,
  minutes,
  distance: 'near',
  label: '',
  source: { kind: 'lesson', id: 'l' },
  quality: [],
  ...more,
})
const asked = (exposures: PairExposure[], masks: 'worn' | 'not' | 'unknown' = 'not', bothPupils = true) => ({
  exposures,
  bothPupils,
  masks,
})

test('contiguous minutes want one stretch, cumulative ones add up', () => {
  const apart = [seat(0, 8), seat(20, 8)]
  expect(meets(WHO_PACK, asked(apart))).toBe('no')
  expect(meets(CDC_K12_PACK, asked(apart))).toBe('yes')
  expect(meets(WHO_PACK, asked([seat(0, 8), seat(8, 8)]))).toBe('yes')
})

test('any 24 hours reach over midnight, a local day does not', () => {
  const late = [seat(15 * 60, 10), seat(20 * 60, 10, { day: '2026-11-24' })]
  expect(meets(CDC_K12_PACK, asked(late))).toBe('yes')
  expect(meets({ ...CDC_K12_PACK, window: 'day' }, asked(late))).toBe('no')
})

test('one minute of two settings counts once', () => {
  expect(meets(CDC_K12_PACK, asked([seat(0, 8), seat(0, 8, { setting: 'table' })]))).toBe('no')
})

test('masks except pupils in class, never adults, and unasked they leave it open', () => {
  const long = [seat(0, 40)]
  expect(meets(CDC_K12_PACK, asked(long, 'worn'))).toBe('no')
  expect(meets(CDC_K12_PACK, asked(long, 'unknown'))).toBe('unknown')
  expect(meets(CDC_K12_PACK, asked(long, 'worn', false))).toBe('yes')
  expect(meets(CDC_K12_PACK, asked([seat(0, 40, { setting: 'bus' })], 'worn'))).toBe('yes')
})

test('what only the timetable says, seats nobody planned and minutes nobody asked for are unknown', () => {
  expect(meets(WHO_PACK, asked([seat(0, 40, { quality: ['presence-inferred'] })]))).toBe('unknown')
  const unseated = seat(0, 40, { setting: 'lesson', distance: 'room', quality: ['no-plan'] })
  expect(meets(WHO_PACK, asked([unseated]))).toBe('unknown')
  expect(meets(WHO_PACK, asked([{ ...unseated, quality: [] }]))).toBe('no')
  const named = seat(0, 0, { setting: 'named', from: null, to: null })
  expect(meets(WHO_PACK, asked([named]))).toBe('unknown')
})

test('always and never are obeyed, touch is a contact whatever the minutes', () => {
  expect(meets({ ...WHO_PACK, always: ['gate'] }, asked([seat(0, 1, { setting: 'gate' })]))).toBe('yes')
  expect(meets({ ...WHO_PACK, never: ['seat'] }, asked([seat(0, 40)]))).toBe('no')
  expect(meets(WHO_PACK, asked([seat(0, 1, { setting: 'named', distance: 'touch' })]))).toBe('yes')
})
