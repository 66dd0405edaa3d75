import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import { pt } from '../../print/measures.ts'
import { Pen } from '../../print/pen.ts'
import { GREY } from './cell.ts'
import { monthsOf, type RegisterData } from './model.ts'
import { MonthPages } from './month-pages.ts'
import { PAGE, rightAligned } from './page.ts'
import type { RegisterWords } from './words/type.ts'
import { REGISTER_WORDS } from './words.ts'

/** Writes the register as PDF: each month on pages of its own, A4 across, readable without colour. */
export async function writeRegisterPdf(path: string, data: RegisterData): Promise<void> {
  const words = REGISTER_WORDS[data.locale]
  const doc = new PDFDocument({
    size: [pt(PAGE.width), pt(PAGE.height)],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: data.locale,
    info: { Title: words.title, Creator: 'Schoolgate', Producer: 'Schoolgate' },
  })
  const file = createWriteStream(path, { mode: 0o600 })
  doc.pipe(file)
  const pen = new Pen(doc)
  const months = monthsOf(data)
  for (const month of months) new MonthPages(pen, data, month, words).draw()
  if (months.length === 0) doc.addPage()
  numberPages(pen, words, data.printed)
  doc.end()
  await finished(file)
}

function numberPages(pen: Pen, words: RegisterWords, printed: string): void {
  const { start, count } = pen.doc.bufferedPageRange()
  const bottom = PAGE.height - PAGE.bottom + 3.5
  for (let i = 0; i < count; i++) {
    pen.doc.switchToPage(start + i)
    pen.line('regular', 6.5, `Schoolgate · ${words.printed} ${printed}`, PAGE.left, bottom, GREY)
    const page = `${words.page} ${i + 1} / ${count}`
    rightAligned(pen, 6.5, page, PAGE.width - PAGE.right, bottom, GREY)
  }
}
