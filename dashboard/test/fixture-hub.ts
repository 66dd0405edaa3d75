import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientToServer, ServerToClient } from '@schoolgate/protocol/feed/events'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import type { Session } from '@schoolgate/protocol/http/session'
import type { Locale } from '@schoolgate/protocol/locale'
import { Server } from 'socket.io'
import { CONTENT_SECURITY_POLICY } from '../../hub/src/api/headers.ts'
import { FixtureDirectory } from './fixture-directory.ts'
import { FixtureSchool, type SchoolOptions } from './fixture-school.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface FixtureHub {
  url: string
  port: number
  school: FixtureSchool
  directory: FixtureDirectory
  /** cuts every socket without a word, as a broken network does */
  cut(): void
  stop(): Promise<void>
}

/** What a part of the made-up hub says. Bytes go as they are, with their `type` and, to be saved, their `name`. */
export interface FixtureAnswer {
  status: number
  body?: unknown
  type?: string
  name?: string
}

/** A part of the hub's contract in a file of its own: answers what is its own, undefined for all else. */
export interface FixturePart {
  /** @param body parsed JSON, or the bytes of anything else */
  handle(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): FixtureAnswer | undefined | Promise<FixtureAnswer | undefined>
}

export interface FixtureOptions extends Partial<SchoolOptions> {
  port?: number
  locale?: Locale
  sites?: number
  /** signed in from the start, for screenshots */
  signedIn?: boolean
  /** asked in this order before the made-up directory, which answers for the rest */
  parts?: readonly FixturePart[]
}

/** Speaks the hub's contract with made-up data: session, live feed, alarm steps, wall link, the built dashboard. */
export async function startFixtureHub(options: FixtureOptions = {}): Promise<FixtureHub> {
  // several people at work beside each other build apart: `vite build --outDir`
  const dist = process.env.DASHBOARD_DIST ?? fileURLToPath(new URL('../dist', import.meta.url))
  const school = new FixtureSchool(options)
  let signedIn = options.signedIn ?? false
  let tries = 0
  const directory = new FixtureDirectory()
  const parts: readonly FixturePart[] = [...(options.parts ?? []), directory]

  const session: Session = {
    officer: { id: 'o1', name: 'Дулам', locale: options.locale ?? 'en' },
    jurisdiction: { id: 'j1', name: 'Сүхбаатар дүүрэг', kind: 'district' },
    sites: [
      {
        id: 's1',
        name: school.snapshot.state.site.name,
        timeZone: 'Asia/Ulaanbaatar',
        locale: 'mn' as const,
        place: 'p1',
      },
      {
        id: 's2',
        name: 'Trường Tiểu học Nguyễn Bỉnh Khiêm',
        timeZone: 'Asia/Ho_Chi_Minh',
        locale: 'vi' as const,
        place: 'p2',
      },
    ].slice(0, options.sites ?? 1),
  }

  const send = (res: ServerResponse, status: number, body: unknown): void => {
    res.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' })
    res.end(body === undefined ? '' : JSON.stringify(body))
  }
  const problem = (res: ServerResponse, status: number, code: string, more: object = {}): void =>
    send(res, status, { type: 'about:blank', title: code, status, code, ...more })

  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost')
    if (url.pathname.startsWith('/socket.io/')) return
    if (url.pathname === '/api/session') {
      if (req.method === 'DELETE') {
        signedIn = false
        return send(res, 204, undefined)
      }
      if (req.method === 'POST') {
        const body = (await readJson(req)) as { user: string; password: string }
        if (++tries > 3 && body.password !== 'right')
          return problem(res, 429, 'too-many-tries', { retryAfter: 90 })
        if (body.password !== 'right') return problem(res, 401, 'wrong-password')
        signedIn = true
      }
      return signedIn ? send(res, 200, session) : problem(res, 401, 'unauthorized')
    }
    if (url.pathname === '/api/alarms/step') {
      const answer = school.step((await readJson(req)) as AlarmStep, session.officer.name)
      return answer ? send(res, 200, { alarms: answer }) : problem(res, 404, 'not-found')
    }
    if (/^\/api\/sites\/\w+\/wall$/.test(url.pathname))
      return send(
        res,
        req.method === 'DELETE' ? 204 : 201,
        req.method === 'DELETE'
          ? undefined
          : { token: 'wall-token', path: '/wall#wall-token', room: 'wall:s1' },
      )
    if (url.pathname.endsWith('/entries'))
      return send(res, 200, school.page(Number(url.searchParams.get('before') ?? 0)))
    if (url.pathname.endsWith('.csv')) {
      res.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' })
      return res.end('\ufefftime,name\n')
    }
    if (url.pathname.startsWith('/api/')) {
      if (!signedIn && !url.pathname.startsWith('/api/visit/')) return problem(res, 401, 'unauthorized')
      const body = await readBody(req)
      for (const part of parts) {
        const answer = await part.handle(req.method ?? 'GET', url.pathname, url.searchParams, body)
        if (answer) return sendAnswer(res, answer)
      }
      return problem(res, 404, 'not-found')
    }
    const path = normalize(join(dist, url.pathname))
    const file =
      path.startsWith(dist) && existsSync(path) && statSync(path).isFile() ? path : join(dist, 'index.html')
    res.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    })
    createReadStream(file).pipe(res)
  })

  const io = new Server<ClientToServer, ServerToClient>(server, { path: '/socket.io/' })
  io.use((socket, next) => {
    const wall = (socket.handshake.auth as { wall?: string }).wall
    if (wall === undefined ? signedIn : wall === 'wall-token') next()
    else next(new Error('unauthorized'))
  })
  io.on('connection', socket => {
    socket.on('subscribe', (room, reply) => {
      const name = room === 'wall' ? 'wall:s1' : room
      if (!/^(site|wall):s[12]$/.test(name)) return reply({ ok: false, problem: 'not-found' })
      void socket.join(name)
      reply({ ok: true, snapshot: school.snapshotFor(name, name.startsWith('wall:')) })
    })
  })
  school.onDelta = delta => {
    for (const site of ['s1', 's2']) {
      io.to(`site:${site}`).emit('delta', { ...delta, room: `site:${site}` })
      io.to(`wall:${site}`).emit('delta', { ...school.nameless(delta), room: `wall:${site}` })
    }
  }
  await new Promise<void>(resolve => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  return {
    url: `http://localhost:${port}`,
    port,
    school,
    directory,
    cut: () => {
      for (const s of io.sockets.sockets.values()) s.conn.close()
    },
    stop: async () => {
      school.stop()
      await io.close()
    },
  }
}

function sendAnswer(res: ServerResponse, { status, body, type, name }: FixtureAnswer): void {
  const isBytes = body instanceof Uint8Array
  res.writeHead(status, {
    'content-type': type ?? (status >= 400 ? 'application/problem+json' : 'application/json'),
    'cache-control': 'no-store',
    ...(name ? { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` } : {}),
  })
  res.end(isBytes ? body : body === undefined ? '' : JSON.stringify(body))
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (bytes.length === 0) return undefined
  return req.headers['content-type']?.startsWith('application/json') ? JSON.parse(bytes.toString()) : bytes
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of req) text += chunk
  return JSON.parse(text)
}
