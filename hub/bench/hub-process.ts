import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

export interface HubProcess {
  port: number
  rssBytes(): number
  /** user and system time so far, ms */
  cpuMs(): number
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Starts the hub as its own process on `data` and waits until it listens. */
export async function startHub(data: string, port = 0, more: string[] = []): Promise<HubProcess> {
  const child = Bun.spawn(
    [
      process.execPath,
      join(here, '../src/main.ts'),
      ...['--port', `${port}`, '--host', '0.0.0.0', '--data', data, '--log-level', 'warn', ...more],
    ],
    { stdout: 'pipe', stderr: 'inherit', stdin: 'ignore' },
  )
  const ready = (await firstLine(child.stdout)) as { port: number }
  return {
    port: ready.port,
    rssBytes() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
    },
    cpuMs() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Ticks of 10 ms, fields 14 and 15 of proc(5).
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    async kill(signal = 'SIGTERM') {
      child.kill(signal)
      await child.exited
    },
  }
}

export interface ClientProcess {
  /** the next JSON line it prints */
  next(): Promise<Record<string, number>>
  say(line: string): void
  kill(): Promise<void>
}

/** Starts `clients.ts` as its own process, so that kiosks and hub do not share a core by being one program. */
export function startClients(job: unknown): ClientProcess {
  const child = Bun.spawn([process.execPath, join(here, 'clients.ts'), JSON.stringify(job)], {
    stdout: 'pipe',
    stderr: 'inherit',
    stdin: 'pipe',
  })
  const lines = linesOf(child.stdout)
  return {
    async next() {
      const { value, done } = await lines.next()
      if (done) throw new Error('the clients ended early')
      return JSON.parse(value) as Record<string, number>
    },
    say(line) {
      child.stdin.write(`${line}\n`)
      child.stdin.flush()
    },
    async kill() {
      child.kill()
      await child.exited
    },
  }
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<unknown> {
  const { value, done } = await linesOf(stream).next()
  if (done) throw new Error('the hub ended before it listened')
  return JSON.parse(value)
}

export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
