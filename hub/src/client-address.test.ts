import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

const asked = (headers: Record<string, string>, trusted: string[] = []) =>
  clientAddress(new Headers(headers), '127.0.0.1', trusted)

test('a direct request is its socket’s', () => {
  expect(asked({})).toBe('127.0.0.1')
})

test('a trusted proxy names the client last; what the client wrote before does not count', () => {
  expect(asked({ 'X-Forwarded-For': '127.0.0.1, 203.0.113.9' }, ['127.0.0.1'])).toBe('203.0.113.9')
})

test.each([
  [{ 'X-Forwarded-For': '127.0.0.1' }, []],
  [{ Forwarded: 'for=127.0.0.1' }, ['127.0.0.1']],
  [{ 'X-Forwarded-For': '' }, ['127.0.0.1']],
])('a forwarded request is never taken for loopback: %j', (headers, trusted) => {
  expect(asked(headers as Record<string, string>, trusted)).toBe('forwarded by 127.0.0.1')
})
