import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import type { Locale } from '@schoolgate/protocol/locale'
import { csvOf } from './csv.ts'
import type { ExportPerson, TraceExport } from './model.ts'
import { dayAfter } from './moment.ts'
import { percent, reasonLine } from './say.ts'
import { TRACE_WORDS } from './words.ts'

/**
 * Columns of SORMAS's contact import: properties of its `ContactDto` and `PersonDto` by path, in one row, separated by
 * commas (names and values as in its sources of 2021 and later). `disease`, `region` and `district` are left to the case: a school need not
 * know them. Whoever imports contacts without their case fills them in.
 */
const HEADER = [
  'caseIdExternalSystem',
  'caseOrEventInformation',
  'disease',
  'region',
  'district',
  'reportDateTime',
  'multiDayContact',
  'firstContactDate',
  'lastContactDate',
  'contactProximity',
  'relationToCase',
  'relationDescription',
  'followUpUntil',
  'overwriteFollowUpUntil',
  'description',
  'externalID',
  'person.firstName',
  'person.lastName',
  'person.sex',
  'person.birthdateDD',
  'person.birthdateMM',
  'person.birthdateYYYY',
] as const

/** Of SORMAS's `ContactProximity` those that fit in every country, no closer than what is known. */
const PROXIMITY = {
  touch: 'PHYSICAL_CONTACT',
  near: 'CLOSE_CONTACT',
  room: 'SAME_ROOM',
  site: '',
} as const

/** SORMAS takes no person without a first and a last name; many have one. */
const NO_NAME = '–'

/**
 * Contacts for SORMAS: its case's own list of contacts > Import, so that disease and place follow from the case. A
 * first day is told of contacts on several days only, and the end of follow-up is the rule pack's: SORMAS would work
 * out its own. People beyond the officer's part of the tree have no name here and are left out.
 */
export function sormasCsv(data: TraceExport): string {
  const words = TRACE_WORDS[data.locale]
  const date = dateIn(data.locale)
  return csvOf(
    HEADER,
    data.list.contacts.flatMap(contact => row(contact) ?? []),
  )

  function row(contact: Contact): [(string | null)[]] | undefined {
    const person = data.people.get(contact.person.ref)
    if (!person || contact.person.outside) return undefined
    const reason = contact.reasons[0]
    const first = contact.days[0] ?? contact.lastDay
    const several = first < contact.lastDay
    return [
      [
        ...[data.case?.id ?? '', data.asked.question, '', '', '', date(data.today)],
        ...[`${several}`, several ? date(first) : '', date(contact.lastDay)],
        reason ? PROXIMITY[reason.distance] : '',
        // Who arrives with whom, or names whom, need not be family or friend: the school is what they share.
        reason?.setting === 'household' ? 'SAME_HOUSEHOLD' : 'SAME_ENVIRONMENT',
        reasonLine(words, reason),
        ...[date(dayAfter(contact.lastDay, data.pack.followUp)), 'true'],
        `${words.probability}: ${percent(contact.probability)}; ${words.meets}: ${words.meet[contact.meets]}`,
        contact.person.ref,
        ...[person.given || NO_NAME, person.family || NO_NAME],
        ...[person.sex === null ? 'UNKNOWN' : person.sex.toUpperCase(), ...birth(person)],
      ],
    ]
  }
}

/** Day, month and year as SORMAS reads them: numbers, without zeros in front. */
function birth({ birth }: ExportPerson): [string, string, string] {
  const [year, month, day] = birth?.split('-').map(part => `${Number(part)}`) ?? []
  return [day ?? '', month ?? '', year ?? '']
}

/**
 * SORMAS reads dates in the language of who imports them, with slashes, dots or dashes alike: the month first in English
 * without a country, the day first elsewhere.
 */
const dateIn = (locale: Locale) => (iso: string) => {
  const [year, month, day] = iso.split('-')
  return locale === 'en' ? `${month}/${day}/${year}` : `${day}.${month}.${year}`
}
