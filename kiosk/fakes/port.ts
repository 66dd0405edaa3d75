import { renameSync, rmSync, symlinkSync } from 'node:fs'
import type { Clock } from '@schoolgate/protocol/clock'
import { openPty, type Pty } from './pty.ts'

/** A fake device's serial port behind a path that stays the same when it is unplugged and plugged in again. */
export interface FakePort {
  path: string
  /**
   * Queues bytes for the host at the speed of the line.
   * @param chunk bytes per write; without it whatever a tick's time is worth
   */
  send(bytes: Uint8Array, chunk?: number): void
  isSending(): boolean
  isPlugged(): boolean
  unplug(): void
  plug(): void
}

export interface FakePortOptions {
  path: string
  clock: Clock
  /** the device's own rate, bit/s */
  baud(): number
  onData(bytes: Uint8Array): void
}

/** Between two writes of a paced transmission, ms of the clock. */
const TICK_MS = 4
const BITS_PER_BYTE = 10

export function createFakePort(options: FakePortOptions): FakePort {
  const { path, clock, baud, onData } = options
  let pty: Pty | undefined
  let queue: Array<{ bytes: Uint8Array; chunk: number | undefined }> = []
  let cancel: (() => void) | undefined

  const wrongRate = (): boolean => {
    const host = pty?.hostBaud()
    return host !== undefined && host !== baud()
  }

  /** Sends the first job from `at` on; what is due by elapsed time goes at once, so a late timer loses nothing. */
  function pump(at: number, since: number): void {
    const job = queue[0]
    if (!job || !pty) {
      cancel = undefined
      return
    }
    const perByte = (BITS_PER_BYTE * 1000) / baud()
    const due = job.chunk ?? Math.max(1, Math.floor((clock.mono() - since) / perByte) - at)
    const end = Math.min(job.bytes.length, at + due)
    const part = job.bytes.subarray(at, end)
    pty.write(wrongRate() ? garble(part) : part)
    if (end < job.bytes.length) {
      cancel = clock.after(job.chunk ? job.chunk * perByte : TICK_MS, () => pump(end, since))
      return
    }
    queue.shift()
    cancel = queue.length > 0 ? clock.after(0, () => pump(0, clock.mono() - TICK_MS)) : undefined
  }

  const port: FakePort = {
    path,
    send(bytes, chunk) {
      if (!pty) return
      queue.push({ bytes, chunk })
      if (queue.length === 1 && !cancel) pump(0, clock.mono() - TICK_MS)
    },
    isSending: () => queue.length > 0,
    isPlugged: () => pty !== undefined,
    unplug() {
      cancel?.()
      cancel = undefined
      queue = []
      rmSync(path, { force: true })
      pty?.close()
      pty = undefined
    },
    plug() {
      if (pty) return
      const next = openPty(bytes => {
        if (pty === next) onData(wrongRate() ? garble(bytes) : bytes)
      })
      pty = next
      // Renamed into place: the path never names a half-made device.
      symlinkSync(next.path, `${path}.new`)
      renameSync(`${path}.new`, path)
    },
  }
  return port
}

/** What a UART makes of bytes at a rate that is not its own: something else, always the same. */
const garble = (bytes: Uint8Array): Uint8Array => bytes.map((b, i) => (b * 167 + i * 31 + 0xc9) & 0xff)
