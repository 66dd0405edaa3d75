import { encodeQR } from 'qr'

/** Largest symbol of a card: 45 modules a side, so that 25 mm give a scanner more than half a millimetre each. */
const LARGEST = 45
/** ISO/IEC 18004 section 6.3.8: four modules of white on every side. */
export const QUIET = 4

export interface QrRows {
  /** modules a side, without the quiet zone */
  size: number
  /** dark runs: column, row, length */
  runs: [number, number, number][]
}

/**
 * A text as a QR code's dark runs, level M.
 * @throws Error when an alphanumeric text would need more than version 7: a card's never does
 */
export function qrRows(text: string, mode: 'alphanumeric' | 'byte'): QrRows {
  // The encoder insists on a border; the quiet zone is drawn where the code is placed.
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', encoding: mode, border: 1 })
  const modules = bordered.slice(1, -1).map(row => row.slice(1, -1))
  const size = modules.length
  if (mode === 'alphanumeric' && size > LARGEST) throw new Error('a QR code above version 7')
  const runs: QrRows['runs'] = []
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue
      const from = x
      while (x < size && row[x]) x++
      runs.push([from, y, x - from])
    }
  }
  return { size, runs }
}
