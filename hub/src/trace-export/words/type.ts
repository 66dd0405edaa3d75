import type { CaseStatus, GradeCause, Purpose, Setting } from '@schoolgate/protocol/trace/words'

/** The words of exported lists. */
export interface TraceWords {
  title: Record<'contacts' | 'forward' | 'backward', string>
  page: string
  printed: string
  case: string
  status: Record<CaseStatus, string>
  asymptomatic: string
  onset: string
  tested: string
  askedAbout: string
  window: string
  pack: string
  version: string
  source: string
  signedBy: string
  /** in the place of an officer, for packs that no officer signed */
  byProgram: string
  followUp: string
  followUpDays: (days: number) => string
  question: string
  askedBy: string
  why: string
  purpose: Record<Purpose, string>
  exportedBy: string
  grade: string
  noCauses: string
  cause: Record<GradeCause, string>
  /** n of m */
  of: string
  /** after the first few of many */
  more: (n: number) => string
  /** nobody is cleared by any list */
  notCleared: string
  name: string
  school: string
  group: string
  role: string
  roles: Record<'student' | 'teacher' | 'staff' | 'guardian' | 'visitor', string>
  probability: string
  /** in words, from the least */
  likely: [string, string, string, string, string]
  reason: string
  reasons: Record<Setting, string>
  setting: string
  minutesNear: string
  minutesRoom: string
  minutes: string
  hours: string
  /** heads of one narrow column: time near each other, time in one room */
  near: string
  sameRoom: string
  times: string
  days: (days: number) => string
  lastDay: string
  meets: string
  meet: Record<'yes' | 'no' | 'unknown', string>
  generation: string
  asSource: string
  /** somebody at a school beyond the officer's part of the tree */
  outside: string
  contacts: string
  exposures: string
  about: string
  from: string
  to: string
  day: string
  contactOf: string
  none: string
  /** people on site at the same times without any evidence, and close contacts expected among them */
  rest: (people: number, expected: string) => string
  key: string
  value: string
}
