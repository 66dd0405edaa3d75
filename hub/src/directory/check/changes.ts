import type { AnyRecord, Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Check, FieldFault, Look } from './fault.ts'
import { checkEnrolment, checkGroup, checkSeatPlan } from './groups.ts'
import { checkAbsence, checkGuardianship, checkPerson, checkPost } from './people.ts'
import {
  checkCalendarDay,
  checkGate,
  checkJurisdiction,
  checkRoom,
  checkShift,
  checkSite,
  checkTerm,
} from './places.ts'
import { checkLesson, checkMode, checkSubstitution } from './timetable.ts'

export interface ChangeFault extends FieldFault {
  /** position in the batch */
  index: number
  kind: RecordKind
  id: string
}

const CHECKS: { [K in RecordKind]: Check<K> } = {
  jurisdiction: checkJurisdiction,
  site: checkSite,
  gate: checkGate,
  room: checkRoom,
  shift: checkShift,
  term: checkTerm,
  calendarDay: checkCalendarDay,
  course: () => [],
  group: checkGroup,
  person: checkPerson,
  post: checkPost,
  guardianship: checkGuardianship,
  enrolment: checkEnrolment,
  seatPlan: checkSeatPlan,
  lesson: checkLesson,
  substitution: checkSubstitution,
  mode: checkMode,
  absence: checkAbsence,
}

/** What the directory holds now of what a batch names. */
export interface Stored {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined
  shifts: readonly RecordOf<'shift'>[]
  /** local day at the school */
  today: string
}

/** Everything wrong with a batch beyond the schema, in order; each record is seen with the batch already made. */
export function checkChanges(changes: readonly Change[], stored: Stored): ChangeFault[] {
  const after = new Map<string, AnyRecord | undefined>()
  const faults: ChangeFault[] = []
  for (const [index, change] of changes.entries()) {
    const id = change.op === 'put' ? change.record.id : change.id
    const key = `${change.kind} ${id}`
    if (after.has(key)) faults.push({ index, kind: change.kind, id, field: 'id', code: 'twice' })
    after.set(key, change.op === 'put' ? change.record : undefined)
  }
  const look = lookAfter(after, stored)
  for (const [index, change] of changes.entries()) {
    if (change.op === 'remove') continue
    for (const fault of faultsOf(change.kind, change.record, look))
      faults.push({ ...fault, index, kind: change.kind, id: change.record.id })
  }
  return faults.sort((a, b) => a.index - b.index)
}

/** What is wrong with one record. */
export const faultsOf = <K extends RecordKind>(kind: K, record: RecordOf<K>, look: Look): FieldFault[] => [
  ...(CHECKS[kind] as Check<K>)(record, look),
]

function lookAfter(after: Map<string, AnyRecord | undefined>, stored: Stored): Look {
  const made = [...after].flatMap(([key, record]) =>
    record && key.startsWith('shift ') ? [record as RecordOf<'shift'>] : [],
  )
  const kept = stored.shifts.filter(shift => !after.has(`shift ${shift.id}`))
  const shifts = [...kept, ...made]
  return {
    today: stored.today,
    get<K extends RecordKind>(kind: K, id: string) {
      const key = `${kind} ${id}`
      return after.has(key) ? (after.get(key) as RecordOf<K> | undefined) : stored.get(kind, id)
    },
    shifts: place => shifts.filter(shift => shift.place === place),
  }
}
