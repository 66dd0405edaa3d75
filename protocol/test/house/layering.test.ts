import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Import, importsOf, sourceFiles } from './imports.ts'
import { LAYERS } from './layers.ts'

const root = join(import.meta.dirname, '../../..')
const parts = Object.keys(LAYERS).sort((a, b) => b.length - a.length)
const under = (path: string, part: string) => path === part || path.startsWith(`${part}/`)
const partOf = (file: string) => parts.find(p => under(file, p))
const isOurs = (to: string) => /^(protocol|kiosk|hub|dashboard)\//.test(to)

const files = [
  'protocol/src',
  'kiosk/src',
  'kiosk/fakes',
  'hub/src',
  'hub/demo',
  'hub/bench',
  'dashboard/src',
]
  .filter(folder => existsSync(join(root, folder)))
  .flatMap(folder => sourceFiles(root, folder))
const imports = files.flatMap(file => importsOf(root, file))

function fault({ from, to, typeOnly }: Import): string | undefined {
  const part = partOf(from) as string
  const layer = LAYERS[part]
  if (!layer) return `${from} lies in no layer`
  if (!isOurs(to)) {
    return layer.packages === 'any' || layer.packages.some(p => to === p || to.startsWith(`${p}/`))
      ? undefined
      : `${part} -> package ${to} (in ${from})`
  }
  if (under(to, 'protocol/src') || partOf(to) === part) return undefined
  if (to.startsWith('hub/') && from.startsWith('dashboard/') && !typeOnly)
    return `${from} -> ${to} at run time`
  return layer.may.some(allowed => under(to, allowed)) ? undefined : `${part} -> ${to} (in ${from})`
}

test('every import follows the table of layers', () => {
  expect(imports.map(fault).filter(Boolean)).toEqual([])
})

test('no circle of imports', () => {
  const edges = new Map<string, string[]>()
  for (const i of imports.filter(i => isOurs(i.to) && !i.typeOnly)) {
    edges.set(i.from, [...(edges.get(i.from) ?? []), i.to])
  }
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (path.includes(file) || done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  expect(circles).toEqual([])
})

test('no page loads the validator: it would try `eval`, and weighs more than a page', () => {
  const edges = new Map<string, string[]>()
  for (const i of imports.filter(i => !i.typeOnly)) edges.set(i.from, [...(edges.get(i.from) ?? []), i.to])
  const came = new Map<string, string>()
  const waiting = files.filter(f => f.startsWith('dashboard/src/'))
  for (const file of waiting) {
    for (const next of edges.get(file) ?? []) {
      if (came.has(next)) continue
      came.set(next, file)
      waiting.push(next)
    }
  }
  expect(came.get('zod')).toBeUndefined()
})

test('the checker sees an edge that breaks the table', () => {
  const bad = { from: 'kiosk/src/verdict/decide.ts', to: 'kiosk/src/journal/journal.ts', typeOnly: false }
  expect(fault(bad)).toContain('kiosk/src/verdict -> kiosk/src/journal/journal.ts')
  expect(imports.length).toBeGreaterThan(50)
})

test('only the options modules read the environment or the command line', async () => {
  const { readFileSync } = await import('node:fs')
  const readers = files.filter(f =>
    /process\.(env|argv)|Bun\.(env|argv)/.test(readFileSync(join(root, f), 'utf8')),
  )
  expect(readers.filter(f => !/options\.ts$|\/(main|admin)\.ts$|^hub\/bench\//.test(f))).toEqual([])
})
