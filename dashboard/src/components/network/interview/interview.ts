import type { Interview, NamedDraft } from '@schoolgate/protocol/http/trace-case'
import type { Distance, Setting } from '@schoolgate/protocol/trace/words'

export type InterviewDay = Interview['days'][number]
export type InterviewBlock = InterviewDay['blocks'][number]
export type Named = Interview['named'][number]

/** How long, as people say it; null: does not remember. */
export const LENGTHS = [
  { id: 'm5', minutes: 5 },
  { id: 'm15', minutes: 15 },
  { id: 'm30', minutes: 30 },
  { id: 'm45', minutes: 45 },
  { id: 'm120', minutes: 120 },
  { id: 'm0', minutes: null },
] as const

/** Steps of the interview: the days from the newest, those without school and without anything known too. */
export const stepsOf = (days: readonly InterviewDay[]): InterviewDay[] =>
  [...days].sort((a, b) => (a.day < b.day ? 1 : -1))

/** A setting's usual distance, where the form begins. */
export function usualDistance(setting: Setting): Distance {
  if (setting === 'household') return 'touch'
  if (setting === 'lesson' || setting === 'class' || setting === 'room' || setting === 'teaching')
    return 'room'
  return setting === 'school' ? 'site' : 'near'
}

/** What is sent of somebody named in a stretch of a day; `who` tells of somebody the school does not know. */
export function draftOf(
  day: string,
  setting: Setting,
  person: { id: string | null; who: string },
  said: { distance: Distance; minutes: number | null; note: string },
): NamedDraft {
  return {
    person: person.id,
    who: person.id === null ? person.who.trim() : '',
    day,
    setting,
    minutes: said.minutes,
    distance: said.distance,
    note: said.note.trim(),
  }
}

/** Whether somebody was named for that stretch already. */
export const isNamed = (
  named: readonly Named[],
  day: string,
  setting: Setting,
  person: string,
): Named | undefined => named.find(n => n.day === day && n.person === person && n.setting === setting)

/** Those named, by day from the newest. */
export function byDay(named: readonly Named[]): { day: string; named: Named[] }[] {
  const days = new Map<string, Named[]>()
  for (const n of [...named].sort((a, b) => a.at - b.at)) days.set(n.day, [...(days.get(n.day) ?? []), n])
  return [...days].map(([day, list]) => ({ day, named: list })).sort((a, b) => (a.day < b.day ? 1 : -1))
}
