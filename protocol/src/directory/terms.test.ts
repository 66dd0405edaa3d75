import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOCALES } from '../locale.ts'
import { termSchema } from './places.ts'
import { draftSchoolYear, termFaults } from './terms.ts'

const spans = (year: number, locale: (typeof LOCALES)[number]) =>
  draftSchoolYear(year, locale, 'p')
    .slice(1)
    .map(t => `${t.from} ${t.to}`)

test('Mongolia: four quarters from 1 September to early June, three weeks free in winter', () => {
  expect(spans(2026, 'mn')).toEqual([
    '2026-09-01 2026-10-30',
    '2026-11-09 2026-12-25',
    '2027-01-18 2027-03-19',
    '2027-03-29 2027-06-04',
  ])
})

test('Viet Nam: two semesters from 5 September, without a break between', () => {
  expect(spans(2025, 'vi')).toEqual(['2025-09-05 2026-01-16', '2026-01-19 2026-05-29'])
})

test('Russia: four quarters to late May; a first of September on a Sunday begins on Monday', () => {
  expect(spans(2024, 'ru')).toEqual([
    '2024-09-02 2024-10-25',
    '2024-11-04 2024-12-27',
    '2025-01-13 2025-03-28',
    '2025-04-07 2025-05-23',
  ])
})

test('in every language and year the draft is valid, in order, inside its year and without a fault', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 2100 }), fc.constantFrom(...LOCALES), (start, locale) => {
      const terms = draftSchoolYear(start, locale, 'p')
      const year = terms[0]
      for (const term of terms) expect(termSchema.parse(term)).toEqual(term)
      expect(year).toMatchObject({ kind: 'schoolYear', parent: null, year: start + 1 })
      expect(terms).toHaveLength(locale === 'vi' || locale === 'en' ? 3 : 5)
      expect(terms.slice(1).every(t => t.parent === year?.id)).toBe(true)
      expect(termFaults(terms)).toEqual([])
      const days = (Date.parse(year?.to ?? '') - Date.parse(year?.from ?? '')) / 86_400_000
      expect(days).toBeGreaterThan(255)
      expect(days).toBeLessThan(295)
    }),
    { seed: 20260901 },
  )
})

test('overlaps, parts outside the year, reversed days and long gaps are named', () => {
  const [year, first, second, third, fourth] = draftSchoolYear(2026, 'mn', 'p')
  if (!year || !first || !second || !third || !fourth) throw new Error('five terms')
  const faults = termFaults([
    year,
    { ...first, to: '2026-11-12' },
    second,
    { ...third, from: '2027-02-15' },
    { ...fourth, to: '2027-07-01' },
    { ...fourth, id: 'back', kind: 'gradingPeriod', from: '2027-05-02', to: '2027-05-01' },
  ])
  expect(faults).toEqual([
    { fault: 'outside', id: fourth.id, year: year.id },
    { fault: 'backwards', id: 'back' },
    { fault: 'overlap', id: second.id, with: first.id },
    { fault: 'gap', after: second.id, before: third.id, from: '2026-12-26', to: '2027-02-14', days: 51 },
  ])
})

test('a part that lies wholly inside another is an overlap, and the longer one still counts for the next', () => {
  const [, a, b, c] = draftSchoolYear(2026, 'mn', 'p')
  if (!a || !b || !c) throw new Error('terms')
  const faults = termFaults([
    { ...a, from: '2026-09-01', to: '2026-12-20' },
    { ...b, from: '2026-10-01', to: '2026-10-10' },
    { ...c, from: '2026-12-01', to: '2027-01-10' },
  ])
  expect(faults.filter(f => f.fault === 'overlap')).toEqual([
    { fault: 'overlap', id: b.id, with: a.id },
    { fault: 'overlap', id: c.id, with: a.id },
  ])
})
