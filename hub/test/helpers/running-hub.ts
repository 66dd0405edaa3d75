import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientToServer, FeedAuth, ServerToClient } from '@schoolgate/protocol/feed/events'
import { io, type Socket } from 'socket.io-client'
import { addPeople, createOfficer, createSchool, pairGate } from '../../src/admin/setup.ts'
import { pairingCode } from '../../src/api/app.ts'
import { type Hub, type HubParts, startHub } from '../../src/app.ts'
import { bunPasswords } from '../../src/auth/password.ts'
import { makeLog } from '../../src/log.ts'
import { type HubOptions, parseOptions } from '../../src/options.ts'
import { KioskClient, kioskIdentity, ScriptedJournal, testId } from './kiosk-client.ts'

/** Cheap on purpose: a suite signs in often. */
const passwords = bunPasswords({ memoryCost: 64, timeCost: 1 })

export type FeedClient = Socket<ServerToClient, ClientToServer>
export type School = Awaited<ReturnType<typeof createSchool>>

/** A whole hub on a free port and its own directory, with the moves a test makes. */
export class RunningHub {
  hub: Hub
  readonly data: string
  readonly #options: HubOptions
  readonly #parts: HubParts
  readonly #closers: (() => void)[] = []

  private constructor(hub: Hub, data: string, options: HubOptions, parts: HubParts) {
    this.hub = hub
    this.data = data
    this.#options = options
    this.#parts = parts
  }

  static async start(more: Partial<HubOptions> = {}, parts: Partial<HubParts> = {}): Promise<RunningHub> {
    const data = await mkdtemp(join(tmpdir(), 'schoolgate-hub-'))
    const parsed = parseOptions(['--port', '0', '--data', data], {})
    if (!parsed.ok || parsed.value === 'help') throw new Error('options')
    const options = { ...parsed.value, ...more }
    const all = { log: makeLog('silent'), passwords, ...parts }
    return new RunningHub(await startHub(options, all), data, options, all)
  }

  get origin(): string {
    return `http://127.0.0.1:${this.hub.port}`
  }

  /** @param under the id of a district that is there; else the school gets one of its own */
  school(name: string, user: string, under?: string): Promise<School> {
    const gates = [{ name: 'Front', lane: 'both' as const }]
    const district = under === undefined ? `District of ${name}` : { under }
    const plan = { school: name, district, timeZone: 'Asia/Ulaanbaatar', gates, user, locale: 'mn' as const }
    return createSchool(this.hub.store, this.data, plan, passwords)
  }

  /** Adds people; returns their ids. */
  async people(site: string, names: string[]): Promise<string[]> {
    const roll = names.map(name => ({ name, given: name, group: '3B', role: 'student' as const }))
    await addPeople(this.hub.store, site, roll, Date.now())
    const people = await this.hub.store.directory.people(site)
    return names.map(name => people.find(p => p.name === name)?.id as string)
  }

  fetch(path: string, init: RequestInit & { cookie?: string } = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('Origin')) headers.set('Origin', this.origin)
    if (init.cookie) headers.set('Cookie', init.cookie)
    if (typeof init.body === 'string' && !headers.has('Content-Type'))
      headers.set('Content-Type', 'application/json')
    return fetch(`${this.origin}${path}`, { ...init, headers })
  }

  /** Signs in; returns the cookie to send. */
  async signIn({ user, password }: Pick<School, 'user' | 'password'>): Promise<string> {
    const answer = await this.fetch('/api/session', {
      method: 'POST',
      body: JSON.stringify({ user, password }),
    })
    if (!answer.ok) throw new Error(`sign-in failed: ${answer.status}`)
    return answer.headers.get('Set-Cookie')?.split(';')[0] as string
  }

  /** Makes an officer at a place and signs them in; returns the cookie to send. */
  async signInNew(user: string, place: string): Promise<string> {
    const password = await createOfficer(this.hub.store, { user, place, locale: 'mn' }, passwords)
    return this.signIn({ user, password: password as string })
  }

  /** A feed connection; not connected yet. */
  feed(cookie: string | undefined, auth: FeedAuth = {}, headers: Record<string, string> = {}): FeedClient {
    const socket: FeedClient = io(this.origin, {
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
      forceNew: true,
      auth,
      extraHeaders: { Origin: this.origin, ...(cookie ? { Cookie: cookie } : {}), ...headers },
    })
    this.#closers.push(() => socket.disconnect())
    return socket
  }

  /** A kiosk paired with the gate and welcomed. */
  async kiosk(gate: string, seed = 1): Promise<KioskClient> {
    const identity = kioskIdentity(seed)
    const kiosk = new KioskClient(identity, new ScriptedJournal(identity.id, testId(`journal ${seed}`)))
    const paired = await pairGate(this.hub.store, gate, pairingCode(), Date.now())
    await kiosk.welcome(`ws://127.0.0.1:${this.hub.port}/kiosk`, { pairing: paired?.code as string })
    this.#closers.push(() => kiosk.close())
    return kiosk
  }

  /** Stops and starts again on the same directory and port. */
  async restart(): Promise<void> {
    const { port } = this.hub
    await this.hub.stop()
    this.hub = await startHub({ ...this.#options, port }, this.#parts)
  }

  async stop(): Promise<void> {
    for (const close of this.#closers) close()
    await this.hub.stop()
    await rm(this.data, { recursive: true, force: true })
  }
}

/** Waits until `check` is true, looking again whenever the event loop turns; fails loudly after `ms`. */
export async function until(
  check: () => boolean | Promise<boolean>,
  what: string,
  ms = 30_000,
): Promise<void> {
  const deadline = performance.now() + ms
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`in vain: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
