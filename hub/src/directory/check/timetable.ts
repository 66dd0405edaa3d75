import { holdsOn } from '@schoolgate/protocol/directory/span'
import { isoWeekday } from '../calendar.ts'
import { type Check, type FieldFault, inOrder, known, type Look, sameSchool } from './fault.ts'

const TAUGHT_KINDS: readonly string[] = ['class', 'section', 'half']

function* taughtGroup(look: Look, place: string, id: string | null): Generator<FieldFault> {
  yield* sameSchool(look, place, 'group', 'group', id)
  const group = id === null ? undefined : look.get('group', id)
  if (group && !TAUGHT_KINDS.includes(group.kind)) yield { field: 'group', code: 'kind' }
}

export const checkLesson: Check<'lesson'> = function* (record, look) {
  yield* inOrder(record)
  yield* taughtGroup(look, record.place, record.group)
  yield* sameSchool(look, record.place, 'room', 'room', record.room)
  yield* sameSchool(look, record.place, 'course', 'course', record.course)
  yield* known(look, 'teacher', record.teacher)
  const shifts = look.shifts(record.place).filter(shift => shift.name === record.shift)
  if (shifts.length === 0) yield { field: 'shift', code: 'unknown' }
  else if (shifts.every(shift => shift.bells.length < record.number))
    yield { field: 'number', code: 'beyond' }
}

export const checkSubstitution: Check<'substitution'> = function* (record, look) {
  if (record.id !== `${record.lesson}:${record.day}`) yield { field: 'id', code: 'id' }
  yield* known(look, 'teacher', record.teacher)
  yield* sameSchool(look, record.place, 'room', 'room', record.room)
  yield* sameSchool(look, record.place, 'lesson', 'lesson', record.lesson)
  const lesson = look.get('lesson', record.lesson)
  if (lesson && (lesson.weekday !== isoWeekday(record.day) || !holdsOn(lesson, record.day)))
    yield { field: 'day', code: 'unfit' }
}

export const checkMode: Check<'mode'> = function* (record, look) {
  yield* inOrder(record)
  yield* taughtGroup(look, record.place, record.group)
}
