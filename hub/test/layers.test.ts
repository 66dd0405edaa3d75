import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '../src')

/** [file, imported file] within hub/src, tests aside. */
function edges(): [string, string][] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    f => f.endsWith('.ts') && !f.endsWith('.test.ts'),
  )
  return files.flatMap(file => {
    const text = readFileSync(join(SRC, file), 'utf8')
    return [...text.matchAll(/from '(\.[^']+)'/g)].map(
      ([, to]) => [file, relative(SRC, join(SRC, dirname(file), to as string))] as [string, string],
    )
  })
}

/** What each folder may import beside itself; the root joins everything. */
const ALLOWED: Record<string, RegExp> = {
  store: /^store\//,
  ingest: /^store\/types\.ts$/,
  presence: /^store\/types\.ts$/,
  feed: /^store\/types\.ts$/,
  alarms: /^store\/types\.ts$/,
  scope: /^store\/types\.ts$/,
  auth: /^store\/types\.ts$/,
  cards: /^$/,
  // Routes stand above the stages, and reach data through scope alone: of the store they know the words.
  api: /^(store\/types\.ts|scope\/scoped\.ts|auth\/(cookie|origin|token)\.ts|feed\/feed-entry\.ts)$/,
  admin: /^(store\/types\.ts|auth\/(password|token)\.ts|cards\/issuer\.ts|scope\/public\.ts)$/,
}

test('stages know nothing of each other, and routes reach the store through scope alone', () => {
  const broken = edges().filter(([from, to]) => {
    const [folder = '', ...rest] = from.split('/')
    if (rest.length === 0) return false
    const allowed = ALLOWED[folder]
    return !to.startsWith(`${folder}/`) && !allowed?.test(to)
  })
  expect(broken).toEqual([])
})

test('only the command line reads the environment', () => {
  const readers = new Set(
    readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter(f => f.endsWith('.ts') && /process\.(env|argv)/.test(readFileSync(join(SRC, f), 'utf8')))
      .filter(f => !f.endsWith('.test.ts')),
  )
  expect([...readers].sort()).toEqual(['admin.ts', 'main.ts'])
})
