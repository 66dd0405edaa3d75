import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A started program of ours: its first line of output, and the later ones as they come. */
export interface Running<Ready> {
  ready: Ready
  child: ChildProcess
  /** Writes one line to its standard input. */
  send(line: object): void
  /** Sends `signal` and resolves once it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface Launch {
  name: string
  command: string
  args: string[]
  cwd: string
  /** its whole environment; this process's own unless given */
  env?: NodeJS.ProcessEnv
  /** every JSON line after the first */
  onLine?: (line: Record<string, unknown>) => void
  /** what it writes to standard error, line by line */
  onLog?: (line: string) => void
}

/**
 * Starts one of our programs and waits for the JSON line by which each of them says it is ready.
 * @throws Error naming the program and its last words when it ends before that
 */
export function launch<Ready>(options: Launch): Promise<Running<Ready>> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    ...(options.env && { env: options.env }),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lastWords: string[] = []
  createInterface({ input: child.stderr }).on('line', line => {
    lastWords.push(line)
    if (lastWords.length > 20) lastWords.shift()
    options.onLog?.(line)
  })
  // A program that is killed must not take its starter with it.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const running = (ready: Ready): Running<Ready> => ({
    ready,
    child,
    send: line => child.stdin.write(`${JSON.stringify(line)}\n`),
    stop: signal => {
      child.kill(signal ?? 'SIGTERM')
      return ended
    },
  })
  return new Promise((resolve, reject) => {
    let isReady = false
    child.once('error', reject)
    child.once('close', code => {
      if (!isReady)
        reject(new Error(`${options.name} ended (${code}) before it was ready:\n${lastWords.join('\n')}`))
    })
    createInterface({ input: child.stdout }).on('line', line => {
      const parsed = parseLine(line)
      if (!parsed) return
      if (isReady) return options.onLine?.(parsed)
      isReady = true
      resolve(running(parsed as Ready))
    })
  })
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
