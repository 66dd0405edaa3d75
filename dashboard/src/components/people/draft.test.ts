import type { Person } from '@schoolgate/protocol/directory/person'
import { personSchema } from '@schoolgate/protocol/directory/person'
import { expect, test } from 'vitest'
import { draftOf, emptyDraft, faultsOf, nameOf, personOf } from './draft.ts'

const base = { id: '00000000000000aa', place: 'p1' }

test('a draft with a given name alone becomes a record the protocol takes', () => {
  const draft = { ...emptyDraft('student', 's1'), given: '  Номин-Эрдэнэ ', family: 'Лхагвасүрэн  ' }
  const record = personOf(draft, base, 'mn')
  expect(personSchema.parse(record)).toEqual(record)
  expect(record).toMatchObject({
    name: 'Лхагвасүрэн Номин-Эрдэнэ',
    source: base.id,
    status: 'active',
    phone: null,
    birth: null,
    sex: null,
  })
})

test('what the form does not show survives an edit', () => {
  const before: Person = {
    ...personOf({ ...emptyDraft('student', 's1'), given: 'Ánh', number: '7' }, base, 'vi'),
    source: 'sis-99',
    userName: 'anh.nguyen',
  }
  const after = personOf({ ...draftOf(before), family: 'Nguyễn', middle: 'Thị Ngọc' }, before, 'vi')
  expect(after).toEqual({
    ...before,
    family: 'Nguyễn',
    middle: 'Thị Ngọc',
    name: 'Nguyễn Thị Ngọc Ánh',
  })
  expect(personOf(draftOf(before), before, 'vi')).toEqual(before)
})

test('a missing given name, a birthday to come and half an address keep a draft from being saved', () => {
  const draft = emptyDraft('teacher', 's1')
  expect(faultsOf({ ...draft, given: ' ' }, '2026-09-14')).toEqual({ given: 'needed' })
  expect(faultsOf({ ...draft, given: 'A', birth: '2026-09-15', email: 'a@' }, '2026-09-14')).toEqual({
    birth: 'future',
    email: 'email',
  })
  expect(faultsOf({ ...draft, given: 'A', birth: '2026-09-14', email: 'a@b' }, '2026-09-14')).toEqual({})
})

test('letters typed with loose marks are kept composed, so that the name is found again', () => {
  const draft = {
    ...emptyDraft('student', 's1'),
    family: 'Nguyễn'.normalize('NFD'),
    given: 'Ánh'.normalize('NFD'),
  }
  expect(nameOf(draft, 'vi')).toBe('Nguyễn Ánh')
})
