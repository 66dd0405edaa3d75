import { type Check, inOrder, known, sameSchool } from './fault.ts'

export const checkGroup: Check<'group'> = function* (record, look) {
  yield* inOrder(record)
  const same = (field: 'shift' | 'room' | 'course') =>
    sameSchool(look, record.place, field, field, record[field])
  yield* same('shift')
  yield* same('room')
  yield* same('course')
  for (const term of record.terms) yield* sameSchool(look, record.place, 'terms', 'term', term)

  const parent = record.parent === null ? undefined : look.get('group', record.parent)
  if (record.kind === 'half') {
    if (!parent) yield { field: 'parent', code: 'unknown' }
    else if (parent.place !== record.place) yield { field: 'parent', code: 'place' }
    else if (parent.kind !== 'class') yield { field: 'parent', code: 'kind' }
  } else if (record.parent !== null) yield { field: 'parent', code: 'unfit' }
}

export const checkEnrolment: Check<'enrolment'> = function* (record, look) {
  yield* inOrder(record)
  yield* sameSchool(look, record.place, 'group', 'group', record.group)
  yield* known(look, 'person', record.person)
  const role = look.get('person', record.person)?.role
  const teaches = record.role === 'teacher' || record.role === 'aide'
  if (teaches && role !== undefined && role !== 'teacher' && role !== 'staff')
    yield { field: 'role', code: 'kind' }
  if (record.role === 'student' && role !== undefined && role !== 'student')
    yield { field: 'role', code: 'kind' }
}

/** Every seat inside the grid, nobody on two chairs, no chair with two. */
export const checkSeatPlan: Check<'seatPlan'> = function* (record, look) {
  yield* inOrder(record)
  yield* sameSchool(look, record.place, 'group', 'group', record.group)
  yield* sameSchool(look, record.place, 'room', 'room', record.room)
  const people = new Set<string>()
  const chairs = new Set<string>()
  for (const [i, seat] of record.seats.entries()) {
    const field = `seats.${i}`
    if (seat.row >= record.rows || seat.column >= record.columns) yield { field, code: 'beyond' }
    const chair = `${seat.row}/${seat.column}`
    if (chairs.has(chair) || people.has(seat.person)) yield { field, code: 'overlap' }
    chairs.add(chair)
    people.add(seat.person)
    yield* known(look, field, seat.person)
  }
}
