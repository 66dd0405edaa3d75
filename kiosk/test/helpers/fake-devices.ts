import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../fakes/main.ts', import.meta.url))

/** An event of the fake devices: what happened, and on their clock when. */
export interface FakeEvent {
  event: string
  mono: number
  wall: number
  [detail: string]: unknown
}

export interface FakeDevices {
  paths: { scanner: string; thermal: string; relay: string }
  events: FakeEvent[]
  /** One command, e.g. `{do: 'show', text}`. */
  send(command: object): void
  /** Closes their input and waits for their end. @returns the exit code */
  stop(): Promise<number | null>
}

/** Starts the fake devices as a process of its own, as `npm run fake:devices` does. */
export async function startFakeDevices(...args: string[]): Promise<FakeDevices> {
  const child = spawn('bun', [MAIN, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const events: FakeEvent[] = []
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const lines = createInterface({ input: child.stdout })
  const paths = await new Promise<FakeDevices['paths']>((resolve, reject) => {
    ended.then(code => reject(new Error(`fake devices ended at once with ${code}`)))
    child.once('error', reject)
    lines.once('line', first => {
      lines.on('line', line => events.push(JSON.parse(line)))
      resolve(JSON.parse(first))
    })
  })
  return {
    paths,
    events,
    send: command => child.stdin.write(`${JSON.stringify(command)}\n`),
    stop: () => {
      child.stdin.end()
      return ended
    },
  }
}
