import { PLAIN_FIELDS, type PlainField } from '@schoolgate/protocol/directory/words'
import { tidy } from '../cells.ts'
import { fault, type ImportFault } from '../fault-codes.ts'
import { headingField } from './words.ts'

export type Mapping = Record<string, PlainField | null>

/** Fields that more than one column may fill: two guardians, several clubs. */
const REPEATED: readonly PlainField[] = ['guardianName', 'guardianPhone', 'guardianRelation', 'club', 'bus']

/** Headings told apart: a second "Phone" is "Phone (2)"; an empty one is its place, "#3". */
export function uniqueHeadings(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell, i) => {
    const name = tidy(cell) || `#${i + 1}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

/** What each column probably means, by its heading; a column nobody knows is left out. */
export function guessMapping(header: readonly string[]): Mapping {
  const taken = new Set<PlainField>()
  const mapping: Mapping = {}
  for (const heading of header) {
    const field = headingField(heading.replace(/ \(\d+\)$/, ''))
    const usable = field !== undefined && (REPEATED.includes(field) || !taken.has(field))
    if (usable) taken.add(field)
    mapping[heading] = usable ? field : null
  }
  // A column of whole names and one of given names do not go together.
  if (taken.has('family') && taken.has('given')) {
    for (const heading of header) if (mapping[heading] === 'name') mapping[heading] = null
  }
  return mapping
}

/** What makes a mapping unfit. */
export function checkMapping(mapping: Mapping, header: readonly string[], file: string): ImportFault[] {
  const faults: ImportFault[] = []
  const used = new Map<PlainField, string>()
  for (const heading of header) {
    const field = mapping[heading]
    if (!field || !PLAIN_FIELDS.includes(field)) continue
    if (used.has(field) && !REPEATED.includes(field))
      faults.push(fault('mapping-twice', { file, column: heading, value: heading }, { field }))
    used.set(field, heading)
  }
  if (!used.has('name') && !used.has('given'))
    faults.push(fault('mapping-missing', { file }, { field: 'name' }))
  return faults
}
