import { RECORD_SCHEMAS, type RecordKind, type RecordOf } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'
import { fold } from '@schoolgate/protocol/fold'
import type { Value } from './value-rows.ts'

/** How a kind of record lies in its table: `id`, `body` and the columns it is looked up by. */
export interface KindTable<K extends RecordKind> {
  table: string
  columns: Record<string, (record: RecordOf<K>) => Value>
  /** `Where` fields that are not called like their column */
  names: Record<string, string>
  /** first and last day, of dated kinds */
  span: readonly [string, string] | undefined
  /** column -> the kind it refers to */
  refs: Record<string, RecordKind>
  /** columns naming a record this one's past belongs to as well */
  owners: readonly string[]
}

type Plan<K extends RecordKind> = Partial<Omit<KindTable<K>, 'columns' | 'table' | 'span'>> & {
  table?: string
  /** fields with columns of the same name */
  fields?: readonly (keyof RecordOf<K> & string)[]
  columns?: KindTable<K>['columns']
  dated?: boolean
  span?: readonly [string, string]
}

const DATED = ['from_day', 'to_day'] as const

function kind<K extends RecordKind>(name: K, plan: Plan<K>): KindTable<K> {
  const columns: KindTable<K>['columns'] = {}
  for (const field of plan.fields ?? []) columns[field] = record => record[field] as Value
  if (plan.dated) {
    type Dated = { from: string | null; to: string | null }
    columns.from_day = record => (record as unknown as Dated).from
    columns.to_day = record => (record as unknown as Dated).to
  }
  const { table = name, names = {}, refs = {}, owners = [] } = plan
  const span = plan.span ?? (plan.dated ? DATED : undefined)
  return { table, names, refs, owners, span, columns: { ...columns, ...plan.columns } }
}

const GROUP = { group: 'grp' }
const grp = (record: { group: string | null }): Value => record.group

/** What `searchPeople` looks into. */
export function searchText(person: Named): string {
  // Names are asked for in either order, so every part stands in the text even where the whole leaves it out.
  const { name, family, given, middle, number } = person
  const more = [family, given, middle, number ?? ''].filter(part => !name.includes(part))
  return fold([name, ...more].join(' '))
}
type Named = Pick<RecordOf<'person'>, 'name' | 'family' | 'given' | 'middle' | 'number'>

const TABLES: { [K in RecordKind]: KindTable<K> } = {
  jurisdiction: kind('jurisdiction', {
    fields: ['parent', 'kind', 'name', 'source'],
    names: { place: 'id' },
    refs: { parent: 'jurisdiction' },
  }),
  site: kind('site', {
    fields: ['name', 'locale'],
    columns: { jurisdiction: r => r.place, time_zone: r => r.timeZone },
    names: { place: 'jurisdiction' },
    refs: { jurisdiction: 'jurisdiction' },
  }),
  gate: kind('gate', {
    fields: ['place', 'site', 'name', 'lane'],
    refs: { place: 'jurisdiction', site: 'site' },
  }),
  room: kind('room', { fields: ['place', 'site'], refs: { place: 'jurisdiction', site: 'site' } }),
  shift: kind('shift', { fields: ['place'], dated: true, refs: { place: 'jurisdiction' } }),
  term: kind('term', {
    fields: ['place', 'source', 'parent'],
    dated: true,
    refs: { place: 'jurisdiction', parent: 'term' },
  }),
  calendarDay: kind('calendarDay', {
    table: 'calendar_day',
    fields: ['place', 'day'],
    span: ['day', 'day'],
    refs: { place: 'jurisdiction' },
  }),
  course: kind('course', { fields: ['place', 'source'], refs: { place: 'jurisdiction' } }),
  group: kind('group', {
    table: 'grp',
    fields: ['place', 'kind', 'source', 'parent', 'name', 'room', 'course', 'shift'],
    dated: true,
    refs: { place: 'jurisdiction', parent: 'group', room: 'room', course: 'course', shift: 'shift' },
  }),
  person: kind('person', {
    fields: ['place', 'site', 'role', 'source', 'status', 'name', 'given'],
    columns: { folded: searchText },
    refs: { place: 'jurisdiction', site: 'site' },
  }),
  post: kind('post', {
    fields: ['place', 'person'],
    dated: true,
    refs: { place: 'jurisdiction', person: 'person' },
    owners: ['person'],
  }),
  guardianship: kind('guardianship', {
    fields: ['place', 'guardian', 'child'],
    refs: { place: 'jurisdiction', guardian: 'person', child: 'person' },
    owners: ['guardian', 'child'],
  }),
  enrolment: kind('enrolment', {
    fields: ['place', 'person', 'role'],
    columns: { grp, leads: r => (r.primary ? 1 : 0) },
    dated: true,
    names: GROUP,
    refs: { place: 'jurisdiction', grp: 'group', person: 'person' },
    owners: ['person'],
  }),
  seatPlan: kind('seatPlan', {
    table: 'seat_plan',
    fields: ['place', 'room'],
    columns: { grp },
    dated: true,
    names: GROUP,
    refs: { place: 'jurisdiction', grp: 'group', room: 'room' },
  }),
  lesson: kind('lesson', {
    fields: ['place', 'teacher', 'room', 'course'],
    columns: { grp },
    dated: true,
    names: GROUP,
    refs: { place: 'jurisdiction', grp: 'group', teacher: 'person', room: 'room', course: 'course' },
  }),
  substitution: kind('substitution', {
    fields: ['place', 'lesson', 'day', 'teacher', 'room'],
    span: ['day', 'day'],
    refs: { place: 'jurisdiction', lesson: 'lesson', teacher: 'person', room: 'room' },
  }),
  mode: kind('mode', {
    table: 'lesson_mode',
    fields: ['place'],
    columns: { grp },
    dated: true,
    names: GROUP,
    refs: { place: 'jurisdiction', grp: 'group' },
  }),
  absence: kind('absence', {
    fields: ['place', 'person'],
    dated: true,
    refs: { place: 'jurisdiction', person: 'person' },
    owners: ['person'],
  }),
}

export const kindTable = <K extends RecordKind>(name: K): KindTable<K> => TABLES[name]

/** Kinds whose records belong to the past of a record of this kind. */
export const ownedBy = (owner: RecordKind): RecordKind[] =>
  RECORD_KINDS.filter(name => TABLES[name].owners.some(column => TABLES[name].refs[column] === owner))

const KEYS = Object.fromEntries(
  RECORD_KINDS.map(name => [name, Object.keys(RECORD_SCHEMAS[name].shape).sort()]),
) as Record<RecordKind, string[]>

/**
 * A record as kept: JSON with sorted keys and without fields its kind does not have, so that equal records are equal
 * texts. A jurisdiction's path is left out, because it follows from those above it.
 */
export function canonical<K extends RecordKind>(name: K, record: RecordOf<K>): string {
  const sorted: Record<string, unknown> = {}
  for (const key of KEYS[name]) {
    const value = (record as Record<string, unknown>)[key]
    sorted[key] = typeof value === 'object' && value !== null ? inOrder(value) : value
  }
  if (name === 'jurisdiction') {
    sorted.path = ''
    sorted.place = sorted.id
  }
  return JSON.stringify(sorted)
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  )
}
