import { crc16Xmodem } from '../serial/sums.ts'

/** Kinds of GM65 command frame. */
const TYPE = { read: 0x07, write: 0x08, save: 0x09, heartbeat: 0x0a } as const

export interface Gm65Request {
  type: keyof typeof TYPE
  /** zone bit address */
  address: number
  /** what to write; for `read` one byte, how many to read */
  data: readonly number[]
}

/**
 * A GM65 command: `7E 00 type len addrH addrL data crcH crcL`, CRC-16/XMODEM over type to data.
 * @param crc `skip` closes with `AB CD`, which the scanner takes for "do not check"
 */
export function gm65Command(request: Gm65Request, crc: 'computed' | 'skip' = 'computed'): Uint8Array {
  const { type, address, data } = request
  const bytes = Uint8Array.from([
    0x7e,
    0,
    TYPE[type],
    data.length,
    address >> 8,
    address & 0xff,
    ...data,
    0,
    0,
  ])
  const sum = crc === 'skip' ? 0xabcd : crc16Xmodem(bytes, 2, bytes.length - 2)
  bytes[bytes.length - 2] = sum >> 8
  bytes[bytes.length - 1] = sum & 0xff
  return bytes
}

/** The commands a kiosk uses, by the GM65 manual's zone table. */
export const GM65 = {
  trigger: gm65Command({ type: 'write', address: 0x0002, data: [0x01] }),
  readZone0A: gm65Command({ type: 'read', address: 0x000a, data: [0x01] }),
  continuous: gm65Command({ type: 'write', address: 0x0000, data: [0xd6] }),
  onCommand: gm65Command({ type: 'write', address: 0x0000, data: [0xd5] }),
  sensing: gm65Command({ type: 'write', address: 0x0000, data: [0xd7] }),
  tailCrLf: gm65Command({ type: 'write', address: 0x0060, data: [0x21] }),
  baud115200: gm65Command({ type: 'write', address: 0x002a, data: [0x1a, 0x00] }),
  baud9600: gm65Command({ type: 'write', address: 0x002a, data: [0x39, 0x01] }),
  findBaud: gm65Command({ type: 'read', address: 0x002a, data: [0x02] }),
  save: gm65Command({ type: 'save', address: 0x0000, data: [0x00] }),
  heartbeat: gm65Command({ type: 'heartbeat', address: 0x0000, data: [0x00] }),
} as const
