import { createFramer, type FrameParser, headerOffset, type Look } from '../serial/framer.ts'
import { sum8 } from '../serial/sums.ts'
import type { SpotFrame } from './gy-mcu90614.ts'

/**
 * `surface` is raw. `body` hides a pull toward normal inside the module; nothing here asks for it. `any` is for
 * looking at a recording.
 */
export type Lu90614Mode = 'surface' | 'body' | 'any'

const HEADER = 0xfe
const BODY = 0xac
const SURFACE = 0xaa
const FRAME_BYTES = 9

/** Commands of the LU90614 manual. */
export const LU90614_COMMANDS = {
  surfaceMode: Uint8Array.of(0xfa, 0xc6, 0xc0),
  bodyMode: Uint8Array.of(0xfa, 0xc5, 0xbf),
  measure: Uint8Array.of(0xfa, 0xca, 0xc4),
} as const

export interface Lu90614Parser extends FrameParser<SpotFrame> {
  /** sound replies in a mode that was not asked for */
  readonly refused: number
}

/**
 * LU90614 replies: `FE AA|AC int hundredths x x x x sum8` in degC. The reply names no ambient temperature, so `ta`
 * is NaN: the manual leaves the four bytes unexplained and nothing is guessed from them. A reply in another mode
 * than `mode` is discarded, and counted as refused.
 */
export function createLu90614Parser(
  mode: Lu90614Mode = 'surface',
  onRubbish?: (bytes: Uint8Array) => void,
): Lu90614Parser {
  let refused = 0
  const wanted = mode === 'any' ? [SURFACE, BODY] : mode === 'surface' ? [SURFACE] : [BODY]
  const framer = createFramer<SpotFrame>((bytes): Look<SpotFrame> => {
    const offset = headerOffset(bytes, [HEADER])
    if (offset > 0) return { skip: offset }
    if (bytes.length < 2) return { wait: true }
    if (bytes[1] !== BODY && bytes[1] !== SURFACE) return { skip: 1 }
    if (bytes.length < FRAME_BYTES) return { wait: true }
    if (bytes[8] !== sum8(bytes, 0, 8)) return { skip: 1, badSum: true }
    if ((bytes[3] as number) > 99) return { skip: 1 }
    if (!wanted.includes(bytes[1])) {
      refused++
      return { skip: FRAME_BYTES }
    }
    const to = (bytes[2] as number) + (bytes[3] as number) / 100
    return { bytes: FRAME_BYTES, frame: { kind: 'spot', to, ta: Number.NaN } }
  }, onRubbish)
  return {
    push: bytes => framer.push(bytes),
    end: () => framer.end(),
    counts: framer.counts,
    get refused() {
      return refused
    },
  }
}
