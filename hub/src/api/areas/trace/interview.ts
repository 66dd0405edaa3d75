import type { Interview, NamedDraft } from '@schoolgate/protocol/http/trace-case'
import type { NamedContact } from '@schoolgate/protocol/trace/case'
import type { ScopedCase } from '../../../scope/trace-types.ts'
import type { QuestionRow } from '../../../store/trace-types.ts'
import { windowOf } from '../../../trace/window.ts'
import { found, problem } from '../../problems.ts'
import { localAt, todayAt, zoneOf } from '../directory/place-time.ts'
import { answerOf } from './answer.ts'
import { type Asking, record } from './ask.ts'
import { lineOf } from './cases.ts'
import { digestOf } from './digest.ts'
import { newId } from './ids.ts'
import { withNames } from './lines.ts'
import { currentPackAt } from './packs.ts'
import { checkQuestion } from './question.ts'

/** What the log says of an interview, which is a timeline with another face. */
const NOTE = 'interview'

/**
 * A case's days to jog the memory. It names others, so it stands in the log as a timeline: one line a day and officer.
 * @throws problem conflict when a timeline of this case needs a second officer
 */
export async function interview(asking: Asking, of: ScopedCase): Promise<Interview> {
  const { deps, scope, officer } = asking
  const place = found(await scope.place(of.row.place))
  const { person } = of.row
  const window = windowOf(await currentPackAt(scope, place), of.row, localAt(deps, await zoneOf(place)))
  const request = {
    ...({ kind: 'timeline', purpose: 'case-contacts', note: NOTE, case: of.row.id } as const),
    ...{ person, ...window },
  }
  const question = await checkQuestion(deps, scope, place, request)
  if (question.approval !== null) throw problem('conflict', { where: 'approval', detail: question.approval })
  const row = (await todays(asking, of, question.timeZone)) ?? {
    ...{ id: newId(), at: deps.now(), officer: officer.id, by: officer.name },
    ...{ kind: 'timeline', purpose: request.purpose, note: NOTE, place: place.row.id, case: of.row.id },
    ...{ asked: 1, pack: null, request: JSON.stringify(request), state: 'answered', approval: null },
    ...{ size: null, answers: 0, grade: null, digest: null },
  }
  if (row.answers === 0 && !(await scope.tracing().putQuestion(row))) throw problem('not-found')
  const answer = await answerOf(asking, question)
  if (answer.kind !== 'timeline') throw new Error(`a timeline was answered with ${answer.kind}`)
  await record(asking, row, { answer, digest: digestOf(answer), at: deps.now() }, 'shown')
  const named = await of.named()
  const people = await scope.tracing().people(named.flatMap(n => (n.person ? [n.person] : [])))
  return {
    case: await lineOf(of),
    timeZone: answer.timeZone,
    days: answer.days.map(({ day, taught, why, seen, blocks }) => ({ day, taught, why, seen, blocks })),
    named: withNames(named, people),
  }
}

async function todays(
  { deps, officer }: Asking,
  of: ScopedCase,
  timeZone: string,
): Promise<QuestionRow | undefined> {
  const today = deps.localDay(timeZone)
  return (await of.questions()).find(
    row =>
      row.kind === 'timeline' &&
      row.note === NOTE &&
      row.officer === officer.id &&
      deps.localDay(timeZone, row.at) === today,
  )
}

/** Keeps whom a case named. @throws problem bad-input, or not-found for somebody outside */
export async function addNamed(
  { deps, scope, officer }: Asking,
  of: ScopedCase,
  draft: NamedDraft,
): Promise<NamedContact & { name: string }> {
  const bad = (where: string, detail: string) => problem('bad-input', { where: `json:${where}`, detail })
  if (draft.person === null && draft.who.trim() === '') throw bad('who', 'neither a person nor words')
  if (draft.person === of.row.person) throw bad('person', 'the case itself')
  if (draft.day > (await todayAt(deps, of.place))) throw bad('day', 'still to come')
  const row: NamedContact = {
    ...draft,
    ...{ id: newId(), case: of.row.id, at: deps.now(), by: officer.name },
  }
  if (!(await of.putNamed(row))) throw problem('not-found', { where: 'json:person' })
  const people = await scope.tracing().people(row.person ? [row.person] : [])
  const [line] = withNames([row], people)
  return found(line)
}
