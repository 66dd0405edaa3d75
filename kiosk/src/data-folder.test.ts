import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareFolder } from './data-folder.ts'

test('makes every missing folder, for its own account only', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'schoolgate-')), 'a/b')
  expect(prepareFolder(path)).toEqual({ ok: true, value: undefined })
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(prepareFolder(path).ok).toBe(true)
})

test('says in words why a place will not do, and always answers', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'schoolgate-')), 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')])
    expect(prepareFolder(path)).toEqual({
      ok: false,
      error: `${path} cannot hold this kiosk's data: it is not a folder.`,
    })
  expect(prepareFolder('/proc/schoolgate')).toMatchObject({ ok: false })
})
