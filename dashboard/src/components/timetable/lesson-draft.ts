import type { Lesson } from '@schoolgate/protocol/directory/timetable'
import { nextWeekday } from './days.ts'
import type { LessonDetails } from './lesson-changes.ts'

/** A lesson as a form holds it: nothing chosen is an empty text. */
export interface LessonDraft {
  group: string
  subject: string
  course: string
  teacher: string
  room: string
  weekday: number
  shift: string
  number: number
  from: string
  to: string
}

export const draftOf = (lesson: Lesson, from: string): LessonDraft => ({
  group: lesson.group,
  subject: lesson.subject,
  course: lesson.course ?? '',
  teacher: lesson.teacher ?? '',
  room: lesson.room ?? '',
  weekday: lesson.weekday,
  shift: lesson.shift,
  number: lesson.number,
  from,
  to: lesson.to ?? '',
})

export const detailsFrom = (draft: LessonDraft): LessonDetails => ({
  group: draft.group,
  subject: draft.subject.trim(),
  course: draft.course || null,
  teacher: draft.teacher || null,
  room: draft.room || null,
  weekday: draft.weekday,
  shift: draft.shift,
  number: draft.number,
})

/** Whether it can be saved; a lesson must be given on one of its days at least. */
export function draftFault(draft: LessonDraft): 'incomplete' | 'order' | 'never' | undefined {
  if (draft.group === '' || draft.subject.trim() === '' || draft.shift === '' || draft.from === '')
    return 'incomplete'
  if (draft.to !== '' && draft.to < draft.from) return 'order'
  if (draft.to !== '' && nextWeekday(draft.from, draft.weekday) > draft.to) return 'never'
  return undefined
}
