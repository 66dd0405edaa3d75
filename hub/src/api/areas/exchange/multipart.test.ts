import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveUpload } from './multipart.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-multipart-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const LIMITS = { bytes: 100_000, files: 3 }

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function save(bytes: Uint8Array, type: string, size: number, limits = LIMITS) {
  const into = await mkdtemp(join(folder, 'f'))
  const saved = await saveUpload(pieces(bytes, size), type, 'file', into, limits)
  if (!saved.ok) return saved.error
  return Promise.all(
    saved.value.map(async ({ name, path }) => [name, (await readFile(path)).toString('latin1')]),
  )
}

/** As a browser sends it. */
async function form(files: [field: string, name: string | undefined, content: string][]) {
  const data = new FormData()
  for (const [field, name, content] of files) {
    if (name === undefined) data.append(field, content)
    else data.append(field, new File([Buffer.from(content, 'latin1')], name))
  }
  const request = new Request('http://hub/', { method: 'POST', body: data })
  // Told before the body is read: afterwards it is gone.
  const type = request.headers.get('Content-Type') as string
  return { bytes: await request.bytes(), type }
}

test('files of a form are saved, whatever pieces it comes in', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map(b => Buffer.from(b).toString('latin1'))
  const tricky = fc.constantFrom('', '\r\n', '\r\n--', '--', '\r\n\r\n', 'a\r\n--x')
  const content = fc.tuple(tricky, bytes, tricky).map(parts => parts.join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 400 }),
      async (contents, size) => {
        const { bytes: body, type } = await form([
          ['note', undefined, 'not a file'],
          ...contents.map((text, i): [string, string, string] => ['file', `нэр ${i}.csv`, text]),
          ['other', 'x.csv', 'not asked for'],
        ])
        expect(await save(body, type, size)).toEqual(contents.map((text, i) => [`нэр ${i}.csv`, text]))
      },
    ),
    { seed: 14, numRuns: 150 },
  )
})

test('names lose their folders, and too much is refused', async () => {
  const one = await form([['file', 'a/b\\c.csv', 'x']])
  expect(await save(one.bytes, one.type, 7)).toEqual([['c.csv', 'x']])
  const large = await form([['file', 'a.csv', 'x'.repeat(200_000)]])
  expect(await save(large.bytes, large.type, 5000)).toBe('too-large')
  const many = await form(Array.from({ length: 4 }, (_, i) => ['file', `${i}`, 'x']))
  expect(await save(many.bytes, many.type, 5000)).toBe('bad-input')
})

test('what is no such form is refused', async () => {
  const { bytes, type } = await form([['file', 'a.csv', 'x']])
  expect(await save(bytes, 'application/json', 50)).toBe('bad-input')
  expect(await save(bytes, 'multipart/form-data', 50)).toBe('bad-input')
  expect(await save(bytes.subarray(0, bytes.length - 30), type, 50)).toBe('bad-input')
  const none = await form([['note', undefined, 'x']])
  expect(await save(none.bytes, none.type, 50)).toBe('bad-input')
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      async (noise, size) => {
        const body = Buffer.concat([Buffer.from('--b\r\n'), noise])
        expect(typeof (await save(body, 'multipart/form-data; boundary=b', size))).not.toBe('undefined')
      },
    ),
    { seed: 15, numRuns: 200 },
  )
})
