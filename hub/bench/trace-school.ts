import type { Change } from '@schoolgate/protocol/directory/records'
import { asChanges, enrolment, group, type Made } from '../demo/records.ts'
import { type BenchSchool, benchSchool } from './directory-school.ts'
import { siteId } from './trace-generator.ts'

/** School `s` of the directory bench with seats, lunch tables, buses, language halves and households besides. */
export function traceSchool(s: number, people: number, year: { from: string; to: string }): BenchSchool {
  const school = benchSchool(s, people, year)
  const { place } = school
  const pupils = school.people.filter(person => person.role === 'student')
  const made: Required<Pick<Made, 'group' | 'enrolment' | 'seatPlan'>> = {
    group: [],
    enrolment: [],
    seatPlan: [],
  }
  const gather = (
    kind: 'table' | 'bus' | 'household' | 'half',
    n: number,
    members: readonly { id: string }[],
    parent: string | null,
  ) => {
    const id = `${place}-${kind}-${n}`
    made.group.push(group({ id, place, kind, name: `${kind} ${n}`, parent }))
    const role = kind === 'half' ? 'student' : 'member'
    for (const member of members) made.enrolment.push(enrolment({ id, place, from: null }, member.id, role))
  }
  for (const [c, id] of school.classes.entries()) {
    const own = pupils.filter(person => person.group === id)
    made.seatPlan.push({
      ...{ id: `${id}-seats`, place, group: id, room: `${id}-room`, rows: 5, columns: 6, aisles: [1, 3] },
      seats: own
        .slice(0, 30)
        .map((person, i) => ({ person: person.id, row: Math.floor(i / 6), column: i % 6 })),
      ...{ from: null, to: null },
    })
    for (let t = 0; t * 8 < own.length; t++) gather('table', c * 10 + t, own.slice(t * 8, t * 8 + 8), null)
    for (const half of [0, 1])
      gather(
        'half',
        c * 2 + half,
        own.filter((_, i) => i % 2 === half),
        id,
      )
  }
  for (let b = 0; b * 60 < pupils.length; b++)
    gather(
      'bus',
      b,
      pupils.slice(b * 60, b * 60 + 60).filter((_, i) => i % 3 === 0),
      null,
    )
  for (let h = 0; h + 400 < pupils.length; h += 3)
    gather('household', h, [pupils[h], pupils[h + 400]] as { id: string }[], null)
  const renamed = JSON.parse(
    JSON.stringify(school.changes).replaceAll(`"site-${s}"`, `"${siteId(s)}"`),
  ) as Change[]
  return { ...school, changes: [...renamed, ...asChanges(made)] }
}
