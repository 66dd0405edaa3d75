import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import { csvOf } from './csv.ts'
import type { TraceExport } from './model.ts'
import { dayAfter } from './moment.ts'
import { likelihood, reasonLine } from './say.ts'
import { TRACE_WORDS } from './words.ts'

/**
 * Columns of WHO Go.Data's contact import: its model's own property paths, which its mapping step recognises.
 * `relationship.relatedId` is the case the contacts belong to, by our id.
 */
const HEADER = [
  'visualId',
  'firstName',
  'lastName',
  'gender',
  'dob',
  'dateOfReporting',
  'dateOfLastContact',
  'riskLevel',
  'riskReason',
  'followUp.endDate',
  'relationship.relatedId',
  'relationship.contactDate',
  'relationship.contactDateEstimated',
  'relationship.certaintyLevelId',
  'relationship.socialRelationshipDetail',
  'relationship.comment',
] as const

const CATEGORY = 'LNG_REFERENCE_DATA_CATEGORY'
const LEVELS = ['1_LOW', '2_MEDIUM', '3_HIGH'] as const
/** Probabilities from which the next level holds. */
const STEPS = [0.2, 0.5]

/**
 * Contacts for WHO Go.Data (Contacts > Import). Dates are ISO, coded values its reference data's own tokens. People
 * beyond the officer's part of the tree have no name here and are left out.
 */
export function godataCsv(data: TraceExport): string {
  const words = TRACE_WORDS[data.locale]
  return csvOf(
    HEADER,
    data.list.contacts.flatMap(contact => row(contact) ?? []),
    true,
  )

  function row(contact: Contact): [(string | null)[]] | undefined {
    const person = data.people.get(contact.person.ref)
    if (!person || contact.person.outside) return undefined
    const level = LEVELS[STEPS.filter(limit => contact.probability >= limit).length]
    const reason = reasonLine(words, contact.reasons[0])
    return [
      [
        ...[contact.person.ref, person.given, person.family],
        person.sex === null ? '' : `${CATEGORY}_GENDER_${person.sex.toUpperCase()}`,
        ...[person.birth, data.today, contact.lastDay],
        ...[`${CATEGORY}_RISK_LEVEL_${level}`, reason, dayAfter(contact.lastDay, data.pack.followUp)],
        ...[data.case?.id ?? '', contact.lastDay, 'false', `${CATEGORY}_CERTAINTY_LEVEL_${level}`],
        ...[reason, likelihood(words, contact.probability)],
      ],
    ]
  }
}
