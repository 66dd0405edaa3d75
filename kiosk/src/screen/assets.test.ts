import { expect, test } from 'vitest'
import { loadAssets, placeSymbols } from './assets.ts'

test('every address that the page names is served, with its type', async () => {
  const { files } = await loadAssets()
  const html = new TextDecoder().decode(files.get('/')?.body)
  const named = [...html.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(match => match[1] as string)
  for (const css of named.filter(path => path.endsWith('.css'))) {
    const text = new TextDecoder().decode(files.get(css)?.body)
    for (const match of text.matchAll(/url\(([^)]*)\)/g)) named.push((match[1] as string).replaceAll('"', ''))
  }
  expect(named.length).toBeGreaterThan(8)
  for (const path of named) expect(files.get(path)?.type, path).toMatch(/^(text|font|image)\//)
})

test('browser modules import only modules that are served, and keep no types', async () => {
  const { files } = await loadAssets()
  for (const [path, { type, body }] of files) {
    if (!type.startsWith('text/javascript')) continue
    const text = new TextDecoder().decode(body)
    expect(text).not.toMatch(/\binterface \w+ \{/)
    for (const match of text.matchAll(/from '([^']+)'/g)) {
      const target = new URL(match[1] as string, `http://kiosk${path}`)
      expect(files.has(target.pathname), `${path} imports ${match[1]}`).toBe(true)
    }
  }
})

test('a picture that does not exist stops the start, not a child', () => {
  expect(placeSymbols('<!-- symbol: pass -->', new Map([['pass', '<svg/>']]))).toBe('<svg/>')
  expect(() => placeSymbols('<!-- symbol: none -->', new Map())).toThrow(/none/)
})
