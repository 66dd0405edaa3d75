import { verify } from 'node:crypto'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kioskIdOf } from '@schoolgate/protocol/frame/session'
import { ed25519PublicKey } from '@schoolgate/protocol/raw-keys'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tempDir } from '../test/helpers/school.ts'
import { loadIdentity } from './identity.ts'

let temp: ReturnType<typeof tempDir>
beforeEach(() => {
  temp = tempDir()
})
afterEach(() => temp.remove())

it('is made once, for its owner only, and signs as itself', () => {
  const first = loadIdentity(temp.dir)
  const second = loadIdentity(temp.dir)
  if (!first.ok || !second.ok) throw new Error('no identity')
  expect(second.value.kiosk).toBe(first.value.kiosk)
  expect(first.value.kiosk).toBe(kioskIdOf(first.value.publicKey))
  expect(statSync(join(temp.dir, 'kiosk.key')).mode & 0o777).toBe(0o600)
  const text = new TextEncoder().encode('hello')
  expect(verify(null, text, ed25519PublicKey(first.value.publicKey), second.value.sign(text))).toBe(true)
})

it('takes other readers away from a key they could read', () => {
  loadIdentity(temp.dir)
  chmodSync(join(temp.dir, 'kiosk.key'), 0o644)
  loadIdentity(temp.dir)
  expect(statSync(join(temp.dir, 'kiosk.key')).mode & 0o777).toBe(0o600)
})

it('is never replaced when it cannot be read', () => {
  writeFileSync(join(temp.dir, 'kiosk.key'), 'rubbish')
  expect(loadIdentity(temp.dir)).toEqual({ ok: false, error: 'key-unreadable' })
  expect(readFileSync(join(temp.dir, 'kiosk.key'), 'utf8')).toBe('rubbish')
})
