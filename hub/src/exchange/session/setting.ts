import type { Site } from '@schoolgate/protocol/directory/places'
import type { Locale } from '@schoolgate/protocol/locale'
import type { DryRunSetting } from '../dry-run.ts'
import type { DirectoryReader } from './needs.ts'

/** Where most schools of a language are: for a first school, when nothing nearer tells. */
const ZONES: Record<Locale, string> = {
  mn: 'Asia/Ulaanbaatar',
  vi: 'Asia/Ho_Chi_Minh',
  ru: 'Europe/Moscow',
  ky: 'Asia/Bishkek',
  en: 'UTC',
}

/** Time zone and language of new campuses and of dates: the place's own campus, else one below it. */
export async function settingOf(
  place: DirectoryReader,
  locale: Locale,
  localDay: (timeZone: string) => string,
): Promise<Omit<DryRunSetting, 'mapping'>> {
  const [own] = await place.at('site', place.row.id)
  const [site]: (Site | undefined)[] = own ? [own] : await place.under('site', '', 1)
  const timeZone = site?.timeZone ?? ZONES[locale]
  return {
    place: place.row,
    above: await place.above(),
    locale: site?.locale ?? locale,
    timeZone,
    today: localDay(timeZone),
  }
}
