import { expect, test } from 'vitest'
import { originAllowed } from './origin.ts'

test.each([
  ['http://localhost:8080', 'localhost:8080', true],
  ['https://hub.example', 'hub.example', true],
  ['https://other.example', 'hub.example', true],
  ['https://evil.example', 'hub.example', false],
  ['https://hub.example.evil', 'hub.example', false],
  ['http://localhost:9999', 'localhost:8080', false],
  ['null', 'localhost:8080', false],
  ['file://localhost:8080', 'localhost:8080', false],
  [undefined, 'localhost:8080', false],
  ['', '', false],
])('%s to %s: %s', (origin, host, allowed) => {
  expect(originAllowed(origin, host, ['https://other.example'])).toBe(allowed)
})
