import encodeQR from 'qr'

/** A QR code as one SVG path in units of a module, with the quiet zone of 4 modules the standard asks for. */
export function qrPath(text: string): { size: number; d: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const d = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return { size: rows.length, d }
}
