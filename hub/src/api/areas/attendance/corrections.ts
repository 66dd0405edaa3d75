import type { Correction } from '@schoolgate/protocol/attendance/mark'
import type { CorrectionRequest } from '@schoolgate/protocol/http/attendance'
import type { ScopedPerson } from '../../../scope/types.ts'
import { found, problem } from '../../problems.ts'

/** A teacher's word with whose it is. @throws problem bad-input for a reason to be away of somebody who is here */
export function correctionOf(request: CorrectionRequest, by: string, at: number): Correction {
  const away = request.mark === 'absent' || request.mark === 'excused'
  if (!away && request.reason !== null) throw problem('bad-input', { where: 'json:reason' })
  return { ...request, by, at: Math.floor(at) }
}

/**
 * Sets or takes back the word on a day, or on one lesson of it.
 * @throws problem not-found for a lesson of elsewhere, conflict for a day on which nobody expects that person
 */
export async function correct(
  person: ScopedPerson,
  day: string,
  lesson: string | undefined,
  correction: Correction | null,
): Promise<void> {
  if (lesson === undefined) {
    if (!(await person.correct(day, correction))) throw problem('conflict', { where: 'path:day' })
    return
  }
  found(await person.place.get('lesson', lesson))
  const rows = await person.attendance(day, day)
  if (correction !== null && rows.length === 0) throw problem('conflict', { where: 'path:day' })
  await person.correctLesson(day, lesson, correction)
}
