import { PDFiumLibrary } from '@hyzyla/pdfium'
import jsQR from 'jsqr'

/** One page in pixels, and the size it has on paper. */
export interface SeenPage {
  widthMm: number
  heightMm: number
  text: string
  /** the text of the one QR code within a part of the page, mm; undefined when none can be read */
  code(part?: { x: number; y: number; width: number; height: number }): string | undefined
}

/** Its types were written for another way of importing it. */
const readQr = jsQR as unknown as typeof jsQR.default

/** A PDF as a scanner would see its paper: drawn by PDFium, its codes read by jsQR. */
export async function seePdf(bytes: Uint8Array, dpi = 200): Promise<SeenPage[]> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  const pages: SeenPage[] = []
  for (const page of document.pages()) {
    const size = page.getOriginalSize()
    const text = page.getText()
    const { data, width, height } = await page.render({
      scale: dpi / 72,
      render: 'bitmap',
      colorSpace: 'BGRA',
    })
    const perMm = dpi / 25.4
    pages.push({
      widthMm: (size.originalWidth * 25.4) / 72,
      heightMm: (size.originalHeight * 25.4) / 72,
      text,
      code(part) {
        const x = Math.round((part?.x ?? 0) * perMm)
        const y = Math.round((part?.y ?? 0) * perMm)
        const w = Math.min(width - x, Math.round((part?.width ?? 1000) * perMm))
        const h = Math.min(height - y, Math.round((part?.height ?? 1000) * perMm))
        const pixels = new Uint8ClampedArray(w * h * 4)
        for (let row = 0; row < h; row++) {
          const from = ((y + row) * width + x) * 4
          pixels.set(data.subarray(from, from + w * 4), row * w * 4)
        }
        return readQr(pixels, w, h, { inversionAttempts: 'dontInvert' })?.data
      },
    })
  }
  document.destroy()
  library.destroy()
  return pages
}
