import { spawn } from 'node:child_process'
import { createPublicKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { issueCard } from '@schoolgate/protocol/card/card'
import { ed25519PrivateKey, rawPublicKey } from '@schoolgate/protocol/raw-keys'
import { afterAll, describe, expect, test } from 'vitest'
import { gyMcu90640Frame } from '../../fakes/thermal-device.ts'
import { bytesOf, concat } from '../helpers/chunks.ts'

const MAIN = fileURLToPath(new URL('../../src/decode/main.ts', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'schoolgate-decode-'))
afterAll(() => rmSync(dir, { recursive: true }))

async function decode(args: string[], input: Uint8Array = new Uint8Array()) {
  const child = spawn(process.execPath, [MAIN, ...args])
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const exit = new Promise<number | null>(resolve => child.once('exit', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, err, lines: out.trim().split('\n') }
}

describe('decode thermal', () => {
  test('prints a line a frame and the counts last', async () => {
    const input = bytesOf('00 5A5A45040C780D19A7 5A5A45040D8009 6AFD 5A5A45040D80096AFE')
    const { code, lines } = await decode(['thermal', '--model', 'gy-mcu90614'], input)
    expect(code).toBe(0)
    expect(lines.map(l => JSON.parse(l))).toEqual([
      { to: 31.92, ta: 33.53 },
      { to: 34.56, ta: 24.1 },
      { frames: 2, discardedBytes: 10, badSums: 1 },
    ])
  })

  test('takes a long recording of an array as a stream', async () => {
    const frame = gyMcu90640Frame(new Float32Array(768).fill(33), 28.12)
    const { lines } = await decode(
      ['thermal', '--model', 'gy-mcu90640'],
      concat(Array.from({ length: 500 }, () => frame)),
    )
    expect(lines).toHaveLength(501)
    expect(JSON.parse(lines[0] as string)).toEqual({ pixels: new Array(768).fill(33), ta: 28.12 })
    expect(JSON.parse(lines[500] as string)).toEqual({ frames: 500, discardedBytes: 0, badSums: 0 })
  })

  test('says what models there are', async () => {
    const { code, err } = await decode(['thermal', '--model', 'mlx'])
    expect(code).toBe(2)
    expect(err).toContain('gy-mcu90640, gy-mcu90614, lu90614, gy-a403')
  })
})

test('decode scanner prints codes and replies', async () => {
  const { lines } = await decode(
    ['scanner', '--model', 'gm65'],
    concat([bytesOf('02 00 00 01 3E E4 AC'), new TextEncoder().encode('SG1:ABC\r\n'), bytesOf('00')]),
  )
  expect(lines.map(l => JSON.parse(l))).toEqual([
    { reply: { ok: true, data: '3e' } },
    { code: 'SG1:ABC' },
    { frames: 2, discardedBytes: 1, badSums: 0 },
  ])
})

describe('decode card', () => {
  const seed = randomBytes(32)
  const claims = { card: '0102030405060708', issued: '2026-09-01', expires: '2199-08-31' }
  const keys = join(dir, 'keys.json')
  const kid = '0a0b0c0d'
  const x = Buffer.from(rawPublicKey(createPublicKey(ed25519PrivateKey(seed)))).toString('base64url')
  writeFileSync(keys, JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', kid, x }] }))

  test('prints the claims of a valid card', async () => {
    const { code, lines } = await decode(['card', '--keys', keys, issueCard(claims, kid, seed)])
    expect({ code, claims: JSON.parse(lines[0] as string) }).toEqual({ code: 0, claims: { ...claims, kid } })
  })

  test('prints the reason for any other text', async () => {
    const forged = issueCard(claims, kid, randomBytes(32))
    const foreign = issueCard(claims, 'ffffffff', seed)
    const old = issueCard({ ...claims, issued: '2019-09-01', expires: '2020-08-31' }, kid, seed)
    for (const [card, reason] of [
      ['https://example.org', 'web-address'],
      ['12345', 'not-a-card'],
      ['SG1:!', 'card-malformed'],
      [forged, 'card-forged'],
      [foreign, 'card-foreign'],
      [old, 'card-expired'],
    ] as const) {
      const { code, lines } = await decode(['card', '--keys', keys, card])
      expect([code, JSON.parse(lines[0] as string).error.code]).toEqual([1, reason])
    }
  })

  test('says what is wrong with the key file', async () => {
    const bad = join(dir, 'bad.json')
    writeFileSync(bad, '{"keys":[{"kty":"RSA"}]}')
    expect(await decode(['card', '--keys', bad, 'x'])).toMatchObject({ code: 2 })
    const { code, err } = await decode(['card', '--keys', join(dir, 'none.json'), 'x'])
    expect(code).toBe(2)
    expect(err).toContain('there is no key file')
  })
})
