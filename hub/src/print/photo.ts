import { pt } from './measures.ts'
import type { Pen } from './pen.ts'
import { isPicture } from './picture.ts'

/**
 * A photo cut to a frame with round corners, its middle kept.
 * @returns false when the bytes are no picture that can be drawn: then nothing was
 */
export function drawPhoto(
  pen: Pen,
  bytes: Uint8Array,
  x: number,
  y: number,
  width: number,
  height: number,
): boolean {
  const { doc } = pen
  if (!isPicture(bytes)) return false
  doc.save().roundedRect(pt(x), pt(y), pt(width), pt(height), pt(1.2)).clip()
  try {
    const cover: [number, number] = [pt(width), pt(height)]
    doc.image(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), pt(x), pt(y), {
      cover,
      align: 'center',
      valign: 'center',
    })
    return true
  } catch {
    // the shell of a picture, and none inside
    return false
  } finally {
    doc.restore()
  }
}
