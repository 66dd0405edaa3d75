import { expect, test } from 'vitest'
import { readPreferences } from '../stores/preferences.ts'
import { addDays, dateInWords, dayAt, mondayOf, weekdayOf } from './day.ts'
import { faultField } from './fault-field.ts'
import { formatFor } from './format.ts'
import { newPersonId, newRecordId } from './new-id.ts'
import { safeNext } from './safe-next.ts'

test('times are the school’s, whatever the browser’s zone', () => {
  const f = formatFor('mn', 'Asia/Ulaanbaatar')
  const at = Date.UTC(2026, 8, 13, 23, 42, 5)
  expect([f.time(at), f.seconds(at), f.minuteOf(at), f.minute(462)]).toEqual([
    '07:42',
    '07:42:05',
    462,
    '07:42',
  ])
  expect(formatFor('vi', 'Asia/Ho_Chi_Minh').time(Date.UTC(2026, 8, 13, 17, 5))).toBe('00:05')
})

test('numbers follow the language', () => {
  expect(formatFor('en', 'UTC').number(1253)).toBe('1,253')
  expect(formatFor('ky', 'UTC').degrees(34.64)).toBe('34,6 °C')
  expect(formatFor('mn', 'UTC').degrees(34.64)).toBe('34.6 °C')
  expect(formatFor('en', 'UTC').span(125_900)).toBe('2:05')
  expect(formatFor('en', 'UTC').span(3_725_000)).toBe('1:02:05')
})

test.each([
  ['/sites/s1?x=1', '/sites/s1?x=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('after signing in %j leads to %s', (raw, expected) => {
  expect(safeNext(raw)).toBe(expected)
})

test('remembered preferences survive rubbish', () => {
  expect(readPreferences('{"theme":"dark","locale":"ky","shortcuts":false}')).toEqual({
    theme: 'dark',
    locale: 'ky',
    shortcuts: false,
  })
  for (const text of [null, '', 'x', '[]', 'null', '{"theme":7,"locale":"xx"}']) {
    expect(readPreferences(text)).toEqual({ theme: 'system', shortcuts: true })
  }
})

test('days are reckoned without any clock, across months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2024-03-01', -1)]).toEqual(['2027-01-01', '2024-02-29'])
  expect([weekdayOf('2026-09-14'), weekdayOf('2026-09-20')]).toEqual([1, 7])
  expect([mondayOf('2026-09-20'), mondayOf('2026-09-14')]).toEqual(['2026-09-14', '2026-09-14'])
})

test('a moment lies in the day of the school, whatever the day elsewhere', () => {
  const at = Date.UTC(2026, 8, 13, 17, 30)
  expect([dayAt(at, 'Asia/Ulaanbaatar'), dayAt(at, 'UTC')]).toEqual(['2026-09-14', '2026-09-13'])
})

test('a date names its year where it is not this year', () => {
  const calendar = {
    weekdays: '',
    months: 'a,b,c,d,e,f,g,h,September,j,k,l',
    pattern: '',
    date: '{day} {month}',
    dateYear: '{day} {month} {year}',
  }
  expect(dateInWords('2026-09-04', calendar, '2026-01-01')).toBe('4 September')
  expect(dateInWords('2019-09-14', calendar, '2026-01-01')).toBe('14 September 2019')
})

test.each([
  ['changes.0.record.given', 'given'],
  ['changes.12.record.bells.3.from', 'from'],
  ['body/purpose', 'purpose'],
  ['changes.0', undefined],
  [undefined, undefined],
])('a problem at %j speaks of the field %s', (where, field) => {
  expect(faultField(where)).toBe(field)
})

test('new ids have the shape the hub asks for', () => {
  const id = newPersonId(bytes => bytes.fill(0xa5))
  expect(id).toBe('a5a5a5a5a5a5a5a5')
  expect(newRecordId('enrolment', id)).toBe('enr-a5a5a5a5a5a5a5a5')
  expect(newPersonId()).not.toBe(newPersonId())
})
