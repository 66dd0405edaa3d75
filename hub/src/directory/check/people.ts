import { type Check, inOrder, known, sameSchool } from './fault.ts'

export const checkPerson: Check<'person'> = function* (record, look) {
  yield* sameSchool(look, record.place, 'site', 'site', record.site)
  for (const field of ['given', 'name'] as const) {
    if (record[field].trim() === '') yield { field, code: 'unfit' }
  }
  if (record.birth !== null && record.birth > look.today) yield { field: 'birth', code: 'order' }
  const archived = record.status === 'archived'
  if (archived !== (record.archivedOn !== null)) yield { field: 'archivedOn', code: 'unfit' }
  if (archived !== (record.archiveReason !== null)) yield { field: 'archiveReason', code: 'unfit' }
}

export const checkPost: Check<'post'> = function* (record, look) {
  yield* inOrder(record)
  yield* known(look, 'person', record.person)
}

export const checkGuardianship: Check<'guardianship'> = function* (record, look) {
  if (record.id !== `${record.guardian}:${record.child}`) yield { field: 'id', code: 'id' }
  if (record.guardian === record.child) yield { field: 'child', code: 'unfit' }
  yield* known(look, 'guardian', record.guardian)
  const child = look.get('person', record.child)
  if (!child) yield { field: 'child', code: 'unknown' }
  else if (child.role !== 'student') yield { field: 'child', code: 'kind' }
  else if (child.place !== record.place) yield { field: 'place', code: 'place' }
}

export const checkAbsence: Check<'absence'> = function* (record, look) {
  yield* inOrder(record)
  yield* sameSchool(look, record.place, 'person', 'person', record.person)
}
