import type { Absence } from '@schoolgate/protocol/directory/absence'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { ApplyOutcome, ChangeBy } from '../../src/store/record-types.ts'
import type { Store } from '../../src/store/types.ts'
import { SCHOOL } from '../helpers/school.ts'
import { card, MORNING, person } from './engine.ts'

/** Records of the test school, whole with the least said. */

export const put = <K extends RecordKind>(kind: K, record: RecordOf<K>): Change =>
  ({ op: 'put', kind, record }) as Change
export const remove = (kind: RecordKind, id: string): Change => ({ op: 'remove', kind, id })

export const aPerson = (i: number, more: Partial<Person> = {}): Person => ({
  id: person(i),
  source: `u${i}`,
  place: 'school',
  site: SCHOOL.site,
  role: 'student',
  family: 'Бат',
  given: `Person ${i}`,
  middle: '',
  name: `Бат Person ${i}`,
  number: String(100 + i),
  userName: null,
  email: null,
  phone: null,
  birth: '2015-03-01',
  sex: 'female',
  grade: null,
  lowSight: false,
  status: 'active',
  archivedOn: null,
  archiveReason: null,
  ...more,
})

export const aGroup = (id: string, more: Partial<Group> = {}): Group => ({
  id,
  source: id,
  place: 'school',
  kind: 'class',
  name: id.toUpperCase(),
  grade: null,
  shift: null,
  room: null,
  parent: null,
  course: null,
  terms: [],
  from: '2026-09-01',
  to: '2027-06-01',
  ...more,
})

export const anEnrolment = (i: number, group: string, more: Partial<Enrolment> = {}): Enrolment => ({
  id: `${person(i)}.${group}`,
  source: `${i}.${group}`,
  place: 'school',
  group,
  person: person(i),
  role: 'student',
  primary: false,
  from: '2026-09-01',
  to: null,
  ...more,
})

export const anAbsence = (i: number, from: string, to: string): Absence => ({
  id: `absence-${i}-${from}`,
  place: 'school',
  person: person(i),
  from,
  to,
  reason: 'illness',
  note: '',
})

export const archived = (i: number): Person =>
  aPerson(i, { status: 'archived', archivedOn: '2026-11-23', archiveReason: 'left' })

export const by = (more: Partial<ChangeBy> = {}): ChangeBy => ({
  officer: 'o1',
  name: 'Дулам',
  note: '',
  at: MORNING,
  ...more,
})

/** Applies what must succeed. */
export async function change(
  store: Store,
  ...changes: Change[]
): Promise<Extract<ApplyOutcome, { ok: true }>> {
  const outcome = await store.records.apply(changes, by())
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome
}

/** People 0 to `count` - 1 of class 3b, each with a card. */
export async function aClass(store: Store, count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, i) => i)
  await change(
    store,
    put('group', aGroup('3b')),
    ...all.map(i => put('person', aPerson(i))),
    ...all.map(i => put('enrolment', anEnrolment(i, '3b'))),
  )
  await store.cards.issue(
    all.map(i => ({
      id: card(i),
      person: person(i),
      issued: '2026-09-01',
      expires: '2027-06-30',
      revokedAt: null,
      end: null,
    })),
    null,
    MORNING,
  )
}
