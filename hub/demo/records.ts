import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { RECORD_KINDS } from '@schoolgate/protocol/directory/words'

/** Records of a made-up place by kind. */
export type Made = { [K in RecordKind]?: RecordOf<K>[] }

/** As changes, in an order in which nothing refers to what comes later. */
export const asChanges = (...all: Made[]): Change[] =>
  RECORD_KINDS.flatMap(kind =>
    all.flatMap(made => (made[kind] ?? []).map(record => ({ op: 'put', kind, record }) as Change)),
  )

export const person = (
  said: Pick<
    Person,
    'id' | 'source' | 'place' | 'site' | 'role' | 'family' | 'given' | 'middle' | 'name' | 'sex'
  > &
    Partial<Person>,
): Person => ({
  ...{ number: null, userName: null, email: null, phone: null, birth: null, grade: null, lowSight: false },
  ...{ status: 'active', archivedOn: null, archiveReason: null },
  ...said,
})

export const group = (said: Pick<Group, 'id' | 'place' | 'kind' | 'name'> & Partial<Group>): Group => ({
  ...{ source: said.id, grade: null, shift: null, room: null, parent: null, course: null, terms: [] },
  ...{ from: null, to: null },
  ...said,
})

/** One time in a group; the id follows from both. */
export const enrolment = (
  to: Pick<Group, 'id' | 'place' | 'from'>,
  who: string,
  role: Enrolment['role'],
  primary = false,
): Enrolment => ({
  id: `${to.id}:${who}`,
  source: `${to.id}:${who}`,
  place: to.place,
  group: to.id,
  person: who,
  role,
  primary,
  from: to.from,
  to: null,
})
