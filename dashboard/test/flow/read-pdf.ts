import { PDFiumLibrary } from '@hyzyla/pdfium'
import jsQR from 'jsqr'

/** 300 dots an inch: a good office printer. */
const SCALE = 300 / 72

export interface PdfPage {
  width: number
  height: number
  /** RGBA, 4 bytes a pixel */
  pixels: Uint8ClampedArray
}

/** Every page of a PDF as a printer would draw it. */
export async function renderPdf(pdf: Uint8Array): Promise<PdfPage[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const pages: PdfPage[] = []
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale: SCALE, render: 'bitmap' })
      pages.push({ width, height, pixels: toRgba(data) })
    }
    document.destroy()
    return pages
  } finally {
    library.destroy()
  }
}

/** What a PDF says, page after page. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const texts = [...document.pages()].map(page => page.getText())
    document.destroy()
    return texts.join('\n')
  } finally {
    library.destroy()
  }
}

/** The renderer gives BGRA. */
function toRgba(bgra: Uint8Array): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(bgra)
  for (let i = 0; i < rgba.length; i += 4) {
    const blue = rgba[i] as number
    rgba[i] = rgba[i + 2] as number
    rgba[i + 2] = blue
  }
  return rgba
}

/** The text of the QR code on a page that has one. */
export function readQr({ width, height, pixels }: PdfPage): string | undefined {
  return jsQR(pixels, width, height)?.data
}
