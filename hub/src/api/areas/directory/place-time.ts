import type { ScopedPlace } from '../../../scope/types.ts'
import type { LocalDays } from '../../../trace/window.ts'
import type { ApiDeps } from '../../deps.ts'

/** The time zone of a place: its first site's, else that of the first site below it. */
export async function zoneOf(place: ScopedPlace): Promise<string> {
  const [own] = await place.find('site')
  const [site] = own ? [own] : await place.under('site', '', 1)
  return site?.timeZone ?? 'UTC'
}

/** Local day at a place now. */
export const todayAt = async (deps: Pick<ApiDeps, 'localDay'>, place: ScopedPlace): Promise<string> =>
  deps.localDay(await zoneOf(place))

/** Days as they are counted in a time zone. */
export const localAt = (deps: Pick<ApiDeps, 'localDay'>, timeZone: string): LocalDays => ({
  today: deps.localDay(timeZone),
  dayOf: at => deps.localDay(timeZone, at),
})
