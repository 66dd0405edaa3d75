import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import type { Locale } from '@schoolgate/protocol/locale'
import type { Setting } from '@schoolgate/protocol/trace/words'
import { csvOf } from './csv.ts'
import type { TraceExport } from './model.ts'
import { dayAfter } from './moment.ts'
import { percent, reasonLine } from './say.ts'
import { TRACE_WORDS } from './words.ts'

/** Columns of SORMAS's contact import: properties of its contact and person, by path. Separated by commas. */
const HEADER = [
  'caseIdExternalSystem',
  'caseOrEventInformation',
  'disease',
  'reportDateTime',
  'firstContactDate',
  'lastContactDate',
  'contactProximity',
  'relationToCase',
  'relationDescription',
  'followUpUntil',
  'description',
  'externalID',
  'person.firstName',
  'person.lastName',
  'person.sex',
  'person.birthdateDD',
  'person.birthdateMM',
  'person.birthdateYYYY',
] as const

/** SORMAS's `ContactProximity`, no closer than what is known. */
const PROXIMITY = {
  touch: 'PHYSICAL_CONTACT',
  near: 'CLOSE_CONTACT',
  room: 'SAME_ROOM',
  site: '',
} as const

const RELATION: Partial<Record<Setting, string>> = {
  household: 'SAME_HOUSEHOLD',
  named: 'FAMILY_MEMBER_OR_FRIEND',
  arrival: 'FAMILY_MEMBER_OR_FRIEND',
}

/**
 * Contacts for SORMAS (Contacts > Import). The disease is left to the case with that external id: a school need not
 * know it. People beyond the officer's part of the tree have no name here and are left out.
 */
export function sormasCsv(data: TraceExport): string {
  const words = TRACE_WORDS[data.locale]
  const date = dateIn(data.locale)
  return csvOf(
    HEADER,
    data.list.contacts.flatMap(contact => row(contact) ?? []),
    false,
  )

  function row(contact: Contact): [(string | null)[]] | undefined {
    const person = data.people.get(contact.person.ref)
    if (!person || contact.person.outside) return undefined
    const reason = contact.reasons[0]
    const [year, month, day] = person.birth?.split('-').map(part => `${Number(part)}`) ?? []
    return [
      [
        ...[data.case?.id ?? '', data.asked.question, '', date(data.today)],
        ...[date(contact.days[0] ?? contact.lastDay), date(contact.lastDay)],
        reason ? PROXIMITY[reason.distance] : '',
        (reason && RELATION[reason.setting]) ?? 'SAME_ENVIRONMENT',
        reasonLine(words, reason),
        date(dayAfter(contact.lastDay, data.pack.followUp)),
        `${words.probability}: ${percent(contact.probability)}`,
        contact.person.ref,
        ...[person.given, person.family, person.sex === null ? 'UNKNOWN' : person.sex.toUpperCase()],
        ...[day ?? '', month ?? '', year ?? ''],
      ],
    ]
  }
}

/** SORMAS reads dates in its user's language: MM/DD/YYYY in English, DD.MM.YYYY in the others here. */
const dateIn = (locale: Locale) => (iso: string) => {
  const [year, month, day] = iso.split('-')
  return locale === 'en' ? `${month}/${day}/${year}` : `${day}.${month}.${year}`
}
