export interface FitRequest {
  text: string
  /** sizes tried from `max` down to `min`, pt */
  max: number
  min: number
  /** widths in pt of the lines there is room for at a size, top to bottom */
  lines(size: number): number[]
  /** width of a text at 1 pt */
  width(text: string): number
}

export interface Fitted {
  size: number
  lines: string[]
}

const STEP = 0.25
/** Below `min` nothing is meant to be read with ease, but nothing is cut off either. */
const FLOOR = 1

/**
 * The largest size at which a text fits its lines, broken between words and after hyphens. What does not fit even
 * at the smallest size is broken within words there, and shrunk on: no text is ever cut off.
 */
export function fitText({ text, max, min, lines, width }: FitRequest): Fitted {
  const whole = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const words = whole.split(/(?<=[ -])/)
  for (let size = max; size >= min; size -= STEP) {
    const broken = wrap(words, lines(size), size, width)
    if (broken) return { size, lines: broken }
  }
  const letters = [...new Intl.Segmenter().segment(whole)].map(part => part.segment)
  for (let size = min; size > FLOOR; size -= STEP) {
    const broken = wrap(words, lines(size), size, width) ?? wrap(letters, lines(size), size, width)
    if (broken) return { size, lines: broken }
  }
  return { size: FLOOR, lines: [whole] }
}

/** Pieces filled into lines in order; undefined when there are too few lines, or one too narrow for a piece. */
function wrap(
  pieces: readonly string[],
  widths: readonly number[],
  size: number,
  width: (text: string) => number,
): string[] | undefined {
  const done: string[] = []
  let line = ''
  for (const piece of pieces) {
    const room = (text: string) => width(text.trimEnd()) * size <= (widths[done.length] ?? 0)
    if (room(line + piece)) {
      line += piece
      continue
    }
    if (line !== '') done.push(line.trimEnd())
    line = piece.trimStart()
    if (!room(line)) return undefined
  }
  if (line !== '') done.push(line.trimEnd())
  return done.length <= widths.length ? done : undefined
}
