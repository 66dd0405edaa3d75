import { sum8 } from '../src/serial/sums.ts'

/** The logic of an LCUS relay board: commands in, contacts out. It answers nothing. */
export interface RelayDevice {
  receive(bytes: Uint8Array): void
  /** Power lost and back: all contacts open. */
  restart(): void
}

const HEAD = 0xa0
const FRAME_BYTES = 4

/** @param onSwitch called for each sound command, also one that changes nothing */
export function createRelayDevice(onSwitch: (event: { channel: number; on: boolean }) => void): RelayDevice {
  let pending: number[] = []
  return {
    receive(bytes) {
      pending.push(...bytes)
      while (pending.length >= FRAME_BYTES) {
        const frame = Uint8Array.from(pending.slice(0, FRAME_BYTES))
        const sound = frame[0] === HEAD && frame[3] === sum8(frame, 0, 3)
        pending = pending.slice(sound ? FRAME_BYTES : 1)
        if (sound) onSwitch({ channel: frame[1] as number, on: frame[2] === 1 })
      }
    },
    restart() {
      pending = []
    },
  }
}
