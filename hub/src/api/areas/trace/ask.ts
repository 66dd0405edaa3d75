import {
  type QuestionReply,
  type QuestionRequest,
  questionRequestSchema,
} from '@schoolgate/protocol/http/trace-question'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { QuestionRow } from '../../../store/trace-types.ts'
import type { ApiDeps, ApiSession } from '../../deps.ts'
import { found, problem } from '../../problems.ts'
import { answerOf } from './answer.ts'
import type { KeptAnswer, NewestAnswers } from './answers.ts'
import { digestOf, gradeOf, sizeOf } from './digest.ts'
import { newId } from './ids.ts'
import { questionLine } from './lines.ts'
import { checkQuestion, type Question } from './question.ts'
import type { Turns } from './turns.ts'

/** People asked about who make no question a wide one. */
const FEW = 10

/** Who asks, and what answering needs. */
export interface Asking {
  deps: Pick<ApiDeps, 'now' | 'localDay'>
  scope: Scope
  officer: ApiSession['officer']
  newest: NewestAnswers
  /** questions about many, which hold much in memory, are answered one at a time */
  wide: Turns
}

/**
 * Keeps a question, then answers it. What is asked is on record before anybody is named.
 * @throws problem when the request contradicts itself or speaks of what is outside
 */
export async function ask(
  asking: Asking,
  place: ScopedPlace,
  request: QuestionRequest,
): Promise<QuestionReply> {
  const { deps, scope, officer } = asking
  const question = await checkQuestion(deps, scope, place, request)
  const row: QuestionRow = {
    ...{ id: newId(), at: deps.now(), officer: officer.id, by: officer.name },
    ...{ kind: request.kind, purpose: request.purpose, note: request.note, place: place.row.id },
    ...{ case: request.case, asked: question.count, pack: question.pack },
    // The pack is pinned: asked again, the question is the same one.
    request: JSON.stringify(
      question.kind === 'list' && question.pack ? { ...request, pack: question.pack } : request,
    ),
    state: question.approval === null ? 'answered' : 'waiting',
    approval:
      question.approval === null ? null : { why: question.approval, by: null, officer: null, at: null },
    ...{ size: null, answers: 0, grade: null, digest: null },
  }
  if (!(await scope.tracing().putQuestion(row))) throw problem('not-found')
  if (row.state === 'waiting') return { question: questionLine(row), answer: null, changed: false }
  return reply(row, await tell(asking, row, question), null)
}

/**
 * Answers a kept question with what is known now.
 * @throws problem conflict while it waits, forbidden when it was approved for another officer
 */
export async function askAgain(asking: Asking, row: QuestionRow): Promise<QuestionReply> {
  mayTell(asking, row)
  // Officers of another place see others: their digest is no measure of this one.
  const before = await asking.scope.tracing().toldHere(row.id)
  return reply(row, await tell(asking, row, await checkedAgain(asking, row)), before)
}

/** @throws problem conflict while a question waits for a second officer, forbidden when it was approved for another */
export function mayTell({ officer }: Pick<Asking, 'officer'>, row: QuestionRow): void {
  if (row.state === 'waiting' || row.state === 'refused')
    throw problem('conflict', { where: 'approval', detail: row.state })
  if (row.state === 'approved' && row.officer !== officer.id)
    throw problem('forbidden', { where: 'approval', detail: 'approved for who asked' })
}

/**
 * Approves or refuses another officer's waiting question.
 * @throws problem forbidden for one's own, conflict when it does not wait
 */
export async function decide(
  { deps, scope, officer }: Asking,
  row: QuestionRow,
  state: 'approved' | 'refused',
): Promise<QuestionRow> {
  if (row.state !== 'waiting' || !row.approval)
    throw problem('conflict', { where: 'approval', detail: row.state })
  if (row.officer === officer.id)
    throw problem('forbidden', { where: 'approval', detail: 'not by who asked' })
  const approval = { why: row.approval.why, by: officer.name, officer: officer.id, at: deps.now() }
  const decided: QuestionRow = { ...row, state, approval }
  if (!(await scope.tracing().putQuestion(decided))) throw problem('not-found')
  return decided
}

/** A kept question with everything it speaks of, as it is now. */
export async function checkedAgain({ deps, scope }: Asking, row: QuestionRow): Promise<Question> {
  const request = questionRequestSchema.parse(JSON.parse(row.request))
  return checkQuestion(deps, scope, found(await scope.place(row.place)), request)
}

/** The answer as it was shown last, or a new one. Telling it is another matter: `record` keeps that. */
export async function newestAnswer(asking: Asking, row: QuestionRow): Promise<KeptAnswer> {
  const { newest, officer } = asking
  return newest.get(row.id, officer.jurisdiction.id) ?? work(asking, row, await checkedAgain(asking, row))
}

/** Answers, and keeps that it was told. */
async function tell(asking: Asking, row: QuestionRow, question: Question): Promise<KeptAnswer> {
  const kept = await work(asking, row, question)
  await record(asking, row, kept, 'shown')
  return kept
}

async function work(asking: Asking, row: QuestionRow, question: Question): Promise<KeptAnswer> {
  const answered = () => answerOf(asking, question)
  const answer = await (question.count > FEW ? asking.wide.take(answered) : answered())
  const kept = { answer, digest: digestOf(answer), at: asking.deps.now() }
  asking.newest.put(row.id, asking.officer.jurisdiction.id, kept)
  return kept
}

/** Keeps that names were told: on a screen (`shown`), or in a file of a format. */
export async function record(
  { deps, scope, officer }: Asking,
  row: QuestionRow,
  { answer, digest }: KeptAnswer,
  how: string,
): Promise<void> {
  const tracing = scope.tracing()
  if (row.state === 'approved') await tracing.putQuestion({ ...row, state: 'answered' })
  const at = deps.now()
  const told = {
    question: row.id,
    at,
    officer: officer.id,
    by: officer.name,
    size: sizeOf(answer),
    digest,
    how,
  }
  await tracing.told(told, gradeOf(answer))
}

const reply = (row: QuestionRow, { answer, digest }: KeptAnswer, before: string | null): QuestionReply => ({
  question: questionLine({
    ...row,
    state: 'answered',
    ...{ size: sizeOf(answer), answers: row.answers + 1, grade: gradeOf(answer), digest },
  }),
  answer,
  changed: before !== null && before !== digest,
})
