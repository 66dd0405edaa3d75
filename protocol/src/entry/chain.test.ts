import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeCbor } from '../cbor.ts'
import { bytesToHex, hexToBytes } from '../hex.ts'
import { entryHash, GENESIS } from './chain.ts'
import type { EntryHeader } from './header.ts'

const header: EntryHeader = {
  kiosk: '0011223344556677',
  journal: '8899aabbccddeeff',
  seq: 300,
  bootId: '0102030405060708',
  monoMs: 1234.5,
  wallMs: 1795305600000,
  synced: true,
  kind: 'scan',
  v: 1,
}
const body = new TextEncoder().encode('{"verdict":"pass"}')

test('is SHA-256(header || prev || SHA-256(body)) with the header as deterministic CBOR', () => {
  const h = encodeCbor([
    1,
    'scan',
    hexToBytes('0011223344556677'),
    hexToBytes('8899aabbccddeeff'),
    300,
    hexToBytes('0102030405060708'),
    1234.5,
    1795305600000,
    true,
  ])
  const digest = createHash('sha256').update(body).digest()
  const whole = createHash('sha256')
    .update(Buffer.concat([h, GENESIS, digest]))
    .digest()
  expect(bytesToHex(entryHash(header, GENESIS, body))).toBe(whole.toString('hex'))
})

test('never changes: journals on kiosks depend on it', () => {
  expect(bytesToHex(entryHash(header, GENESIS, body))).toMatchInlineSnapshot(
    `"f30706aedf8042afd67c81e650f5c915ef8dfb7aff236c90e53b3769c5c1c512"`,
  )
})

test.each([
  ['kiosk', 'ff11223344556677'],
  ['journal', 'ff99aabbccddeeff'],
  ['seq', 301],
  ['bootId', 'ff02030405060708'],
  ['monoMs', 1234],
  ['wallMs', 1795305600001],
  ['synced', false],
  ['v', 2],
])('a changed %s changes the hash', (field, value) => {
  const changed = { ...header, [field]: value }
  expect(entryHash(changed, GENESIS, body)).not.toEqual(entryHash(header, GENESIS, body))
})
