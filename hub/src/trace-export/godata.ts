import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import { csvOf } from './csv.ts'
import type { TraceExport } from './model.ts'
import { likelihood, reasonLine } from './say.ts'
import { TRACE_WORDS } from './words.ts'

/**
 * Columns of WHO Go.Data's contact import (as in its sources of 2.48), in plain words: its mapping step takes a dot or a
 * bracket in a column's name for a path into the file, and finds nothing there. Those that are its own English labels it
 * maps by itself; the rest an officer maps once and keeps. What each is for, and whether it is asked for (*):
 * visualId, firstName*, lastName, gender, dob, dateOfReporting*, riskLevel, riskReason, then of the relationship
 * persons[].id*, dateOfFirstContact, contactDate*, certaintyLevelId*, socialRelationshipDetail, comment.
 * The related person is the case, by its id or its visual id: give the case in Go.Data our case id as its visual id. The
 * days of follow-up Go.Data works out itself, by its outbreak's period.
 */
const HEADER = [
  'Contact ID',
  'First name',
  'Last name',
  'Gender',
  'Date of birth',
  'Date of reporting',
  'Risk level',
  'Risk reason',
  'Related person',
  'Date of first contact',
  'Date of last contact',
  'Certainty level',
  'Relation detail',
  'Comment',
] as const

/** Ids of Go.Data's reference data begin with this. */
const CATEGORY = 'LNG_REFERENCE_DATA_CATEGORY'
const LEVELS = ['1_LOW', '2_MEDIUM', '3_HIGH'] as const
/** Probabilities from which the next level holds. */
const STEPS = [0.2, 0.5]

/**
 * Contacts for WHO Go.Data (Contacts > Import). Dates are ISO, coded values its reference data's own ids. People
 * beyond the officer's part of the tree have no name here and are left out.
 */
export function godataCsv(data: TraceExport): string {
  const words = TRACE_WORDS[data.locale]
  return csvOf(
    HEADER,
    data.list.contacts.flatMap(contact => row(contact) ?? []),
  )

  function row(contact: Contact): [(string | null)[]] | undefined {
    const person = data.people.get(contact.person.ref)
    if (!person || contact.person.outside) return undefined
    const level = LEVELS[STEPS.filter(limit => contact.probability >= limit).length]
    const reason = reasonLine(words, contact.reasons[0])
    // A first name is asked for; a family's may be the only one there is.
    const [given, family] = person.given === '' ? [person.family, ''] : [person.given, person.family]
    return [
      [
        ...[contact.person.ref, given || contact.person.name, family],
        person.sex === null ? '' : `${CATEGORY}_GENDER_${person.sex.toUpperCase()}`,
        ...[person.birth, data.today, `${CATEGORY}_RISK_LEVEL_${level}`, reason],
        ...[data.case?.id ?? '', contact.days[0] ?? contact.lastDay, contact.lastDay],
        ...[`${CATEGORY}_CERTAINTY_LEVEL_${level}`, reason],
        `${likelihood(words, contact.probability)}; ${words.meets}: ${words.meet[contact.meets]}`,
      ],
    ]
  }
}
