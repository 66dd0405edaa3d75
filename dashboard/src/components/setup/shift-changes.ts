import type { Shift } from '@schoolgate/protocol/directory/places'
import type { Change } from '@schoolgate/protocol/directory/records'
import { addDays } from '../../text/day.ts'

/** What of a shift is edited; its days are the business of the functions here. */
export type ShiftDraft = Pick<Shift, 'name' | 'of' | 'bells' | 'graceMin'>

/** Shifts of one name and kind over time, the newest first. Classes name the newest record's id. */
export interface ShiftLine {
  key: string
  name: string
  of: Shift['of']
  /** newest first */
  versions: Shift[]
}

const opens = (s: Shift): string => s.from ?? ''

/** A school's shifts, pupils' first, then by their first bell. */
export function shiftLines(shifts: readonly Shift[]): ShiftLine[] {
  const lines = [...Map.groupBy(shifts, s => `${s.of}:${s.name}`)].map(([key, all]): ShiftLine => {
    const versions = [...all].sort((a, b) => (opens(a) < opens(b) ? 1 : -1))
    return { key, name: all[0]?.name ?? '', of: all[0]?.of ?? 'student', versions }
  })
  const first = (l: ShiftLine): string => l.versions[0]?.bells[0]?.from ?? ''
  return lines.sort((a, b) => (a.of !== b.of ? (a.of === 'student' ? -1 : 1) : first(a) < first(b) ? -1 : 1))
}

/** The version that holds on a day. */
export const versionOn = (line: ShiftLine, day: string): Shift | undefined =>
  line.versions.find(s => (s.from ?? '') <= day && (s.to === null || day <= s.to))

/** Other bells from a day on: the record that holds ends the day before, and a new one takes over its end. */
export function changeFrom(
  line: ShiftLine,
  draft: ShiftDraft,
  day: string,
  id: string,
  place: string,
): Change[] {
  const now = versionOn(line, day)
  // nothing held before: the first version from that day; or the very first day of what holds: no old days to keep
  if (now && now.from === day) return [{ op: 'put', kind: 'shift', record: { ...now, ...draft } }]
  const later = line.versions
    .map(s => s.from)
    .filter(d => d !== null && d > day)
    .sort()[0]
  const to = now ? now.to : later ? addDays(later, -1) : null
  const changes: Change[] = []
  if (now) changes.push({ op: 'put', kind: 'shift', record: { ...now, to: addDays(day, -1) } })
  changes.push({ op: 'put', kind: 'shift', record: { id, place, ...draft, from: day, to } })
  return changes
}

/** The record itself set right, over all the days it held: for a slip of the pen. */
export const correctVersion = (version: Shift, draft: ShiftDraft): Change[] => [
  { op: 'put', kind: 'shift', record: { ...version, ...draft } },
]
