import { readdirSync, readlinkSync } from 'node:fs'

/** The device's end of a pseudo-terminal; a program opens `path` like any serial device. */
export interface Pty {
  path: string
  write(bytes: Uint8Array): void
  /** the rate the other end has set; undefined for one this table does not know */
  hostBaud(): number | undefined
  /** Hangs up: readers of `path` see the device vanish. */
  close(): void
}

// c_cflag, Linux asm-generic/termbits.h.
const CBAUD = 0o10017
const RATES = new Map([
  [0o0000015, 9600],
  [0o0000016, 19200],
  [0o0000017, 38400],
  [0o0010001, 57600],
  [0o0010002, 115200],
  [0o0010003, 230400],
  [0o0010004, 460800],
])

/** With nobody reading, a line forgets; a pseudo-terminal would keep everything for the one who opens it later. */
const UNREAD_LIMIT = 8192

/**
 * Makes a raw pseudo-terminal. Bun keeps the far end open too, so a program may open and close it at will; its path
 * is read from that descriptor.
 */
export function openPty(onData: (bytes: Uint8Array) => void): Pty {
  const before = new Set(readdirSync('/proc/self/fd'))
  let unread = 0
  const terminal = new Bun.Terminal({
    data: (_terminal, data) => onData(data),
    drain: () => {
      unread = 0
    },
  })
  terminal.setRawMode(true)
  const path = newPts(before)
  if (!path) {
    terminal.close()
    throw new Error('this system gives no pseudo-terminal under /dev/pts')
  }
  return {
    path,
    write(bytes) {
      if (terminal.closed || unread > UNREAD_LIMIT) return
      unread += bytes.length
      terminal.write(bytes)
    },
    hostBaud: () => RATES.get(terminal.controlFlags & CBAUD),
    close: () => terminal.close(),
  }
}

function newPts(before: Set<string>): string | undefined {
  for (const fd of readdirSync('/proc/self/fd')) {
    if (before.has(fd)) continue
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`)
      if (/^\/dev\/pts\/\d+$/.test(target)) return target
    } catch {
      // the descriptor of the listing itself
    }
  }
  return undefined
}
