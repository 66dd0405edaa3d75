import type { CalendarDay, Term } from '@schoolgate/protocol/directory/places'
import { draftSchoolYear } from '@schoolgate/protocol/directory/terms'
import { taughtOn } from '../src/directory/calendar.ts'
import { schoolYearOf } from './calendar.ts'

const HOLIDAYS: readonly (readonly [monthDay: string, name: string])[] = [
  ['12-29', 'Тусгаар тогтнолын өдөр'],
  ['01-01', 'Шинэ жил'],
  ['03-08', 'Эмэгтэйчүүдийн өдөр'],
  ['06-01', 'Хүүхдийн баяр'],
]

/**
 * The school year of the shown days with its quarters and holidays. The demo always shows school days: those that
 * fall into a vacation are taught to make up for others.
 */
export function schoolYear(
  place: string,
  shown: readonly string[],
): { term: Term[]; calendarDay: CalendarDay[] } {
  const first = schoolYearOf(shown.at(-1) as string)
  const term = draftSchoolYear(first, 'mn', place)
  const special = (day: string, kind: CalendarDay['kind'], name: string): CalendarDay => ({
    ...{ id: `${place}:${day}`, place, day, kind, name },
  })
  const holidays = HOLIDAYS.map(([monthDay, name]) => {
    const year = monthDay >= '08-01' ? first : first + 1
    return special(`${year}-${monthDay}`, 'holiday', name)
  }).filter(({ day }) => !shown.includes(day))
  const made = shown
    .filter(day => !taughtOn({ terms: term, calendar: [] }, day).taught)
    .map(day => special(day, 'school', 'Нөхөж хичээллэх өдөр'))
  return { term, calendarDay: [...holidays, ...made] }
}
