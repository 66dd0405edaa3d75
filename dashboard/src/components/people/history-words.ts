import type { HistoryLine } from '@schoolgate/protocol/http/directory'
import type { Text, TextKey } from '../../composables/use-text.ts'
import { FIELDS } from '../../text/fault-field.ts'

/** How a step of somebody's past is told: texts, days in words, and names of what the records point to. */
export interface Teller {
  t: Text['t']
  date: Text['date']
  /** '' where it is not known any more */
  groupName: (id: string) => string
  personName: (id: string) => string
  siteName: (id: string) => string
}

type Fields = Record<string, unknown>

/** One step of the past in sentences; a change of something nobody reads says so in general words, never nothing. */
export function sayings(line: HistoryLine, tell: Teller): string[] {
  const { kind, before, after } = line
  const record = after ?? before ?? {}
  switch (kind) {
    case 'person':
      return ofPerson(before, after, tell)
    case 'enrolment':
      return ofEnrolment(before, after, tell)
    case 'guardianship': {
      const names = { guardian: nameOf(record.guardian, tell), child: nameOf(record.child, tell) }
      return [tell.t(after ? 'people.history.guardian' : 'people.history.noGuardian', names)]
    }
    case 'absence': {
      const { from, to, reason } = record
      const days = { from: tell.date(String(from)), to: tell.date(String(to)) }
      return [
        after
          ? tell.t('people.history.absence', { ...days, reason: tell.t(`word.absence.${reason}` as TextKey) })
          : tell.t('people.history.noAbsence', days),
      ]
    }
    default:
      return [tell.t('people.history.other')]
  }
}

function ofPerson(before: Fields | null, after: Fields | null, tell: Teller): string[] {
  if (!before) return [tell.t('people.history.entered')]
  if (!after) return [tell.t('people.history.removed')]
  const said: string[] = []
  if (before.status !== after.status) {
    said.push(
      after.status === 'archived'
        ? tell.t('people.history.archived', {
            reason: tell.t(`word.archiveReason.${after.archiveReason}` as TextKey),
          })
        : tell.t('people.history.reactivated'),
    )
  }
  for (const field of FIELDS) {
    // the whole name follows from its parts
    if (field === 'name' || isSame(before[field], after[field])) continue
    said.push(difference(field, before[field], after[field], tell))
  }
  return said.length > 0 ? said : [tell.t('people.history.other')]
}

function difference(name: (typeof FIELDS)[number], before: unknown, after: unknown, tell: Teller): string {
  const field = tell.t(`field.${name}`)
  const word = (value: unknown): string => {
    if (name === 'role') return tell.t(`word.role.${value}` as TextKey)
    if (name === 'sex') return tell.t(`word.sex.${value}` as TextKey)
    if (name === 'site') return tell.siteName(String(value)) || String(value)
    if (name === 'birth') return tell.date(String(value))
    if (typeof value === 'boolean') return tell.t(value ? 'common.yes' : 'common.no')
    return String(value)
  }
  if (isEmpty(after)) return tell.t('people.history.unset', { field, before: word(before) })
  if (isEmpty(before)) return tell.t('people.history.set', { field, after: word(after) })
  return tell.t('people.history.changed', { field, before: word(before), after: word(after) })
}

function ofEnrolment(before: Fields | null, after: Fields | null, tell: Teller): string[] {
  const id = String((after ?? before)?.group ?? '')
  const group = tell.groupName(id) || tell.t('people.history.group')
  if (!before) return [tell.t('people.history.joined', { group })]
  if (!after) return [tell.t('people.history.left', { group })]
  const said: string[] = []
  if (!isSame(before.to, after.to)) {
    said.push(
      isEmpty(after.to)
        ? tell.t('people.history.stays', { group })
        : tell.t('people.history.leaves', { group, day: tell.date(String(after.to)) }),
    )
  }
  if (!isSame(before.from, after.from) && !isEmpty(after.from)) {
    said.push(tell.t('people.history.moved', { group, day: tell.date(String(after.from)) }))
  }
  return said.length > 0 ? said : [tell.t('people.history.other')]
}

const nameOf = (id: unknown, tell: Teller): string =>
  tell.personName(String(id)) || tell.t('people.history.somebody')
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
const isSame = (a: unknown, b: unknown): boolean => a === b || (isEmpty(a) && isEmpty(b))

export interface Step {
  batch: string
  at: number
  by: string
  note: string
  lines: HistoryLine[]
}

/** Lines of one batch together, newest first. */
export function stepsOf(lines: readonly HistoryLine[]): Step[] {
  const steps = new Map<string, Step>()
  for (const line of lines) {
    const { batch, at, by, note } = line
    const step = steps.get(batch) ?? { batch, at, by, note, lines: [] }
    step.lines.push(line)
    steps.set(batch, step)
  }
  return [...steps.values()].sort((a, b) => b.at - a.at)
}
