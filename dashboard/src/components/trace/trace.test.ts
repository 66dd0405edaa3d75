import type { Contact, Exposure } from '@schoolgate/protocol/http/trace-answer'
import { expect, test } from 'vitest'
import { draftOf, emptyForm, faultOf } from './case-draft.ts'
import { chanceOf } from './chance.ts'
import { choicesOf, fitting, NO_FILTER } from './contact-filter.ts'
import { cutAt, sourcesUpTo } from './cut.ts'
import { durationOf } from './duration.ts'
import { byDay } from './exposure-days.ts'
import { packChanges } from './pack-changes.ts'
import { weightBars } from './weights.ts'

const contact = (name: string, probability: number, more: Partial<Contact> = {}): Contact => ({
  person: { ref: name, name, role: 'student', group: '7Б', school: '', outside: false },
  probability,
  minutes: { near: 0, room: 0 },
  days: [],
  lastDay: '2026-09-14',
  meets: 'no',
  reasons: [],
  weights: [],
  quality: [],
  of: [],
  generation: 1,
  asSource: null,
  followUp: null,
  exposures: [],
  ...more,
})
const reason = (setting: Contact['reasons'][number]['setting']): Contact['reasons'][number] => ({
  setting,
  distance: 'near',
  label: '',
  days: 1,
  times: 1,
  minutes: 15,
})

test('a cut says how many close contacts it can be expected to miss, those without evidence too', () => {
  const contacts = [contact('a', 0.9), contact('b', 0.25, { meets: 'yes' }), contact('c', 0.05)]
  const rest = { people: 400, expected: 0.8 }
  const at = (from: number) => cutAt({ contacts, rest }, from)
  expect(at(0)).toMatchObject({ listed: 3, below: 0, missed: 0.8 })
  expect(at(0.25)).toMatchObject({ listed: 2, below: 1, belowMeets: 0 })
  const cut = at(0.3)
  expect([cut.listed, cut.belowMeets]).toEqual([1, 1])
  expect(cut.missed).toBeCloseTo(1.1)
  expect(cut.expected).toBeCloseTo(2)
})

test('a higher cut never lists more nor misses less', () => {
  const contacts = Array.from({ length: 200 }, (_, i) => contact(String(i), ((i * 37) % 100) / 100))
  let before = cutAt({ contacts, rest: { people: 0, expected: 0 } }, 0)
  for (let from = 0.05; from <= 1; from += 0.05) {
    const cut = cutAt({ contacts, rest: { people: 0, expected: 0 } }, from)
    expect(cut.listed).toBeLessThanOrEqual(before.listed)
    expect(cut.missed).toBeGreaterThanOrEqual(before.missed)
    expect(cut.listed + cut.below).toBe(200)
    before = cut
  }
})

test('sources are cut by the share of the fit they make up together, equals not parted', () => {
  const fit = [0.5, 0.2, 0.1, 0.1, 0.06, 0.04].map((asSource, i) => contact(String(i), 0.3, { asSource }))
  expect([1, 0.9, 0.75, 0.5].map(share => sourcesUpTo(fit, share).n)).toEqual([6, 4, 4, 1])
  expect(sourcesUpTo(fit, 0.75).share).toBeCloseTo(0.9)
  expect(sourcesUpTo([], 0.5)).toEqual({ n: 0, share: 1 })
})

test('minutes are told as hours from three hours on, below ten with a decimal', () => {
  expect([0, 45, 179, 180, 475, 600, 1440, 8640].map(durationOf)).toEqual([
    { unit: 'min', n: 0 },
    { unit: 'min', n: 45 },
    { unit: 'min', n: 179 },
    { unit: 'h', n: 3 },
    { unit: 'h', n: 7.9 },
    { unit: 'h', n: 10 },
    { unit: 'h', n: 24 },
    { unit: 'h', n: 144 },
  ])
})

test('every probability has a word', () => {
  expect([1, 0.9, 0.7, 0.5, 0.2, 0.05, 0.001, 0].map(chanceOf)).toEqual([
    'very-likely',
    'very-likely',
    'likely',
    'even',
    'possible',
    'unlikely',
    'very-unlikely',
    'very-unlikely',
  ])
})

