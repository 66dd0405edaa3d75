import type { Shift } from '@schoolgate/protocol/directory/places'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { weekdayOf } from '../../text/day.ts'
import { holdsOn } from './days.ts'

/** A row of the week: the nth lesson of a shift, with its bell where the shift has one. */
export interface BellRow {
  key: string
  shift: string
  number: number
  from: string | null
  to: string | null
}

/** The pupils' shifts that hold on one of these days, each name once with its newest bells, earliest first. */
export function shiftsOf(shifts: readonly Shift[], days: readonly string[]): Shift[] {
  const byName = new Map<string, Shift>()
  for (const shift of shifts) {
    if (shift.of !== 'student' || !days.some(day => holdsOn(shift, day))) continue
    const other = byName.get(shift.name)
    if (!other || (other.from ?? '') < (shift.from ?? '')) byName.set(shift.name, shift)
  }
  return [...byName.values()].sort(
    (a, b) => (a.bells[0]?.from ?? '').localeCompare(b.bells[0]?.from ?? '') || a.name.localeCompare(b.name),
  )
}

/** Name of a group's shift, which it keeps by id. */
export const shiftNameOf = (
  shifts: readonly Shift[],
  group: { shift: string | null } | undefined,
): string | undefined =>
  group?.shift == null
    ? undefined
    : (shifts.find(s => s.id === group.shift)?.name ?? shifts.find(s => s.name === group.shift)?.name)

/**
 * The rows of a week: every bell of the shifts wanted and of those that have a lesson, and numbers beyond the bells
 * where somebody has such a lesson.
 */
export function rowsOf(
  lessons: readonly HeldLesson[],
  shifts: readonly Shift[],
  days: readonly string[],
  wanted: readonly string[],
): BellRow[] {
  const known = shiftsOf(shifts, days)
  const used = new Set([...wanted, ...lessons.map(l => l.lesson.shift)])
  const names = [...known.filter(s => used.has(s.name)).map(s => s.name)]
  for (const name of used) if (!names.includes(name)) names.push(name)
  return names.flatMap(shift => {
    const bells = known.find(s => s.name === shift)?.bells ?? []
    const most = lessons.reduce(
      (n, l) => (l.lesson.shift === shift ? Math.max(n, l.lesson.number) : n),
      bells.length,
    )
    return Array.from({ length: most }, (_, i) => ({
      key: `${shift} ${i + 1}`,
      shift,
      number: i + 1,
      from: bells[i]?.from ?? null,
      to: bells[i]?.to ?? null,
    }))
  })
}

/** Lessons by day and row; several at once are the halves of a class, by group. */
export function cellsOf(lessons: readonly HeldLesson[]): ReadonlyMap<string, readonly HeldLesson[]> {
  const cells = new Map<string, HeldLesson[]>()
  for (const held of lessons) {
    const key = cellKey(held.day, held.lesson)
    const cell = cells.get(key)
    if (cell) cell.push(held)
    else cells.set(key, [held])
  }
  for (const cell of cells.values())
    cell.sort(
      (a, b) => a.lesson.group.localeCompare(b.lesson.group) || a.lesson.id.localeCompare(b.lesson.id),
    )
  return cells
}
export const cellKey = (day: string, { shift, number }: { shift: string; number: number }): string =>
  `${day} ${shift} ${number}`

/** Monday to Friday, and a weekend's day that is taught or has a lesson. */
export const daysShown = (
  week: readonly string[],
  taught: ReadonlySet<string>,
  lessons: readonly HeldLesson[],
): string[] => week.filter(day => weekdayOf(day) <= 5 || taught.has(day) || lessons.some(l => l.day === day))
