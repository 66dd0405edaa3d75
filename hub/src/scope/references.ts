import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'

export interface Reference {
  kind: RecordKind
  id: string
  /** as the record's field is called */
  field: string
}

type Fields<K extends RecordKind> = Partial<Record<keyof RecordOf<K> & string, RecordKind>>

/** Which fields name other records. Lists name several; a seat plan's seats are read apart. */
const FIELDS: { [K in RecordKind]: Fields<K> } = {
  jurisdiction: { parent: 'jurisdiction' },
  site: {},
  gate: { site: 'site' },
  room: { site: 'site' },
  shift: {},
  term: { parent: 'term' },
  calendarDay: {},
  course: {},
  group: { shift: 'shift', room: 'room', parent: 'group', course: 'course', terms: 'term' },
  person: { site: 'site' },
  post: { person: 'person' },
  guardianship: { guardian: 'person', child: 'person' },
  enrolment: { group: 'group', person: 'person' },
  seatPlan: { group: 'group', room: 'room' },
  lesson: { group: 'group', course: 'course', teacher: 'person', room: 'room' },
  substitution: { lesson: 'lesson', teacher: 'person', room: 'room' },
  mode: { group: 'group' },
  absence: { person: 'person' },
}

/** Every other record a record names, its own place aside. */
export function referencesOf<K extends RecordKind>(kind: K, record: RecordOf<K>): Reference[] {
  const references: Reference[] = []
  for (const [field, to] of Object.entries(FIELDS[kind]) as [string, RecordKind][]) {
    const value = (record as Record<string, unknown>)[field]
    for (const id of Array.isArray(value) ? value : [value]) {
      if (typeof id === 'string' && id !== '') references.push({ kind: to, id, field })
    }
  }
  if (kind === 'seatPlan') {
    for (const seat of (record as RecordOf<'seatPlan'>).seats)
      references.push({ kind: 'person', id: seat.person, field: 'seats' })
  }
  return references
}
