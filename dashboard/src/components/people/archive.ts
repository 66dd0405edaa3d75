import type { Person } from '@schoolgate/protocol/directory/person'
import type { Change } from '@schoolgate/protocol/directory/records'
import type { PersonPage } from '@schoolgate/protocol/http/directory'
import { addDays } from '../../text/day.ts'

type Archived = NonNullable<Person['archiveReason']>

/** Somebody leaves: archived from `day` on, out of every group the day before. */
export function archiveChanges({ person, enrolments }: PersonPage, day: string, reason: Archived): Change[] {
  const last = addDays(day, -1)
  return [
    {
      op: 'put',
      kind: 'person',
      record: { ...person, status: 'archived', archivedOn: day, archiveReason: reason },
    },
    ...enrolments
      .filter(e => e.to === null || e.to > last)
      .map(
        ({ groupName: _name, groupKind: _kind, ...enrolment }): Change =>
          enrolment.from !== null && enrolment.from > last
            ? { op: 'remove', kind: 'enrolment', id: enrolment.id }
            : { op: 'put', kind: 'enrolment', record: { ...enrolment, to: last } },
      ),
  ]
}

/** Somebody comes back, also into the groups that ended with their archiving. */
export function reactivateChanges({ person, enrolments }: PersonPage): Change[] {
  const last = person.archivedOn === null ? '' : addDays(person.archivedOn, -1)
  return [
    {
      op: 'put',
      kind: 'person',
      record: { ...person, status: 'active', archivedOn: null, archiveReason: null },
    },
    ...enrolments
      .filter(e => e.to === last)
      .map(
        ({ groupName: _name, groupKind: _kind, ...enrolment }): Change => ({
          op: 'put',
          kind: 'enrolment',
          record: { ...enrolment, to: null },
        }),
      ),
  ]
}
