import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { SECURITY_HEADERS } from './headers.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
}
const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest'])

interface File {
  type: string
  bytes: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer> | undefined
  cache: string
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Schoolgate</title>
<h1>The dashboard is not built yet</h1>
<p>Run <code>npm run build</code>, then start the hub again. The API is described at <a href="/api/docs">/api/docs</a>.</p></html>`

/**
 * The built dashboard, read into memory once: a request can only ever name a file that was there. Unknown paths get
 * the page itself, which routes them.
 *
 * @param dir may be absent; then one page says so
 */
export function dashboardFiles(dir: string): (request: Request) => Response {
  const files = readFiles(dir)
  return request => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response(null, { status: 405, headers: SECURITY_HEADERS })
    const { pathname } = new URL(request.url)
    const page = files.get('/index.html')
    // A missing asset stays missing: the page in its place would be read as broken script.
    const file = files.get(pathname) ?? (extname(pathname) === '' ? page : undefined)
    if (file) return send(file, request)
    if (!page) return text(NOT_BUILT, 503, 'text/html; charset=utf-8')
    return text('Not found', 404, 'text/plain; charset=utf-8')
  }
}

function readFiles(dir: string): Map<string, File> {
  const files = new Map<string, File>()
  for (const path of listed(dir)) {
    const ext = extname(path)
    const name = `/${relative(dir, path).split(sep).join('/')}`
    const bytes = new Uint8Array(readFileSync(path))
    const hashed = name.startsWith('/assets/')
    files.set(name, {
      type: TYPES[ext] ?? 'application/octet-stream',
      bytes,
      gzip: PACKED.has(ext) ? new Uint8Array(gzipSync(bytes)) : undefined,
      cache: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
  return files
}

function listed(dir: string): string[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

function send(file: File, request: Request): Response {
  const packed = file.gzip && /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '')
  const headers = new Headers(SECURITY_HEADERS)
  headers.set('Content-Type', file.type)
  headers.set('Cache-Control', file.cache)
  headers.set('Vary', 'Accept-Encoding')
  if (packed) headers.set('Content-Encoding', 'gzip')
  return new Response(packed ? file.gzip : file.bytes, { headers })
}

const text = (body: string, status: number, type: string): Response =>
  new Response(body, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store' },
  })
