import type { AttendanceMessages } from './attendance/en.ts'
import type { CardsMessages } from './cards/en.ts'
import type { CommonMessages } from './common/en.ts'
import type { ExchangeMessages } from './exchange/en.ts'
import type { GroupsMessages } from './groups/en.ts'
import type { Locale } from './names.ts'
import type { NetworkMessages } from './network/en.ts'
import type { PeopleMessages } from './people/en.ts'
import type { SetupMessages } from './setup/en.ts'
import type { TimetableMessages } from './timetable/en.ts'
import type { TraceMessages } from './trace/en.ts'
import type { VisitorsMessages } from './visitors/en.ts'

/**
 * Parts of the dashboard whose texts are loaded with their first page, not with the first page of all. `common`
 * holds what every page beside Live says; the router loads it with any of them.
 */
export const AREAS = [
  'common',
  'people',
  'groups',
  'timetable',
  'attendance',
  'exchange',
  'cards',
  'visitors',
  'setup',
  'trace',
  'network',
] as const
export type Area = (typeof AREAS)[number]

export type AreaMessages = CommonMessages &
  PeopleMessages &
  GroupsMessages &
  TimetableMessages &
  AttendanceMessages &
  ExchangeMessages &
  CardsMessages &
  VisitorsMessages &
  SetupMessages &
  TraceMessages &
  NetworkMessages

const FILES = import.meta.glob<Record<string, object>>('./*/*.ts')

/** The area's texts in a language. */
export async function loadArea(area: Area, locale: Locale): Promise<object> {
  const module = await FILES[`./${area}/${locale}.ts`]?.()
  return module?.[locale] ?? {}
}
