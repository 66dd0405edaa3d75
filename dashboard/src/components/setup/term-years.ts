import type { Term } from '@schoolgate/protocol/directory/places'
import type { Change } from '@schoolgate/protocol/directory/records'
import { daysBetween, daysOf, isTaught, type TaughtBy } from '../attendance/days.ts'

/** A school year with its parts in order, or parts that belong to none. */
export interface TermYear {
  year: Term | undefined
  parts: TermLine[]
}

export interface TermLine {
  term: Term
  /** steps below the year: a quarter of a semester is 1 */
  depth: number
  /** per cent of the year, from the left */
  from: number
  width: number
  /** free days before it since the part before */
  pause: number
}

const inOrder = (a: Term, b: Term): number =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : a.to > b.to ? -1 : 1

/** Newest school year first; what hangs on nothing comes last. */
export function termYears(terms: readonly Term[]): TermYear[] {
  const ids = new Set(terms.map(t => t.id))
  const under = Map.groupBy(terms, t =>
    t.parent !== null && ids.has(t.parent) && t.parent !== t.id ? t.parent : '',
  )
  const roots = under.get('') ?? []
  const years = roots.filter(t => t.kind === 'schoolYear').sort((a, b) => -inOrder(a, b))
  const loose = roots.filter(t => t.kind !== 'schoolYear').sort(inOrder)
  const made = years.map(year => ({ year, parts: lines(year, under, year.id) }))
  if (loose.length === 0) return made
  const span = {
    from: loose[0]?.from ?? '',
    to:
      loose
        .map(t => t.to)
        .sort()
        .at(-1) ?? '',
  }
  return [...made, { year: undefined, parts: loose.map((term, i) => line(term, span, 0, loose[i - 1])) }]
}

function lines(year: Term, under: ReadonlyMap<string, Term[]>, parent: string, depth = 0): TermLine[] {
  const own = [...(under.get(parent) ?? [])].sort(inOrder)
  if (depth > 4) return []
  return own.flatMap((term, i) => [
    line(term, year, depth, own[i - 1]),
    ...lines(year, under, term.id, depth + 1),
  ])
}

function line(
  term: Term,
  year: { from: string; to: string },
  depth: number,
  before: Term | undefined,
): TermLine {
  const whole = Math.max(1, daysBetween(year.from, year.to) + 1)
  const percent = (days: number): number => Math.min(100, Math.max(0, (100 * days) / whole))
  const from = percent(daysBetween(year.from, term.from))
  const to = percent(daysBetween(year.from, term.to) + 1)
  const pause = before ? Math.max(0, daysBetween(before.to, term.from) - 1) : 0
  return { term, depth, from, width: Math.max(0, to - from), pause }
}

/** School days of a term, as the calendar stands. */
export const taughtIn = (term: Term, by: TaughtBy): number =>
  daysOf(term).filter(day => isTaught(day, by)).length

/** A term put down, with the year it belongs to lengthened to hold it. */
export function putTerm(term: Term, terms: readonly Term[]): Change[] {
  const changes: Change[] = []
  let at: Term | undefined = term
  for (let i = 0; at && at.parent !== null && i < 5; i++) {
    const parent: Term | undefined = terms.find(t => t.id === at?.parent)
    if (!parent || parent.id === at.id) break
    const from: string = at.from < parent.from ? at.from : parent.from
    const to: string = at.to > parent.to ? at.to : parent.to
    if (from === parent.from && to === parent.to) break
    at = { ...parent, from, to }
    changes.push({ op: 'put', kind: 'term', record: at })
  }
  // years before their parts, as each may refer only to what is there
  return [...changes.reverse(), { op: 'put', kind: 'term', record: term }]
}

/** A term and everything below it, parts first. */
export function removeTerm(id: string, terms: readonly Term[], depth = 0): Change[] {
  const below = depth > 4 ? [] : terms.filter(t => t.parent === id && t.id !== id)
  return [...below.flatMap(t => removeTerm(t.id, terms, depth + 1)), { op: 'remove', kind: 'term', id }]
}
