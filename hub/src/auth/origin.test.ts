import { expect, test } from 'vitest'
import { originAllowed } from './origin.ts'

test.each([
  ['http://localhost:8080', 'localhost:8080', undefined, true],
  ['https://hub.example', 'hub.example', undefined, true],
  ['https://other.example', 'hub.example', 'cross-site', true],
  ['https://evil.example', 'hub.example', undefined, false],
  ['https://evil.example', 'hub.example', 'same-origin', false],
  ['https://hub.example.evil', 'hub.example', undefined, false],
  ['http://localhost:9999', 'localhost:8080', 'same-site', false],
  ['null', 'localhost:8080', undefined, false],
  ['file://localhost:8080', 'localhost:8080', undefined, false],
  ['', '', undefined, false],
  [undefined, 'localhost:8080', undefined, false],
  [undefined, 'localhost:8080', 'cross-site', false],
  [undefined, 'localhost:8080', 'same-site', false],
  [undefined, 'localhost:8080', 'none', false],
  [undefined, 'localhost:8080', 'same-origin', true],
])('%s to %s, %s: %s', (origin, host, site, allowed) => {
  expect(originAllowed({ origin, host, site }, ['https://other.example'])).toBe(allowed)
})
