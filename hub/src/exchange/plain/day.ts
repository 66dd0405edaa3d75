import type { Locale } from '@schoolgate/protocol/locale'
import { dayOf } from '../cells.ts'

/** In which order a column writes its days where the year stands last. */
export type DayOrder = 'dmy' | 'mdy'

const YEAR_FIRST = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/u
const YEAR_LAST = /^(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4})(?:\s*(?:г\.?|ж\.?|он))?$/u

/**
 * The order that a column's own days prove, or `open` when every one of them could be read either way. With points the
 * day always comes first, and so it does with strokes but in English.
 */
export function dayOrder(cells: Iterable<string>, locale: Locale): { order: DayOrder; open: boolean } {
  if (locale !== 'en') return { order: 'dmy', open: false }
  let dmy = 0
  let mdy = 0
  let either = 0
  for (const cell of cells) {
    const found = YEAR_LAST.exec(cell.trim())
    if (!found || cell.includes('.')) continue
    const [a, b] = [Number(found[1]), Number(found[2])]
    if (a > 12 && b <= 12) dmy++
    else if (b > 12 && a <= 12) mdy++
    else if (a !== b) either++
  }
  return { order: mdy > dmy ? 'mdy' : 'dmy', open: either > 0 && dmy === 0 && mdy === 0 }
}

/** A day as tables write it: year first in any way, or last with points, strokes or dashes. */
export function plainDay(text: string, order: DayOrder): { day: string } | 'form' | 'impossible' {
  const first = YEAR_FIRST.exec(text)
  const last = first ? null : YEAR_LAST.exec(text)
  const found = first ?? last
  if (!found) return 'form'
  const [a, b, c] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const day = first ? dayOf(a, b, c) : order === 'dmy' || text.includes('.') ? dayOf(c, b, a) : dayOf(c, a, b)
  return day === undefined ? 'impossible' : { day }
}
