import { changeSchema } from '@schoolgate/protocol/directory/records'
import type { PersonPage } from '@schoolgate/protocol/http/directory'
import { expect, test } from 'vitest'
import { archiveChanges, reactivateChanges } from './archive.ts'
import { emptyDraft, personOf } from './draft.ts'
import type { Membership } from './membership.ts'

const person = personOf(
  { ...emptyDraft('student', 's1'), given: 'Хулан' },
  { id: '00000000000000aa', place: 'p1' },
  'mn',
)
const member = (id: string, from: string | null, to: string | null): Membership => ({
  id,
  source: id,
  place: 'p1',
  group: `g-${id}`,
  person: person.id,
  role: 'student',
  primary: false,
  from,
  to,
  groupName: '3Б',
  groupKind: 'class',
})
const page = (enrolments: Membership[], who = person): PersonPage =>
  ({ person: who, enrolments }) as unknown as PersonPage

test('whoever is archived leaves every group the day before; what had ended stays, what was to come goes', () => {
  const changes = archiveChanges(
    page([
      member('old', '2025-09-01', '2026-05-31'),
      member('now', '2026-09-01', null),
      member('then', '2026-09-20', null),
    ]),
    '2026-09-14',
    'transferred',
  )
  for (const change of changes) expect(changeSchema.safeParse(change).success).toBe(true)
  expect(changes[0]).toMatchObject({
    record: { status: 'archived', archivedOn: '2026-09-14', archiveReason: 'transferred' },
  })
  expect(changes.slice(1)).toMatchObject([
    { op: 'put', record: { id: 'now', to: '2026-09-13' } },
    { op: 'remove', id: 'then' },
  ])
})

test('coming back opens the groups again that the archiving ended, and no other', () => {
  const gone = {
    ...person,
    status: 'archived' as const,
    archivedOn: '2026-09-14',
    archiveReason: 'left' as const,
  }
  const changes = reactivateChanges(
    page([member('old', null, '2026-05-31'), member('now', '2026-09-01', '2026-09-13')], gone),
  )
  expect(changes).toMatchObject([
    { kind: 'person', record: { status: 'active', archivedOn: null, archiveReason: null } },
    { kind: 'enrolment', record: { id: 'now', to: null } },
  ])
  expect(changes).toHaveLength(2)
})
