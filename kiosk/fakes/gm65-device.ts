import { crc16Xmodem } from '../src/serial/sums.ts'

/** The logic of a GM65 without its wire: commands in, replies and codes out. */
export interface Gm65Device {
  /** @returns what the scanner answers */
  receive(bytes: Uint8Array, monoMs: number): Uint8Array
  /** A code is held before it. @returns the bytes it sends, or undefined when it is not reading */
  read(text: string, monoMs: number): Uint8Array | undefined
  /** Applies a rate asked for, once the reply has gone out at the old one. */
  settle(): void
  readonly baud: number
  setBaud(baud: number): void
  /** Power lost and back: unsaved settings are forgotten. */
  restart(): void
}

const READ = 0x07
const WRITE = 0x08
const SAVE = 0x09
const HEARTBEAT = 0x0a

const ZONE_MODE = 0x0000
const ZONE_TRIGGER = 0x0002
const ZONE_ACTIVE = 0x000a
const ZONE_BAUD = 0x002a
const ZONE_TAIL = 0x0060

const MODE_COMMAND = 0xd5
/** How long a triggered scan looks for a code. */
const TRIGGER_MS = 5000
/** After `7E 00` the rest of a command must come within this. */
const COMMAND_MS = 400

/** Zone 2Ah holds the divisor of 3 MHz, low byte first: 0139h = 9600, 001Ah = 115200. */
const BAUD_CLOCK = 3_000_000
const divisor = (baud: number): number => Math.round(BAUD_CLOCK / baud)
const STANDARD_BAUDS = [1200, 4800, 9600, 14400, 19200, 38400, 57600, 115200]

export interface Gm65DeviceOptions {
  baud?: number
  /** firmware that ends every reply with `33 31` in place of the CRC */
  fixedReplyTail?: boolean
}

export function createGm65Device(options: Gm65DeviceOptions = {}): Gm65Device {
  const delivered = new Uint8Array(256)
  delivered[ZONE_MODE] = MODE_COMMAND
  delivered[ZONE_ACTIVE] = 0x3e
  delivered[ZONE_TAIL] = 0x01
  writeBaud(delivered, options.baud ?? 9600)
  let saved = Uint8Array.from(delivered)
  let zones = Uint8Array.from(delivered)
  let baud = options.baud ?? 9600
  let pending: number[] = []
  let lastMs = 0
  let triggeredUntil = Number.NEGATIVE_INFINITY

  function reply(data: readonly number[], head = 0x02): number[] {
    const body = Uint8Array.from([0, data.length, ...data])
    const crc = options.fixedReplyTail || head === 0x03 ? 0x3331 : crc16Xmodem(body)
    return [head, 0, ...body, crc >> 8, crc & 0xff]
  }

  function run(type: number, address: number, data: number[], monoMs: number): number[] {
    if (type === HEARTBEAT) return reply([0], 0x03)
    if (type === SAVE) {
      saved = Uint8Array.from(zones)
      return acknowledge()
    }
    if (type === READ) return reply([...zones.subarray(address, address + (data[0] || 256))])
    if (type === WRITE && address === ZONE_TRIGGER && data[0] === 0x01) triggeredUntil = monoMs + TRIGGER_MS
    else zones.set(data.slice(0, 256 - address), address)
    return acknowledge()
  }

  /** Acknowledgements end `33 31` on all firmware seen. */
  const acknowledge = (): number[] => [0x02, 0, 0, 1, 0, 0x33, 0x31]

  function command(monoMs: number): number[] {
    const start = pending.findIndex((b, i) => b === 0x7e && (pending[i + 1] ?? 0) === 0)
    pending = start < 0 ? [] : pending.slice(start)
    const length = pending[3]
    if (length === undefined || pending.length < length + 8) return []
    const frame = Uint8Array.from(pending.slice(0, length + 8))
    const type = frame[2] as number
    const sum = ((frame.at(-2) as number) << 8) | (frame.at(-1) as number)
    const sound = sum === 0xabcd || sum === crc16Xmodem(frame, 2, frame.length - 2)
    const address = ((frame[4] as number) << 8) | (frame[5] as number)
    if (!sound || type < READ || type > HEARTBEAT || address > 0xff) {
      pending = pending.slice(1)
      return command(monoMs)
    }
    pending = pending.slice(frame.length)
    return [...run(type, address, [...frame.subarray(6, 6 + length)], monoMs), ...command(monoMs)]
  }

  return {
    receive(bytes, monoMs) {
      if (monoMs - lastMs > COMMAND_MS) pending = []
      lastMs = monoMs
      pending.push(...bytes)
      return Uint8Array.from(command(monoMs))
    },
    read(text, monoMs) {
      if (zones[ZONE_MODE] === MODE_COMMAND && monoMs > triggeredUntil) return undefined
      triggeredUntil = Number.NEGATIVE_INFINITY
      return new TextEncoder().encode(text + tail(zones[ZONE_TAIL] as number))
    },
    settle() {
      const raw = (zones[ZONE_BAUD] as number) | ((zones[ZONE_BAUD + 1] as number) << 8)
      baud = STANDARD_BAUDS.find(b => divisor(b) === raw) ?? baud
    },
    get baud() {
      return baud
    },
    setBaud(next) {
      writeBaud(zones, next)
      baud = next
    },
    restart() {
      zones = Uint8Array.from(saved)
      pending = []
      this.settle()
    },
  }
}

function writeBaud(zones: Uint8Array, baud: number): void {
  zones[ZONE_BAUD] = divisor(baud) & 0xff
  zones[ZONE_BAUD + 1] = divisor(baud) >> 8
}

/** Bit 0 switches the tail on, bits 6 and 5 say which. */
const tail = (zone: number): string => (zone & 1 ? (['\r', '\r\n', '\t', ''][(zone >> 5) & 3] as string) : '')
