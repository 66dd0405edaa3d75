import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cards, KeyDetail } from '../store/card-types.ts'
import { Issuers } from './issuers.ts'

class KeyBook implements Pick<Cards, 'keys' | 'putKey'> {
  readonly rows = new Map<string, KeyDetail>()
  keys = async (places: readonly string[]) =>
    [...this.rows.values()].filter(k => places.includes(k.jurisdiction))
  putKey = async (key: KeyDetail) => void this.rows.set(key.kid, key)
}

const KINDS = { mn: 'nation', d: 'district', s: 'school' } as const
let dataDir: string
let book: KeyBook
let issuers: Issuers
let now: number
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'schoolgate-issuers-'))
  book = new KeyBook()
  now = Date.parse('2026-11-22T10:00:00Z')
  issuers = new Issuers({
    dataDir,
    cards: book,
    directory: {
      jurisdiction: async id => ({
        id,
        kind: KINDS[id as 'd'],
        name: `Name of ${id}`,
        parent: null,
        path: '',
      }),
    },
    now: () => now++,
  })
})
afterEach(() => rm(dataDir, { recursive: true }))

const until = () => [...book.rows.values()].map(key => [key.jurisdiction, key.trustedUntil])

test('a first key is the district’s, and one, however many ask at once', async () => {
  const asked = await Promise.all([issuers.signerFor('/mn/d/s/'), issuers.signerFor('/mn/d/s/')])
  expect(new Set(asked.map(issuer => issuer.kid)).size).toBe(1)
  expect(until()).toEqual([['d', null]])
  expect(await issuers.held()).toEqual(new Set(book.rows.keys()))
  expect(await issuers.names(['d', 'mn'])).toEqual(
    new Map([
      ['d', 'Name of d'],
      ['mn', 'Name of mn'],
    ]),
  )
})

test('a new key signs from now on; the old one is trusted for the overlap, or retired at once', async () => {
  const first = await issuers.signerFor('/mn/d/s/')
  const second = await issuers.rotate('d', 30)
  expect((await issuers.signerFor('/mn/d/s/')).kid).toBe(second.kid)
  expect(book.rows.get(first.kid)?.trustedUntil).toBe('2026-12-21')
  const third = await issuers.rotate('d', 0)
  expect(book.rows.get(second.kid)?.trustedUntil).toBe('2026-11-21')
  // An overlap that runs already is left as it was.
  expect(book.rows.get(first.kid)?.trustedUntil).toBe('2026-12-21')
  expect(await issuers.retire('d', third.kid)).toBe(true)
  expect(await issuers.retire('s', first.kid)).toBe(false)
  expect(book.rows.get(third.kid)?.trustedUntil).toBe('2026-11-21')
  expect((await issuers.signerFor('/mn/d/s/')).kid).not.toBe(third.kid)
})

test('a key whose private half is elsewhere does not sign here', async () => {
  const { kid } = await issuers.signerFor('/mn/d/s/')
  await rm(join(dataDir, `issuer-${kid}.json`))
  expect((await issuers.signerFor('/mn/d/s/')).kid).not.toBe(kid)
})
