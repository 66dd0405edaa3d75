/** Tracing's lists of words, apart from the schemas made of them: a browser that shows them needs no validator. */

/** How two people came to be near. The order is that of a tie between reasons: the closest first. */
export const SETTINGS = [
  'household',
  'seat', // neighbouring seats in a lesson
  'table', // one lunch table
  'named', // said so in an interview
  'bus',
  'club',
  'lesson', // one room, same lesson, seats apart or unknown
  'teaching', // taught the other, or was taught by them
  'class', // one class on a day without a timetable
  'room', // another group in the same room at the same time
  'arrival', // keep arriving or leaving together, more often than chance
  'gate', // the same gate within a minute
  'school', // on site at the same time and nothing else: counted, not listed
] as const
export type Setting = (typeof SETTINGS)[number]

/** How near the setting brings people: `near` about a metre, `room` the same room, `site` the same grounds. */
export const DISTANCES = ['touch', 'near', 'room', 'site'] as const
export type Distance = (typeof DISTANCES)[number]

/** What weakens a statement; every one is shown beside it. */
export const QUALITIES = [
  'end-inferred', // nobody scanned out: the end is the last bell's, or midnight's
  'presence-inferred', // no scan that day: presence follows from the timetable alone
  'clock', // the kiosk's clock was uncertain by more than a minute
  'two-places', // seen at two sites at once
  'plan-later', // the seat plan was made after that day
  'no-plan', // no seat plan: everybody in the room is alike
  'changed-since', // a lesson, seat or membership of that day was changed afterwards
  'outside', // belongs to a school beyond the officer's part of the tree
  'assumed', // weight by judgement, not fitted on data
] as const
export type Quality = (typeof QUALITIES)[number]

export const CASE_STATUSES = ['confirmed', 'probable', 'suspected'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const FOLLOW_UP_STATES = ['following', 'released', 'case', 'lost'] as const
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number]

/** Why somebody asks. Kept with every question. */
export const PURPOSES = [
  'case-contacts', // who must be told
  'source', // where it came from
  'outbreak', // what several cases share
  'family-request', // a family asks about their child
  'exercise',
  'audit',
  'other', // needs a note
] as const
export type Purpose = (typeof PURPOSES)[number]

export const QUESTION_KINDS = [
  'contacts', // of one person or several
  'forward', // on through generations
  'backward', // likely sources
  'shared', // what do these cases share
  'room', // who was in this room
  'compare', // the same contacts under two rule packs
  'timeline', // a person's days and who shared them
  'network', // cases and contacts on record, as a graph
] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** Why a list is less sure than it looks. */
export const GRADE_CAUSES = [
  'no-entries', // the person was not seen at any gate in the window
  'coverage', // people of the classes concerned were not scanned on taught days
  'no-exits', // stays without a scan on the way out
  'outage', // entries that no longer exist, or a kiosk silent while school was on
  'clock', // times corrected by more than a minute
  'card-ended', // a revoked or reissued card was shown in the window
  'two-places',
  'no-timetable',
  'no-seats', // no seat plan held in the window
  'not-interviewed',
  'moved', // changed schools in the window
  'outside', // contacts at schools beyond the officer's part
  'holiday', // untaught days in the window: nothing is known of them
  'expired', // part of the window is older than what is kept
] as const
export type GradeCause = (typeof GRADE_CAUSES)[number]
export const GRADES = ['A', 'B', 'C', 'D'] as const
export type Grade = (typeof GRADES)[number]

export const EXPORT_FORMATS = ['pdf', 'xlsx', 'fhir', 'sormas', 'godata'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What `shared` compares cases by. */
export const SHARED_KINDS = [
  'class',
  'lesson',
  'table',
  'bus',
  'club',
  'household',
  'gate',
  'room',
  'arrival-hour',
] as const
export type SharedKind = (typeof SHARED_KINDS)[number]
