import { useText } from '../../composables/use-text.ts'
import { weekdayOf } from '../../text/day.ts'
import type { Span } from './days.ts'

/** Days, weeks and months in the reader's language, from its own lists of words. */
export function useDayWords() {
  const { t, day } = useText()
  const nth = (list: string, n: number): string => list.split(',')[n] ?? ''
  const monthAt = (iso: string): number => Number(iso.slice(5, 7)) - 1

  /** a day without its weekday: "23 November" */
  const short = (iso: string): string =>
    t('calendar.pattern', {
      weekday: '',
      day: String(Number(iso.slice(8))),
      month: nth(t('calendar.months'), monthAt(iso)),
    }).replace(/^[\s,]+|[\s,]+$/g, '')
  const span = ({ from, to }: Span): string => (from === to ? day(from) : `${short(from)} – ${short(to)}`)
  /** "November" */
  const monthName = (iso: string): string => nth(t('attendance.months'), monthAt(iso))
  /** "November 2026" */
  const month = (iso: string): string =>
    t('attendance.monthYear', { month: monthName(iso), year: iso.slice(0, 4) })
  /** two or three letters */
  const weekday = (iso: string): string => nth(t('word.weekdays'), weekdayOf(iso) - 1)
  return { day, short, span, month, monthName, weekday }
}
