/** Fields of records that have a name in every language, `field.<name>`. */
export const FIELDS = [
  'family',
  'given',
  'middle',
  'name',
  'role',
  'number',
  'userName',
  'email',
  'phone',
  'birth',
  'sex',
  'grade',
  'from',
  'to',
  'day',
  'reason',
  'note',
  'room',
  'capacity',
  'subject',
  'teacher',
  'group',
  'bells',
  'graceMin',
  'timeZone',
  'lowSight',
  'relation',
  'site',
  'purpose',
  'child',
  'guardian',
  'parent',
  'course',
  'terms',
  'lesson',
  'person',
  'shift',
  'archivedOn',
] as const
export type Field = (typeof FIELDS)[number]

/** The field a problem's `where` (`changes.0.record.given`, `body.purpose`) speaks of, if it is one people know. */
export function faultField(where: string | undefined): Field | undefined {
  const parts = where?.split(/[.[\]/]+/).reverse() ?? []
  for (const part of parts) {
    const found = FIELDS.find(f => f === part)
    if (found) return found
  }
  return undefined
}

/** What is wrong with a field, as the hub says in one word. */
const WHATS = ['twice', 'order', 'overlap', 'beyond', 'unknown', 'place', 'kind', 'unfit'] as const
export type FaultWhat = (typeof WHATS)[number]

export const faultWhat = (detail: string | undefined): FaultWhat | undefined => WHATS.find(w => w === detail)

/** Why the hub's state forbids something, where people can be told more than "changed meanwhile". */
export function conflictOf(
  where: string | undefined,
  detail: string | undefined,
): 'used' | 'busy' | 'nobody' | 'conflict' {
  if (detail === 'used') return 'used'
  if (where === 'job') return 'busy'
  return where === 'people' ? 'nobody' : 'conflict'
}
