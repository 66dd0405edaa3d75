import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Known, RosterTerm } from '../model.ts'
import type { Draft } from './draft.ts'
import { cycleFrom } from './link-orgs.ts'

/** Academic sessions to terms. They are shared by all schools, so their faults keep the whole file back. */
export function linkTerms(draft: Draft, known: Known, faults: FaultBook): Map<string, RosterTerm> {
  const file = draft.names.academicSessions
  const terms = new Map<string, RosterTerm>()
  const told = new Set<string>()
  for (const row of draft.academicSessions.values()) {
    const spot = { file, line: row.line }
    if (row.parent !== '') {
      const parent = draft.academicSessions.get(row.parent)
      const at = { ...spot, column: 'parentSourcedId', value: row.parent }
      if (parent === undefined && !known.terms.has(row.parent))
        faults.add(fault('session-parent-unknown', at))
      const cycle = cycleFrom(row.id, id => draft.academicSessions.get(id)?.parent)
      if (cycle !== undefined && !cycle.some(id => told.has(id))) {
        for (const id of cycle) told.add(id)
        faults.add(fault('session-cycle', at, { path: [...cycle, cycle[0]].join(' > ') }))
      }
      if (parent?.from && parent.to && row.from && row.to && (row.from < parent.from || row.to > parent.to)) {
        const column = row.from < parent.from ? 'startDate' : 'endDate'
        const value = row.from < parent.from ? row.from : row.to
        faults.add(
          fault('session-outside-parent', { ...spot, column, value }, { from: parent.from, to: parent.to }),
        )
      }
    }
    if (row.type === 'schoolYear' && row.year !== null && row.to && row.to.slice(0, 4) !== String(row.year)) {
      const at = { ...spot, column: 'schoolYear', value: String(row.year) }
      faults.add(fault('session-year', at, { year: row.to.slice(0, 4) }))
    }
    if (row.type === undefined || row.from === null || row.to === null || row.year === null) continue
    terms.set(row.id, {
      source: row.id,
      name: row.title,
      kind: row.type,
      from: row.from,
      to: row.to,
      year: row.year,
      parent: row.parent === '' ? null : row.parent,
      ...(row.schools.length > 0 && { schools: row.schools }),
    })
  }
  return terms
}

/** Whether a session is in the file or here, as far as that can be told. */
export const hasTerm = (id: string, draft: Draft, known: Known): boolean =>
  draft.academicSessions.has(id) || known.terms.has(id) || draft.partial.has('academicSessions')
