import { expect, test } from 'vitest'
import { readPreferences } from '../stores/preferences.ts'
import { formatFor } from './format.ts'
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
