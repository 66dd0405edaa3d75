import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { formatClockAnchor } from '@schoolgate/protocol/clock'
import { decodeBody, type EntryBody } from '@schoolgate/protocol/entry/body'
import Database from 'better-sqlite3'
import type { PageScene, PageView } from '../../src/screen/page-view.ts'
import { type Events, openEvents } from './events.ts'
import { presetData, type School, tempDir } from './school.ts'

const ROOT = join(import.meta.dirname, '../../..')
const START = Date.parse('2026-11-23T07:30:00+08:00')

export interface RigOptions {
  school: School
  thermalModel?: string
  /** demonstration ms per real ms */
  speed?: number
  hub?: string
  args?: string[]
}

type Verdict = Extract<PageScene, { scene: 'verdict' }>
type Paths = Record<'scanner' | 'thermal' | 'relay', string>

interface Line {
  event?: string
  [field: string]: unknown
}

/** A child process that speaks in JSON lines. */
class Talker {
  readonly process: ChildProcess
  readonly lines: Line[] = []
  #changed = Promise.withResolvers<void>()
  stderr = ''
  readonly exited: Promise<number | null>

  constructor(command: string, args: string[]) {
    this.process = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], cwd: ROOT })
    createInterface({ input: this.process.stdout as NodeJS.ReadableStream }).on('line', line => {
      this.lines.push(JSON.parse(line))
      this.#notify()
    })
    this.process.stderr?.on('data', chunk => {
      this.stderr += chunk
    })
    this.exited = new Promise(resolve => this.process.on('exit', code => resolve(code)))
    this.exited.then(() => this.#notify())
  }

  /** The first line at or after `from` that fits. */
  async line(fits: (line: Line) => boolean, from = 0): Promise<Line> {
    for (;;) {
      const found = this.lines.slice(from).find(fits)
      if (found) return found
      if (this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(`process ended: ${this.stderr}`)
      await this.#changed.promise
    }
  }

  tell(command: object): void {
    this.process.stdin?.write(`${JSON.stringify(command)}\n`)
  }

  #notify(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }
}

/** A real kiosk process over fake devices on real serial files, its data folder filled as if by a hub. */
export class KioskRig {
  readonly school: School
  readonly dir: string
  readonly #remove: () => void
  readonly #options: RigOptions
  readonly #anchor: string
  #devices!: Talker
  #paths!: Paths
  #kiosk!: Talker
  #events!: Events
  kioskId = ''
  #nextChild = 11

  constructor(options: RigOptions) {
    const temp = tempDir()
    this.dir = temp.dir
    this.#remove = temp.remove
    this.school = options.school
    this.#options = options
    this.#anchor = formatClockAnchor({ startWall: START, realWall: Date.now(), speed: options.speed ?? 10 })
  }

  async start(): Promise<void> {
    presetData(this.dir, this.school)
    const model = this.#options.thermalModel ?? 'gy-mcu90640'
    const main = join(ROOT, 'kiosk/fakes/main.ts')
    this.#devices = new Talker(join(ROOT, 'node_modules/.bin/bun'), [
      main,
      '--thermal-model',
      model,
      '--clock',
      this.#anchor,
    ])
    this.#paths = (await this.#devices.line(l => 'scanner' in l)) as unknown as Paths
    await this.startKiosk()
  }

  /** @param args for this start, over all others */
  async startKiosk(args: string[] = []): Promise<void> {
    const { scanner, thermal, relay } = this.#paths
    this.#kiosk = new Talker(process.execPath, [
      join(ROOT, 'kiosk/src/main.ts'),
      ...['--scanner', scanner, '--thermal', thermal, '--relay', relay],
      ...['--thermal-model', this.#options.thermalModel ?? 'gy-mcu90640', '--thermal-warm-up-min', '0'],
      ...['--hub', this.#options.hub ?? 'ws://127.0.0.1:9', '--data', this.dir, '--port', '0'],
      ...['--clock', this.#anchor, ...(this.#options.args ?? []), ...args],
    ])
    const ready = await this.#kiosk.line(l => l.ready === true)
    this.kioskId = String(ready.kiosk)
    this.#events = await openEvents(`http://127.0.0.1:${ready.port}/events`)
    await this.view(v => v.devices.scanner === 'up' && v.devices.thermal === 'up' && v.devices.relay === 'up')
  }

  tell(command: object): void {
    this.#devices.tell(command)
  }

  show(text: string): void {
    this.tell({ do: 'show', text })
  }

  /** Waits for the screen to show a view that fits. */
  async view(fits: (view: PageView) => boolean): Promise<PageView> {
    for (;;) {
      const view = JSON.parse(await this.#events.next('view')) as PageView
      if (fits(view)) return view
    }
  }

  /** Shows a code and waits for the verdict on the screen. */
  async scan(text: string): Promise<Verdict> {
    this.show(text)
    const { scene } = await this.view(v => v.scene.scene === 'verdict')
    return scene as Verdict
  }

  /**
   * One child after another shows a card until a look came about: on a busy machine the sensor's frames may be lost,
   * and the kiosk rightly asks that child to wait.
   *
   * @returns what the screen showed to child `n`, and the entry
   */
  async measured(): Promise<{ n: number; scene: Verdict; entry: EntryBody }> {
    for (;;) {
      const n = this.#nextChild++
      const scene = await this.scan(this.school.card(n))
      const entry = this.entries().at(-1) as EntryBody
      if (!entry.reasons.includes('too-few-frames')) return { n, scene, entry }
      await this.atRest()
    }
  }

  async atRest(): Promise<void> {
    await this.view(v => v.scene.scene === 'ready')
  }

  greenLamps(): number {
    return this.#devices.lines.filter(l => l.event === 'relay' && l.channel === 1 && l.on === true).length
  }

  async relay(nth: number): Promise<void> {
    await this.#devices.line(() => this.greenLamps() >= nth)
  }

  /** Bodies in the journal's file, oldest first. */
  entries(): EntryBody[] {
    const db = new Database(join(this.dir, 'journal.db'), { readonly: true })
    const rows = db.prepare('SELECT body FROM entry ORDER BY seq').all() as { body: Uint8Array }[]
    db.close()
    return rows.map(row => {
      const body = decodeBody(row.body)
      if (!body.ok) throw new Error(body.error)
      return body.value
    })
  }

  log(): string {
    return this.#kiosk.stderr
  }

  rssBytes(): Promise<string> {
    return import('node:fs/promises').then(fs =>
      fs.readFile(`/proc/${this.#kiosk.process.pid}/status`, 'utf8'),
    )
  }

  /** @returns the exit code */
  async stopKiosk(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#events?.close()
    this.#kiosk.process.kill(signal)
    return this.#kiosk.exited
  }

  async stop(): Promise<void> {
    if (this.#kiosk) await this.stopKiosk()
    if (this.#devices) {
      this.#devices.process.kill('SIGTERM')
      await this.#devices.exited
    }
    this.#remove()
  }
}
