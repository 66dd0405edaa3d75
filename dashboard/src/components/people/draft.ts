import { displayName } from '@schoolgate/protocol/directory/name'
import type { Person, PersonRole } from '@schoolgate/protocol/directory/person'
import type { Locale } from '@schoolgate/protocol/locale'

/** A person as a form holds them: every field a text, empty for none. */
export interface PersonDraft {
  role: PersonRole
  site: string
  family: string
  given: string
  middle: string
  number: string
  grade: string
  birth: string
  sex: string
  phone: string
  email: string
  lowSight: boolean
}

export const emptyDraft = (role: PersonRole, site: string): PersonDraft => ({
  role,
  site,
  family: '',
  given: '',
  middle: '',
  number: '',
  grade: '',
  birth: '',
  sex: '',
  phone: '',
  email: '',
  lowSight: false,
})

export const draftOf = (person: Person): PersonDraft => ({
  role: person.role,
  site: person.site,
  family: person.family,
  given: person.given,
  middle: person.middle,
  number: person.number ?? '',
  grade: person.grade ?? '',
  birth: person.birth ?? '',
  sex: person.sex ?? '',
  phone: person.phone ?? '',
  email: person.email ?? '',
  lowSight: person.lowSight,
})

export type DraftFault = 'needed' | 'future' | 'email'

/** What keeps a draft from being saved, by field. */
export function faultsOf(draft: PersonDraft, today: string): Partial<Record<keyof PersonDraft, DraftFault>> {
  return {
    ...(draft.given.trim() === '' ? { given: 'needed' as const } : {}),
    ...(draft.birth > today ? { birth: 'future' as const } : {}),
    // the letters around one @, no spaces: what is more is the mail server's business
    ...(draft.email.trim() !== '' && !/^[^\s@]+@[^\s@]+$/.test(draft.email.trim())
      ? { email: 'email' as const }
      : {}),
  }
}

/** The whole name as the school writes it. */
export const nameOf = (draft: PersonDraft, locale: Locale): string =>
  displayName(
    { family: tidy(draft.family), given: tidy(draft.given), middle: tidy(draft.middle) },
    locale,
  ).slice(0, 200)

/** The record a draft becomes: of a new person (`base` holds id and place), or of one with more to them than the form. */
export function personOf(
  draft: PersonDraft,
  base: Pick<Person, 'id' | 'place'> & Partial<Person>,
  locale: Locale,
): Person {
  const orNull = (text: string): string | null => (tidy(text) === '' ? null : tidy(text))
  return {
    source: base.id,
    userName: null,
    status: 'active',
    archivedOn: null,
    archiveReason: null,
    ...base,
    site: draft.site,
    role: draft.role,
    family: tidy(draft.family),
    given: tidy(draft.given),
    middle: tidy(draft.middle),
    name: nameOf(draft, locale),
    number: orNull(draft.number),
    email: orNull(draft.email),
    phone: orNull(draft.phone),
    birth: orNull(draft.birth),
    sex: (orNull(draft.sex) as Person['sex']) ?? null,
    grade: orNull(draft.grade),
    lowSight: draft.lowSight,
  }
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
