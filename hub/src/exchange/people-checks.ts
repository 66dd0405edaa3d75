import type { PersonRole } from '@schoolgate/protocol/directory/person'
import { yearsBetween } from './cells.ts'
import { fault, type ImportFault, type Spot } from './fault-codes.ts'

/** Before it nobody alive was born. */
const FIRST_YEAR = 1900
/** Years of age that are usual for a role; beyond them somebody should look. */
const AGES: Partial<Record<PersonRole, readonly [number, number]>> = {
  student: [3, 25],
  teacher: [17, 90],
  staff: [15, 90],
  guardian: [15, 110],
}

export function checkBirth(
  birth: string,
  role: PersonRole | undefined,
  today: string,
  spot: Spot,
): ImportFault | undefined {
  if (birth > today) return fault('birth-future', spot)
  if (birth < `${FIRST_YEAR}-01-01`) return fault('birth-too-early', spot, { year: String(FIRST_YEAR) })
  const [least, most] = (role && AGES[role]) ?? [0, 130]
  const age = yearsBetween(birth, today)
  return age < least || age > most ? fault('age-unlikely', spot, { age: String(age) }) : undefined
}
