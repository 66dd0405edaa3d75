import { type ComputedRef, computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AreaMessages } from '../locales/areas.ts'
import type { Messages } from '../locales/en.ts'
import type { Locale } from '../locales/names.ts'
import { useFeed } from '../stores/feed.ts'
import { usePlace } from '../stores/place.ts'
import { type Calendar, dateInWords, dayInWords } from '../text/day.ts'
import { type Format, formatFor } from '../text/format.ts'

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`
}[keyof T & string]

/** Key of a text; a mistyped one does not compile. */
export type TextKey = Paths<Messages & AreaMessages>

export interface Text {
  /** `values.n` also picks the plural form */
  t: (key: TextKey, values?: Record<string, string | number>) => string
  locale: ComputedRef<Locale>
  format: ComputedRef<Format>
  /** an ISO day in words with its weekday: a day near today */
  day: (iso: string) => string
  /** an ISO day in words, with the year where it is not this year: from, until, born on */
  date: (iso: string) => string
}

/** Texts in the chosen language; times in the time zone of the school on screen. */
export function useText(): Text {
  const i18n = useI18n({ useScope: 'global' })
  const feed = useFeed()
  const place = usePlace()
  const locale = computed(() => i18n.locale.value as Locale)
  const format = computed(() => formatFor(locale.value, feed.state?.site.timeZone ?? place.timeZone))
  const t: Text['t'] = (key, values) => {
    if (values && typeof values.n === 'number') {
      const shown = { ...values, n: format.value.number(values.n) }
      return i18n.t(key, shown, values.n)
    }
    return values ? i18n.t(key, values) : i18n.t(key)
  }
  const calendar = (): Calendar =>
    ((i18n.messages.value as Record<string, unknown>)[locale.value] as Messages).calendar
  const day = (iso: string): string => dayInWords(iso, calendar())
  const date = (iso: string): string => dateInWords(iso, calendar(), place.today)
  return { t, locale, format, day, date }
}
