import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { z } from 'zod'
import type { PersonRow } from '../store/place-types.ts'
import { readCsv } from './csv-read.ts'

export type RollPerson = Pick<PersonRow, 'name' | 'given' | 'group' | 'role'>
/** Names the line and the column at fault, never what stands there. */
export interface RollFault {
  line: number
  column: string
}

const COLUMNS = ['name', 'given', 'group', 'role'] as const
const rollPersonSchema = z.object({
  name: z.string().trim().min(1).max(120),
  given: z.string().trim().min(1).max(60),
  group: z.string().trim().max(40),
  role: z.enum(['student', 'staff', 'visitor']),
})

/** A school's roll from a table with the header `name,given,group,role`, in any order of columns. */
export function readRoll(text: string): Result<RollPerson[], RollFault> {
  const table = readCsv(text)
  if (!table.ok) return fail({ line: table.error.line, column: '(quotes)' })
  const [header = [], ...rows] = table.value
  const places = COLUMNS.map(
    column => [column, header.findIndex(h => h.trim().toLowerCase() === column)] as const,
  )
  const missing = places.find(([, place]) => place < 0)
  if (missing) return fail({ line: 1, column: missing[0] })

  const people: RollPerson[] = []
  for (const [i, row] of rows.entries()) {
    const parsed = rollPersonSchema.safeParse(
      Object.fromEntries(places.map(([column, place]) => [column, row[place]])),
    )
    if (!parsed.success) return fail({ line: i + 2, column: String(parsed.error.issues[0]?.path[0] ?? '') })
    people.push(parsed.data)
  }
  return ok(people)
}
