import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import { SerialPort } from 'serialport'
import type { LineCounts } from './device.ts'

export interface LineOptions {
  path: string
  /** rate at opening; `setBaud` changes it */
  baud: number
  clock: Clock
  random: Random
  onOpen(): void
  onBytes(bytes: Uint8Array): void
  /** the port was open and is gone: unplugged, failed or dropped */
  onClose(): void
}

export interface Line {
  isOpen(): boolean
  /** @returns false when the port is not open; the bytes are then dropped */
  write(bytes: Uint8Array): boolean
  /** Changes the rate of the open port and drops what came in at the old one. */
  setBaud(baud: number): Promise<boolean>
  /** Closes the port; it is opened again after a pause. */
  drop(): void
  readonly counts: LineCounts
  /** Writes what is queued, closes the port and opens it no more. */
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 2000
const DRAIN_MS = 500

/**
 * Keeps one serial port open: opened again after an unplugging or an error, with full jitter between nothing and
 * a ceiling that doubles from 0.2 s to 2 s. Bytes go to `onBytes` in the same turn of the event loop they come in.
 */
export function keepOpen(options: LineOptions): Line {
  const { path, baud, clock, random, onOpen, onBytes, onClose } = options
  const counts: LineCounts = { reopened: 0, openFailures: 0, bytesIn: 0 }
  let port: SerialPort | undefined
  let opening = false
  let stopped = false
  let everOpen = false
  let attempt = 0
  let cancelRetry: () => void = () => {}
  let opened: () => void = () => {}

  function open(): void {
    if (stopped) return
    opening = true
    const next = new SerialPort({ path, baudRate: baud, autoOpen: false })
    const lost = (): void => {
      if (port !== next) return
      port = undefined
      if (next.isOpen) next.close(() => {})
      onClose()
      retry()
    }
    next.on('error', lost)
    next.on('close', lost)
    next.open(error => {
      opening = false
      if (error) {
        counts.openFailures++
        opened()
        retry()
        return
      }
      if (stopped) {
        next.close(() => opened())
        return
      }
      // What the driver buffered before this moment is of unknown age.
      next.flush(() => {
        if (stopped || !next.isOpen) {
          if (next.isOpen) next.close(() => opened())
          else {
            opened()
            retry()
          }
          return
        }
        port = next
        attempt = 0
        if (everOpen) counts.reopened++
        everOpen = true
        next.on('data', (bytes: Uint8Array) => {
          counts.bytesIn += bytes.length
          if (port === next) onBytes(bytes)
        })
        onOpen()
      })
    })
  }

  function retry(): void {
    if (stopped) return
    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt++, 10))
    cancelRetry()
    cancelRetry = clock.after(random() * ceiling, open)
  }

  open()
  return {
    counts,
    isOpen: () => port !== undefined,
    write(bytes) {
      if (!port) return false
      port.write(bytes)
      return true
    },
    setBaud(rate) {
      const current = port
      return new Promise(resolve => {
        if (!current) return resolve(false)
        current.update({ baudRate: rate }, error => {
          if (error || port !== current) return resolve(false)
          current.flush(() => resolve(port === current))
        })
      })
    },
    drop() {
      port?.close(() => {})
    },
    async stop() {
      if (stopped) return
      stopped = true
      cancelRetry()
      const current = port
      port = undefined
      if (opening) await new Promise<void>(resolve => (opened = resolve))
      if (!current?.isOpen) return
      await new Promise<void>(resolve => {
        // A device that no longer takes bytes must not hold up the shutdown.
        const cancel = clock.after(DRAIN_MS, () => current.close(() => resolve()))
        current.drain(() => {
          cancel()
          if (current.isOpen) current.close(() => resolve())
          else resolve()
        })
      })
    },
  }
}
