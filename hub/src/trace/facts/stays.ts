import type { PresenceSheet } from '../../store/trace-types.ts'
import { FLAGS } from './flags.ts'
import type { SchoolBook } from './school-book.ts'
import { scannedOut, sheetIndex } from './sheet-index.ts'
import type { Stretch } from './stretch.ts'

/** Of a way that was not scanned. */
const NO_GATE = 255

/** A stretch somebody was on a site, from scan to scan or to where it must have ended. */
export interface Stay extends Stretch {
  school: SchoolBook
  site: string
  /** the way out was not scanned: `to` is inferred */
  open: boolean
  /** the way in was not scanned: `from` is inferred */
  unseen: boolean
  flags: number
}

/** Ends a stay may have, the likeliest first: the first that lies after its beginning is taken. */
export type EndsOf = (school: SchoolBook) => readonly number[]
/** When somebody was due first, epoch ms; 0: not at all. */
export type DueOf = (school: SchoolBook) => number

/**
 * Somebody's day over all sites, in order of coming. A stay without a scan on the way out ends where they were due
 * last, and never after they came in again. One without a scan on the way in begins where they were due first, and never
 * before they left last. Stays at two sites that overlap mark each other.
 */
export function staysOf(
  schools: readonly SchoolBook[],
  person: string,
  day: string,
  ends: EndsOf,
  due: DueOf,
): Stay[] {
  const stays: Stay[] = []
  for (const school of schools) {
    for (const sheet of school.sheets(day)) {
      for (const row of sheetIndex(sheet).rows(person)) stays.push(read(school, sheet, row))
    }
  }
  if (stays.length === 0) return stays
  if (stays.length === 1) {
    const only = stays[0] as Stay
    if (only.open) only.to = endOf(only, [], day, ends)
    else if (only.unseen) begin(only, 0, due)
    return stays
  }
  stays.sort(inOrder)
  for (const [i, stay] of stays.entries()) if (stay.open) stay.to = endOf(stay, stays.slice(i + 1), day, ends)
  let left = 0
  for (const stay of stays) {
    if (stay.unseen) begin(stay, left, due)
    left = Math.max(left, stay.to)
  }
  markTwoPlaces(stays)
  return stays
}

/** Of a leaving and a coming at one moment the leaving is first; ends that are not known yet decide nothing. */
const inOrder = (a: Stay, b: Stay): number =>
  a.from - b.from ||
  (a.site < b.site ? -1 : a.site > b.site ? 1 : Number(b.unseen) - Number(a.unseen) || a.to - b.to || 0)

function begin(stay: Stay, left: number, due: DueOf): void {
  const since = due(stay.school)
  if (since === 0 || Math.max(since, left) >= stay.to) return
  stay.from = Math.max(since, left)
  stay.flags |= FLAGS['presence-inferred']
}

function read(school: SchoolBook, sheet: PresenceSheet, row: number): Stay {
  const open = !scannedOut(sheet, row)
  return {
    school,
    site: sheet.site,
    from: sheet.in[row] as number,
    to: sheet.out[row] as number,
    open,
    // Seen leaving, not coming: such a visit has no length.
    unseen: !open && sheet.in[row] === sheet.out[row] && sheet.gateIn[row] === NO_GATE,
    flags: (open ? FLAGS['end-inferred'] : 0) | (sheet.uncertain[row] === 1 ? FLAGS.clock : 0),
  }
}

function endOf(stay: Stay, later: readonly Stay[], day: string, ends: EndsOf): number {
  let end = ends(stay.school).find(at => at > stay.from)
  if (end === undefined) end = Number.isNaN(stay.to) ? stay.school.clock.day(day).to : stay.to
  if (!Number.isNaN(stay.to) && stay.to < end) end = stay.to
  const next = later.find(other => other.from > stay.from)
  return next && next.from < end ? next.from : end
}

function markTwoPlaces(stays: readonly Stay[]): void {
  for (const [i, a] of stays.entries()) {
    for (const b of stays.slice(i + 1)) {
      if (a.site === b.site || a.from >= b.to || b.from >= a.to) continue
      a.flags |= FLAGS['two-places']
      b.flags |= FLAGS['two-places']
    }
  }
}
