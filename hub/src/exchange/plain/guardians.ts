import { fold } from '@schoolgate/protocol/fold'
import { tidy } from '../cells.ts'
import { fault } from '../fault-codes.ts'
import type { RosterLink, RosterPerson } from '../model.ts'
import type { Row } from '../row.ts'
import { splitName } from './name.ts'
import type { PlainWork } from './read.ts'
import { plainSource } from './source.ts'
import { relationInHeading, relationOf } from './words.ts'

/**
 * A pupil's guardians, of one or several sets of columns: the first name goes with the first telephone. A guardian
 * with the same name and number is the same person for every child.
 */
export function readGuardians(row: Row, work: PlainWork, child: RosterPerson): void {
  const { columns, roster } = work
  const names = columns.get('guardianName') ?? []
  const phones = columns.get('guardianPhone') ?? []
  const relations = columns.get('guardianRelation') ?? []
  let any = false
  for (let i = 0; i < Math.max(names.length, phones.length, relations.length); i++) {
    const [nameColumn, phoneColumn, relationColumn] = [names[i], phones[i], relations[i]]
    const name = nameColumn === undefined ? '' : row.name(nameColumn, 180)
    const phone = phoneColumn === undefined ? null : (row.phone(phoneColumn) ?? null)
    const relation = relationColumn === undefined ? '' : tidy(row.raw(relationColumn))
    if (name === '') {
      const lonely = phone !== null ? phoneColumn : relation !== '' ? relationColumn : undefined
      if (lonely !== undefined) row.report(fault('guardian-name-missing', row.spot(lonely)))
      continue
    }
    if (child.role !== 'student') {
      row.report(fault('guardian-of-adult', row.spot(nameColumn ?? '')))
      continue
    }
    any = true
    const guardian = guardianOf(row, work, child, name, phone)
    const key = `${guardian}\n${child.source}`
    if (work.linked.has(key)) continue
    work.linked.add(key)
    const heading = nameColumn ?? ''
    roster.links.push({
      guardian,
      child: child.source,
      ...relationTo(row, relationColumn, relation, heading),
    })
  }
  // An empty cell takes nobody away, nor does a table that is not complete.
  if (any && work.complete) child.linked = true
}

function guardianOf(
  row: Row,
  work: PlainWork,
  child: RosterPerson,
  name: string,
  phone: string | null,
): string {
  const { roster, known, locale } = work
  const digits = phone?.replace(/\D/g, '') ?? ''
  const source = plainSource(known.place.id, 'guardian', digits || child.source, fold(name))
  if (!roster.people.has(source)) {
    const parts = splitName(name, locale)
    roster.people.set(source, {
      source,
      file: row.file,
      line: row.line,
      homes: [known.place.source],
      settled: true,
      role: 'guardian',
      ...parts,
      given: [...parts.given].slice(0, 60).join(''),
      phone,
      linked: false,
    })
  }
  return source
}

function relationTo(
  row: Row,
  column: string | undefined,
  text: string,
  heading: string,
): Pick<RosterLink, 'relation' | 'exact'> {
  const said = text === '' ? undefined : relationOf(text)
  if (said !== undefined) return { relation: said, exact: true }
  if (text !== '' && column !== undefined) row.report(fault('relation-unknown', row.spot(column)))
  const implied = relationInHeading(heading)
  return implied ? { relation: implied, exact: true } : { relation: 'guardian', exact: false }
}
