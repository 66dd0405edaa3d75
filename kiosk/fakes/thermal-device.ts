import { sum8, wordSum16 } from '../src/serial/sums.ts'
import { COLUMNS, ROWS } from './thermal-scene.ts'

/** What a sensor sees at one moment, degC. */
export interface View {
  /** row-major as a mirror would show it; only an array looks at it */
  picture(): Float32Array
  spot(): number
  room: number
  die: number
}

/** The logic of a thermal sensor without its wire. */
export interface ThermalDevice {
  readonly baud: number
  setBaud(baud: number): void
  /** between two frames it sends by itself, ms; undefined when it only answers */
  readonly everyMs: number | undefined
  frame(view: View): Uint8Array
  /** @returns the answer to a command, and nothing for settings */
  receive(bytes: Uint8Array, view: View): Uint8Array[]
}

/** Takes whole commands, `length` bytes behind `head`, out of a stream. */
function commands(head: number, lengths: (second: number) => number): (bytes: Uint8Array) => Uint8Array[] {
  let pending: number[] = []
  return bytes => {
    pending.push(...bytes)
    const out: Uint8Array[] = []
    for (;;) {
      const start = pending.indexOf(head)
      pending = start < 0 ? [] : pending.slice(start)
      const second = pending[1]
      if (second === undefined || pending.length < lengths(second)) return out
      const command = Uint8Array.from(pending.slice(0, lengths(second)))
      if (sum8(command, 0, command.length - 1) === command.at(-1)) {
        out.push(command)
        pending = pending.slice(command.length)
      } else pending = pending.slice(1)
    }
  }
}

const centi = (degC: number): number => Math.round(degC * 100)

/** GY-MCU90640: streams at power-up at 4 Hz, or a frame on request. */
export function createGyMcu90640Device(): ThermalDevice {
  const take = commands(0xa5, () => 4)
  const periods = [2000, 1000, 500, 250, 125]
  let baud = 115200
  let everyMs = 250
  let auto = true
  return {
    get baud() {
      return baud
    },
    setBaud: next => {
      baud = next
    },
    get everyMs() {
      return auto ? everyMs : undefined
    },
    frame: view => gyMcu90640Frame(view.picture(), view.die),
    receive(bytes, view) {
      const out: Uint8Array[] = []
      for (const command of take(bytes)) {
        if (command[1] === 0x35) {
          auto = command[2] === 0x02
          if (!auto) out.push(gyMcu90640Frame(view.picture(), view.die))
        } else if (command[1] === 0x25) everyMs = periods[command[2] as number] ?? everyMs
        else if (command[1] === 0x15) baud = [baud, 9600, 115200, 460800][command[2] as number] ?? baud
      }
      return out
    },
  }
}

/** @param picture 24 x 32, row-major as a mirror would show it; the wire begins at the upper right. */
export function gyMcu90640Frame(picture: Float32Array, die: number): Uint8Array {
  const bytes = new Uint8Array(1544)
  const words = new DataView(bytes.buffer)
  bytes.set([0x5a, 0x5a, 0x02, 0x06])
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const seen = picture[row * COLUMNS + (COLUMNS - 1 - column)] as number
      words.setInt16(4 + (row * COLUMNS + column) * 2, centi(seen), true)
    }
  }
  words.setInt16(1540, centi(die), true)
  words.setUint16(1542, wordSum16(bytes, 0, 1542), true)
  return bytes
}

/** GY-MCU90614: a reading every 100 ms in auto mode, or on request. */
export function createGyMcu90614Device(): ThermalDevice {
  const take = commands(0xa5, () => 3)
  let baud = 9600
  let auto = true
  const frame = (view: View): Uint8Array => gyMcu90614Frame(view.spot(), view.room)
  return {
    get baud() {
      return baud
    },
    setBaud: next => {
      baud = next
    },
    get everyMs() {
      return auto ? 100 : undefined
    },
    frame,
    receive(bytes, view) {
      const out: Uint8Array[] = []
      for (const command of take(bytes)) {
        if (command[1] === 0x45) auto = true
        if (command[1] !== 0x15) continue
        auto = false
        out.push(frame(view))
      }
      return out
    },
  }
}

export function gyMcu90614Frame(to: number, ta: number): Uint8Array {
  const bytes = Uint8Array.of(0x5a, 0x5a, 0x45, 0x04, 0, 0, 0, 0, 0)
  const words = new DataView(bytes.buffer)
  words.setInt16(4, centi(to))
  words.setInt16(6, centi(ta))
  bytes[8] = sum8(bytes, 0, 8)
  return bytes
}

/** LU90614: answers only, in body mode until told otherwise. */
export function createLu90614Device(): ThermalDevice {
  const take = commands(0xfa, () => 3)
  let baud = 9600
  let body = true
  const frame = (view: View): Uint8Array => {
    const to = view.spot()
    // The module's own figure: pulled toward normal, which is why nobody should ask for it.
    return lu90614Frame(body ? 36.5 + (to - 34.8) * 0.4 : to, body)
  }
  return {
    get baud() {
      return baud
    },
    setBaud: next => {
      baud = next
    },
    everyMs: undefined,
    frame,
    receive(bytes, view) {
      const out: Uint8Array[] = []
      for (const command of take(bytes)) {
        if (command[1] === 0xc6) body = false
        else if (command[1] === 0xc5) body = true
        else if (command[1] === 0xca) out.push(frame(view))
      }
      return out
    },
  }
}

export function lu90614Frame(degC: number, body: boolean): Uint8Array {
  const hundredths = Math.max(0, centi(degC))
  const bytes = Uint8Array.of(
    0xfe,
    body ? 0xac : 0xaa,
    Math.floor(hundredths / 100),
    hundredths % 100,
    0,
    0,
    0,
    0,
    0,
  )
  bytes[8] = sum8(bytes, 0, 8)
  return bytes
}
