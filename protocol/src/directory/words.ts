/**
 * The directory's lists of words, apart from the schemas made of them: a browser that shows them needs no validator.
 */

export const PERSON_ROLES = ['student', 'teacher', 'staff', 'guardian', 'visitor'] as const

export const ARCHIVE_REASONS = [
  'graduated',
  'transferred',
  'left',
  'dismissed',
  'deceased',
  'duplicate',
  'import', // no longer in the school's own system
  'other',
] as const

export const ROOM_KINDS = [
  'classroom',
  'lab',
  'canteen',
  'gym',
  'hall',
  'library',
  'yard',
  'isolation',
  'office',
  'dormitory',
  'other',
] as const

/**
 * People who are together for a reason. `class` is a pupil's home class (OneRoster `homeroom`), `section` a taught
 * group of a course (`scheduled`), `half` a part of a class (a language half), `table` a lunch table.
 */
export const GROUP_KINDS = ['class', 'section', 'half', 'club', 'bus', 'household', 'table'] as const

export const LESSON_MODES = ['classroom', 'online', 'mixed', 'suspended'] as const

export const ABSENCE_REASONS = [
  'illness',
  'medical', // at a doctor's
  'family',
  'permitted',
  'competition',
  'weather',
  'transport',
  'quarantine',
  'unexcused',
  'other',
] as const

/** Every kind of record, in an order in which each may refer only to kinds before it. */
export const RECORD_KINDS = [
  'jurisdiction',
  'site',
  'gate',
  'room',
  'shift',
  'term',
  'calendarDay',
  'course',
  'group',
  'person',
  'post',
  'guardianship',
  'enrolment',
  'seatPlan',
  'lesson',
  'substitution',
  'mode',
  'absence',
] as const

/** What the columns of a plain table of people may mean. */
export const PLAIN_FIELDS = [
  'source',
  'name',
  'family',
  'given',
  'middle',
  'role',
  'class',
  'grade',
  'number',
  'birth',
  'sex',
  'email',
  'phone',
  'guardianName',
  'guardianPhone',
  'guardianRelation',
  'bus',
  'club',
  'household',
] as const
export type PlainField = (typeof PLAIN_FIELDS)[number]

/** A visitor's short health declaration: yes to any of it needs a word with staff. */
export const DECLARATION_QUESTIONS = ['fever', 'cough', 'throat', 'contact', 'travel'] as const
