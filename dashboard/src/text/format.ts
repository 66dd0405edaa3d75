import type { Locale } from '../locales/names.ts'

/** Numbers and times as a language writes them, in the school's time zone. */
export interface Format {
  /** hh:mm */
  time(at: number): string
  /** hh:mm:ss */
  seconds(at: number): string
  number(n: number): string
  percent(share: number): string
  /** degC with one decimal and the unit */
  degrees(celsius: number): string
  /** minutes and seconds, m:ss; from an hour on h:mm:ss */
  span(ms: number): string
  /** minute of the local day as hh:mm */
  minute(minute: number): string
  /** minute of the local day at the site */
  minuteOf(at: number): number
}

/** Browsers carry no number rules for Mongolian and Kyrgyz; these write numbers the same way. */
const NUMERALS: Record<Locale, string> = { mn: 'en', vi: 'vi', ru: 'ru', ky: 'ru', en: 'en' }

const cache = new Map<string, Format>()

export function formatFor(locale: Locale, timeZone: string): Format {
  const key = `${locale} ${timeZone}`
  let found = cache.get(key)
  if (!found) {
    found = makeFormat(locale, timeZone)
    cache.set(key, found)
  }
  return found
}

function makeFormat(locale: Locale, timeZone: string): Format {
  // 24 hours everywhere: the five languages' schools all write it so
  const clock = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const time = new Intl.DateTimeFormat('en-GB', clock)
  const seconds = new Intl.DateTimeFormat('en-GB', { ...clock, second: '2-digit' })
  const numerals = NUMERALS[locale]
  const number = new Intl.NumberFormat(numerals)
  const percent = new Intl.NumberFormat(numerals, { style: 'percent' })
  const decimal = new Intl.NumberFormat(numerals, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const two = (n: number): string => String(n).padStart(2, '0')
  return {
    time: at => time.format(at),
    seconds: at => seconds.format(at),
    number: n => number.format(n),
    percent: share => percent.format(share),
    degrees: celsius => `${decimal.format(celsius)} °C`,
    span: ms => {
      const s = Math.max(0, Math.floor(ms / 1000))
      const min = Math.floor(s / 60)
      if (min >= 60) return `${Math.floor(min / 60)}:${two(min % 60)}:${two(s % 60)}`
      return `${min}:${two(s % 60)}`
    },
    minute: m => `${two(Math.floor(m / 60))}:${two(m % 60)}`,
    minuteOf: at => {
      const [h, m] = time.format(at).split(':')
      return Number(h) * 60 + Number(m)
    },
  }
}
