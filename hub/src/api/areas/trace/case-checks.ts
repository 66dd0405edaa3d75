import type { Case } from '@schoolgate/protocol/trace/case'
import { bad } from './faults.ts'

type Dates = Pick<Case, 'asymptomatic' | 'onset' | 'tested' | 'isolated' | 'symptomFree'>

/** @throws problem bad-input when a case's own words contradict each other, or the calendar */
export function checkDates(case_: Dates, today: string): void {
  const { asymptomatic, onset, tested, symptomFree } = case_
  if (asymptomatic && onset !== null) throw bad('onset', 'without symptoms there is no onset')
  for (const [where, day] of Object.entries({ onset, tested, symptomFree }))
    if (day !== null && day > today) throw bad(where, 'still to come')
  if (symptomFree !== null && onset !== null && symptomFree < onset)
    throw bad('symptomFree', 'before the onset')
}
