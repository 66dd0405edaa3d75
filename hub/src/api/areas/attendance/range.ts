import { daysBetween } from '../../../directory/calendar.ts'
import { problem } from '../../problems.ts'

/** The longest range asked for at once: a school year and its holidays. */
export const MAX_DAYS = 400

/**
 * The days of a range, both ends with.
 * @throws problem bad-input when it is empty or too long
 */
export function rangeOf(from: string, to: string): string[] {
  const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  if (!(length >= 1 && length <= MAX_DAYS)) throw problem('bad-input', { where: 'query:to' })
  return daysBetween(from, to)
}