test('filters narrow together, names in any spelling, and keep the order', () => {
  const contacts = [
    contact('Нандин-Эрдэнэ', 0.8, { reasons: [reason('seat'), reason('bus')] }),
    contact('Nguyễn Thị Ngọc Ánh', 0.5, { reasons: [reason('bus')], followUp: 'following', meets: 'yes' }),
    contact('Сүхбат', 0.02, { reasons: [reason('lesson')] }),
  ]
  const names = (from: number, more: Partial<typeof NO_FILTER>) =>
    fitting(contacts, from, { ...NO_FILTER, ...more }).map(c => c.person.name)
  expect(names(0, { setting: 'bus' })).toEqual(['Нандин-Эрдэнэ', 'Nguyễn Thị Ngọc Ánh'])
  expect(names(0, { text: 'nguyen anh' })).toEqual(['Nguyễn Thị Ngọc Ánh'])
  expect(names(0, { follow: 'free' })).toEqual(['Нандин-Эрдэнэ', 'Сүхбат'])
  expect(names(0.1, { follow: 'free' })).toEqual(['Нандин-Эрдэнэ'])
  expect(names(0, { meets: 'yes', setting: 'seat' })).toEqual([])
  expect(choicesOf(contacts, new Intl.Collator('mn')).settings[0]).toBe('bus')
})

test('weights are bars of the largest, without the starting point, and a code not known yet has a word', () => {
  const bars = weightBars([
    { code: 'base', logOdds: -8, assumed: false },
    { code: 'class', logOdds: 4, assumed: false },
    { code: 'tomorrow', logOdds: -2, assumed: true },
    { code: 'sex', logOdds: 0.01, assumed: false },
  ])
  expect(bars.map(b => [b.code, b.share, b.assumed])).toEqual([
    ['class', 1, false],
    ['other', 0.5, true],
  ])
})

test('exposures stand by day, the newest first, each day by the hour', () => {
  const exposure = (day: string, from: number | null): Exposure => ({
    setting: 'lesson',
    day,
    from,
    to: null,
    minutes: 40,
    distance: 'room',
    label: '',
    source: { kind: 'lesson', id: 'x' },
    quality: [],
  })
  const days = byDay([exposure('2026-09-11', 9), exposure('2026-09-14', null), exposure('2026-09-14', 3)])
  expect(days.map(d => [d.day, d.exposures.map(e => e.from)])).toEqual([
    ['2026-09-14', [3, null]],
    ['2026-09-11', [9]],
  ])
})

test('under another rule pack names come, go, or only move', () => {
  const change = (
    first: 'yes' | 'no' | 'unknown' | 'absent',
    second: 'yes' | 'no' | 'unknown' | 'absent',
  ) => ({
    person: contact('x', 0.5).person,
    first,
    second,
    probability: 0.5,
    reason: null,
  })
  const { come, go, other } = packChanges([
    change('no', 'yes'),
    change('absent', 'yes'),
    change('yes', 'unknown'),
    change('absent', 'no'),
  ])
  expect([come.length, go.length, other.length]).toEqual([2, 1, 1])
})

test('a case needs a person and a day its window is counted from', () => {
  const form = emptyForm()
  expect(faultOf(form)).toBe('person')
  form.person = '00000000000a0060'
  expect(faultOf(form)).toBe('day')
  form.onset = '2026-09-12'
  form.symptomFree = '2026-09-10'
  expect(faultOf(form)).toBe('order')
  form.symptomFree = ''
  expect(faultOf(form)).toBeUndefined()
  expect(draftOf({ ...form, note: ' x ' })).toMatchObject({ onset: '2026-09-12', tested: null, note: 'x' })
})

test('somebody without symptoms has no first day of them', () => {
  const form = { ...emptyForm(), person: '00000000000a0060', asymptomatic: true, onset: '2026-09-12' }
  expect(draftOf({ ...form, tested: '2026-09-13' })).toMatchObject({ onset: null, tested: '2026-09-13' })
})
