import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import { changeSchema } from '@schoolgate/protocol/directory/records'
import { expect, test } from 'vitest'
import { classTeacherFrom, ended, joined, left, moved, roleIn } from './membership.ts'

const BAT = '00000000000000b1'
const enrolment = (change: Partial<Enrolment> = {}): Enrolment => ({
  id: 'e1',
  source: 'e1',
  place: 's1',
  group: 'g1',
  person: '00000000000000aa',
  role: 'student',
  primary: false,
  from: '2026-09-01',
  to: null,
  ...change,
})
const group: Group = {
  id: 'g1',
  source: 'g1',
  place: 's1',
  kind: 'class',
  name: '3Б',
  grade: '3',
  shift: null,
  room: null,
  parent: null,
  course: null,
  terms: [],
  from: null,
  to: null,
}

test('somebody who moves is out the day before and in on the day', () => {
  const changes = moved(enrolment(), { id: 'g2', place: 's1' }, '2026-10-05', 'e2')
  for (const change of changes) changeSchema.parse(change)
  expect(changes).toMatchObject([
    { record: { id: 'e1', group: 'g1', to: '2026-10-04' } },
    { record: { id: 'e2', group: 'g2', role: 'student', from: '2026-10-05', to: null } },
  ])
})

test('a membership that would end before it began goes altogether', () => {
  expect(left(enrolment(), '2026-08-31')).toEqual({ op: 'remove', kind: 'enrolment', id: 'e1' })
  expect(left(enrolment(), '2026-09-01')).toMatchObject({ op: 'put', record: { to: '2026-09-01' } })
})

test('a group that ends takes along whoever would go on', () => {
  const changes = ended(group, [enrolment(), enrolment({ id: 'e2', to: '2026-09-30' })], '2026-12-31')
  expect(changes).toMatchObject([
    { record: { to: '2026-12-31' } },
    { record: { id: 'e1', to: '2026-12-31' } },
  ])
  expect(changes).toHaveLength(2)
})

test('a new class teacher follows the old one; the same one changes nothing', () => {
  const old = enrolment({ role: 'teacher', primary: true })
  expect(classTeacherFrom(group, [old], BAT, '2026-10-05', 'e9')).toMatchObject([
    { record: { id: 'e1', to: '2026-10-04' } },
    { record: { id: 'e9', person: BAT, role: 'teacher', primary: true, from: '2026-10-05' } },
  ])
  expect(classTeacherFrom(group, [old], old.person, '2026-10-05', 'e9')).toEqual([])
  expect(classTeacherFrom(group, [old], null, '2026-10-05', 'e9')).toHaveLength(1)
})

test('what is taught has pupils, what is not has members', () => {
  expect(roleIn({ kind: 'half' }, 'student')).toBe('student')
  expect(roleIn({ kind: 'class' }, 'teacher')).toBe('teacher')
  expect(roleIn({ kind: 'bus' }, 'teacher')).toBe('member')
  changeSchema.parse(joined(group, BAT, 'member', '2026-09-01', 'x1'))
})
