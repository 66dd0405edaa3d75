/** Days a site's key range holds: 1970 to 2328. */
const SPAN = 2 ** 17
const DAY_MS = 86_400_000

/**
 * A sheet's key: those of a site lie side by side, in order of days, so that a fortnight is one stretch of the file.
 * @param site its number in `presence_roll`
 * @param day local ISO day
 */
export const sheetKey = (site: number, day: string): number => site * SPAN + dayNumber(day)

/** Days since 1970. */
export const dayNumber = (day: string): number => Math.round(Date.parse(day) / DAY_MS)

export const dayOfKey = (key: number): string => new Date((key % SPAN) * DAY_MS).toISOString().slice(0, 10)

/** The first key of a site's, and the first one behind them. */
export const keyRange = (site: number): [from: number, before: number] => [site * SPAN, (site + 1) * SPAN]

/** SQL: the key of a number and days since 1970, both expressions. */
export const keySql = (site: string, day: string): string => `${site} * ${SPAN} + ${day}`
