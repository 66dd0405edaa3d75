import { changeSchema } from '@schoolgate/protocol/directory/records'
import { expect, test } from 'vitest'
import { emptyDraft, personOf } from './draft.ts'
import { byTime, endChange, joinChanges, leftFor, type Membership, roleIn } from './membership.ts'

const person = personOf(
  { ...emptyDraft('student', 's1'), given: 'Хулан' },
  { id: '00000000000000aa', place: 'p1' },
  'mn',
)
const member = (id: string, more: Partial<Membership> = {}): Membership => ({
  id,
  source: id,
  place: 'p1',
  group: `g-${id}`,
  person: person.id,
  role: 'student',
  primary: false,
  from: '2026-09-01',
  to: null,
  groupName: '3Б',
  groupKind: 'class',
  ...more,
})
const class4 = { id: 'g4', kind: 'class' as const, place: 'p1' }

test('a pupil who moves to another class leaves the one before on the day before', () => {
  const enrolments = [member('a'), member('club', { groupKind: 'club', role: 'member' })]
  const changes = joinChanges({ person, enrolments }, class4, {
    id: 'n',
    role: 'student',
    from: '2026-10-01',
  })
  for (const change of changes) expect(changeSchema.safeParse(change).success).toBe(true)
  expect(changes).toMatchObject([
    { record: { id: 'a', to: '2026-09-30' } },
    { record: { id: 'n', group: 'g4', person: person.id, from: '2026-10-01', to: null } },
  ])
})

test('a club, a teacher and a class that ended before take nothing away', () => {
  const enrolments = [member('a')]
  expect(leftFor(enrolments, { ...class4, kind: 'club' }, 'member', '2026-10-01')).toBeUndefined()
  expect(leftFor(enrolments, class4, 'teacher', '2026-10-01')).toBeUndefined()
  expect(leftFor([member('a', { to: '2026-09-20' })], class4, 'student', '2026-10-01')).toBeUndefined()
})

test('ending before the first day takes the membership away', () => {
  expect(endChange(member('a'), '2026-08-31')).toEqual({ op: 'remove', kind: 'enrolment', id: 'a' })
  expect(endChange(member('a'), '2026-09-01')).toMatchObject({ op: 'put', record: { to: '2026-09-01' } })
})

test('memberships are told apart by time, classes first', () => {
  const { now, later, before } = byTime(
    [
      member('club', { groupKind: 'club' }),
      member('now', { to: '2026-09-14' }),
      member('old', { from: '2025-09-01', to: '2026-05-31' }),
      member('next', { from: '2026-09-15' }),
    ],
    '2026-09-14',
  )
  expect([now, later, before].map(list => list.map(e => e.id))).toEqual([['now', 'club'], ['next'], ['old']])
})

test('the likeliest role in a group follows from who somebody is', () => {
  expect(roleIn('student', 'class')).toBe('student')
  expect(roleIn('teacher', 'section')).toBe('teacher')
  expect(roleIn('staff', 'class')).toBe('aide')
  expect(roleIn('teacher', 'club')).toBe('member')
})
