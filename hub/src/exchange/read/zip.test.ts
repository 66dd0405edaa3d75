import { seededRandom } from '@schoolgate/protocol/random'
import fc from 'fast-check'
import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openZip } from './zip.ts'

const LIMITS = { entries: 10, bytes: 4_000_000, ratio: 100 }

function contents(bytes: Uint8Array) {
  const zip = openZip(bytes, LIMITS)
  if (!zip.ok) return zip.error
  return zip.value.map(entry => {
    const read = entry.read()
    return [entry.path, read.ok ? Buffer.from(read.value).toString() : read.error]
  })
}

test('files of an archive, packed or not, without what systems leave behind', () => {
  const bytes = zipSync({
    'roster/users.csv': strToU8('a,b\n'),
    'roster/нэр.csv': [strToU8('ө'), { level: 0 }],
    '__MACOSX/roster/._users.csv': strToU8('x'),
    '.DS_Store': strToU8('x'),
    'empty.csv': new Uint8Array(),
  })
  expect(contents(bytes)).toEqual([
    ['roster/users.csv', 'a,b\n'],
    ['roster/нэр.csv', 'ө'],
    ['empty.csv', ''],
  ])
})

test('an archive written as a stream, its sizes behind the data', () => {
  const parts: Uint8Array[] = []
  const zip = new Zip((_, part) => parts.push(part))
  for (const entry of [new ZipDeflate('a.csv'), new ZipPassThrough('b.csv')]) {
    zip.add(entry)
    entry.push(strToU8('abc'.repeat(100)), true)
  }
  zip.end()
  expect(contents(Buffer.concat(parts))).toEqual([
    ['a.csv', 'abc'.repeat(100)],
    ['b.csv', 'abc'.repeat(100)],
  ])
})

test('an entry that holds more than it claims is broken, and costs no memory', () => {
  const bytes = zipSync({ 'a.csv': strToU8('0'.repeat(3_000_000)) })
  const view = new DataView(bytes.buffer)
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  view.setUint32(at + 24, 1000, true)
  expect(contents(bytes)).toEqual([['a.csv', 'zip-broken']])
})

test('limits hold for one entry and for all together', () => {
  const noise = (seed: number) => {
    const random = seededRandom(seed)
    return Uint8Array.from({ length: 1_500_000 }, () => random() * 256)
  }
  expect(contents(zipSync({ a: strToU8('0'.repeat(3_000_000)) }))).toBe('zip-ratio')
  expect(contents(zipSync({ a: noise(3), b: noise(5), c: noise(7) }))).toBe('zip-too-large')
  expect(
    contents(zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`${i}`, strToU8('x')])))),
  ).toBe('zip-too-many-files')
})

test('a changed byte is noticed, and nothing is thrown whatever is changed', () => {
  const whole = zipSync({
    'users.csv': strToU8('sourcedId,name\n1,Anna\n'.repeat(20)),
    'b.csv': strToU8('x'),
  })
  const good = JSON.stringify(contents(whole))
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const bytes = whole.slice()
      bytes[at] = (bytes[at] as number) ^ mask
      const read = contents(bytes)
      if (
        Array.isArray(read) &&
        JSON.stringify(read.map(([, text]) => text)) !==
          JSON.stringify(JSON.parse(good).map(([, text]: string[]) => text))
      )
        expect(read.length < 2 || read.some(([, text]) => text === 'zip-broken')).toBe(true)
    }),
    { seed: 8, numRuns: 1500 },
  )
  fc.assert(
    fc.property(fc.nat({ max: whole.length }), end => {
      if (end < whole.length) expect(contents(whole.subarray(0, end))).toBe('zip-broken')
    }),
    { seed: 9, numRuns: 200 },
  )
})
