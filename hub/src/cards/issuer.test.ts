import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCard } from '@schoolgate/protocol/card/card'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureIssuer, loadIssuer } from './issuer.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'schoolgate-issuer-'))
})
afterEach(() => rm(data, { recursive: true }))

const claims = { card: '0123456789abcdef', issued: '2026-09-01', expires: '2027-08-31' }

test('a card it issued is valid with its public key, after a restart too', async () => {
  const made = await ensureIssuer(data, 'district')
  const again = await loadIssuer(data, made.kid)
  const x = Buffer.from(made.publicKey).toString('base64url')
  const keys = { keys: [{ kty: 'OKP' as const, crv: 'Ed25519' as const, kid: made.kid, x }] }
  const read = readCard(again?.issue(claims) ?? '', keys, Date.parse('2026-10-01'))
  expect(read).toEqual({ ok: true, value: { kid: made.kid, claims } })
})

test('one key a jurisdiction, readable by its owner alone', async () => {
  const first = await ensureIssuer(data, 'district')
  expect((await ensureIssuer(data, 'district')).kid).toBe(first.kid)
  expect((await ensureIssuer(data, 'other')).kid).not.toBe(first.kid)
  for (const file of await readdir(data)) expect((await stat(join(data, file))).mode & 0o777).toBe(0o600)
})
