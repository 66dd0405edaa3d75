import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripTypes } from './strip-types.ts'

export interface Asset {
  type: string
  body: Uint8Array<ArrayBuffer>
}

export interface Assets {
  /** by URL path, `/` being the page itself */
  files: ReadonlyMap<string, Asset>
  /** changes when any file changes, so that an open page knows it is out of date */
  version: string
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
}
const FONT_SUBSETS = ['cyrillic-ext', 'cyrillic', 'vietnamese', 'latin-ext', 'latin']
const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * Reads the whole page into memory once: an allow-list by construction, so no request path ever reaches the
 * file system. Browser modules are TypeScript and are served with their types stripped, under their own names.
 */
export async function loadAssets(): Promise<Assets> {
  const files = new Map<string, Asset>()
  const add = (path: string, ext: string, body: string | Uint8Array) =>
    files.set(path, {
      type: TYPES[ext] ?? 'application/octet-stream',
      body: new Uint8Array(Buffer.from(body)),
    })

  const symbols = await readSymbols()
  const modules: { path: string; source: string }[] = []
  for (const folder of ['page', 'messages']) {
    for (const name of await readdir(join(here, folder))) {
      if (name.endsWith('.test.ts')) continue
      const text = async () => readFile(join(here, folder, name), 'utf8')
      const ext = extname(name)
      if (ext === '.ts') modules.push({ path: `/${folder}/${name}`, source: await text() })
      else if (ext === '.css' || ext === '.svg') add(`/${folder}/${name}`, ext, await text())
      else if (name === 'index.html') add('/', ext, placeSymbols(await text(), symbols))
    }
  }
  const stripped = await stripTypes(modules.map(m => m.source))
  for (const [i, { path }] of modules.entries()) add(path, '.ts', stripped[i] as string)
  const require = createRequire(import.meta.url)
  for (const subset of FONT_SUBSETS) {
    const name = `noto-sans-${subset}-standard-normal.woff2`
    const file = require.resolve(`@fontsource-variable/noto-sans/files/${name}`)
    add(`/fonts/${name}`, '.woff2', await readFile(file))
  }

  const hash = createHash('sha256')
  for (const path of [...files.keys()].sort()) hash.update(path).update(files.get(path)?.body ?? '')
  return { files, version: hash.digest('hex').slice(0, 16) }
}

async function readSymbols(): Promise<Map<string, string>> {
  const folder = join(here, 'page/symbols')
  const names = (await readdir(folder)).filter(name => name.endsWith('.svg'))
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
  return new Map(names.map((name, i) => [name.slice(0, -4), texts[i] as string]))
}

/** Puts each SVG file where the page says `<!-- symbol: name -->`, so that pictures take the ink's colour. */
export function placeSymbols(html: string, symbols: ReadonlyMap<string, string>): string {
  return html.replace(/<!-- symbol: ([a-z-]+) -->/g, (_, name: string) => {
    const svg = symbols.get(name)
    if (svg === undefined) throw new Error(`the page asks for a picture that does not exist: ${name}`)
    return svg.trim()
  })
}
