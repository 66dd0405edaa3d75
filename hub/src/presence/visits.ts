import type { PersonDay, PersonEntry, VisitRow } from '../store/presence-types.ts'

type Visit = Pick<VisitRow, 'in' | 'out' | 'outInferred'>

/** Cards that do not show who carries them: lost and found again, or made by somebody else. */
const NOT_THEIRS = new Set(['card-revoked', 'card-reissued', 'card-forged', 'card-foreign'])

/**
 * Whether an entry says where a known person is. Coming in counts with `pass`, and with `isolate` and `refer`
 * too: that child is on the site, with an adult, and is looked for in a fire. `recheck` waits outside. Going out
 * counts whatever the verdict: nobody is held at the exit.
 */
export function countsAsPresence(entry: Pick<PersonEntry, 'direction' | 'verdict' | 'reasons'>): boolean {
  if (entry.reasons.some(reason => NOT_THEIRS.has(reason))) return false
  return entry.direction === 'out' || entry.verdict !== 'recheck'
}

/**
 * Presence intervals of one person's entries of one day at one site, in any order. An `in` opens a visit; an
 * `out` closes it; a second `in` ends the open visit there, inferred, and opens the next. An `out` with nothing
 * open says that somebody was inside until then since an unknown time: a visit of no length. The timetable tells those
 * who read it since when.
 */
export function visits(entries: PersonEntry[]): Visit[] {
  const built: Visit[] = []
  let open: Visit | undefined
  for (const entry of counted(entries)) {
    if (entry.direction === 'in') {
      if (open?.in === entry.at) continue
      if (open !== undefined) {
        open.out = entry.at
        open.outInferred = true
      }
      open = { in: entry.at, out: undefined, outInferred: false }
      built.push(open)
    } else if (open !== undefined) {
      open.out = entry.at
      open = undefined
    } else built.push({ in: entry.at, out: entry.at, outInferred: false })
  }
  // Two visits may not begin at one moment: in, out and in within the same millisecond is one stay.
  return built.filter((visit, i) => built[i + 1]?.in !== visit.in)
}

/** What the same entries add to the day's counters. */
export function personDay(entries: PersonEntry[]): PersonDay {
  const day: PersonDay = { in: 0, out: 0, onSite: false, firstIn: undefined }
  for (const entry of counted(entries)) {
    day.onSite = entry.direction === 'in'
    if (entry.direction === 'out') {
      day.out++
      continue
    }
    day.in++
    if (entry.verdict === 'pass') day.firstIn ??= entry.at
  }
  return day
}

/** Counted entries by time; equal times by kiosk, journal and seq, so that every order of arrival agrees. */
const counted = (entries: PersonEntry[]): PersonEntry[] =>
  entries
    .filter(countsAsPresence)
    .sort(
      (a, b) => a.at - b.at || compare(a.kiosk, b.kiosk) || compare(a.journal, b.journal) || a.seq - b.seq,
    )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
