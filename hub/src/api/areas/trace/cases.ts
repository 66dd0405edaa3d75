import type { CaseDraft, CaseEdit, CaseLine, CasePage } from '@schoolgate/protocol/http/trace-case'
import type { Case, FollowUp } from '@schoolgate/protocol/trace/case'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedCase } from '../../../scope/trace-types.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import { windowOf } from '../../../trace/window.ts'
import { found, problem } from '../../problems.ts'
import { localAt, todayAt, zoneOf } from '../directory/place-time.ts'
import type { Asking } from './ask.ts'
import { checkDates } from './case-checks.ts'
import { newId } from './ids.ts'
import { caseLine, questionLine, withNames } from './lines.ts'
import { currentPackAt } from './packs.ts'

const MAY_FALL_ILL = new Set(['student', 'teacher', 'staff'])

/**
 * Opens a case of somebody under a place.
 * @throws problem bad-input, not-found, or conflict when a case of theirs is open already
 */
export async function openCase(
  { deps, scope, officer }: Asking,
  place: ScopedPlace,
  draft: CaseDraft,
): Promise<CaseLine> {
  const person = await place.get('person', draft.person)
  if (!person) throw problem('not-found', { where: 'json:person' })
  if (!MAY_FALL_ILL.has(person.role))
    throw problem('bad-input', { where: 'json:person', detail: person.role })
  const school = found(await scope.place(person.place))
  checkDates(draft, await todayAt(deps, school))
  const tracing = scope.tracing()
  const before = await tracing.casesOf([draft.person])
  if (before.some(case_ => case_.closedAt === null))
    throw problem('conflict', { where: 'json:person', detail: 'a case of theirs is open' })
  const row: Case = {
    ...draft,
    ...{ id: newId(), place: person.place, openedAt: deps.now(), openedBy: officer.name, closedAt: null },
  }
  if (draft.from !== null && !(await tracing.case(draft.from)))
    throw problem('not-found', { where: 'json:from' })
  if (!(await tracing.openCase(row))) throw problem('not-found', { where: 'json:person' })
  await markContacts(scope, row.person)
  return lineOf(found(await tracing.case(row.id)))
}

/** Whoever is followed as a contact of another case is a case from now on. */
async function markContacts(scope: Scope, person: string): Promise<void> {
  const tracing = scope.tracing()
  const rows = (await tracing.followUpsOf([person])).filter(row => row.state === 'following')
  for (const row of rows) {
    const of = await tracing.case(row.case)
    await of?.putFollowUps([{ ...row, state: 'case' } satisfies FollowUp], newId())
  }
}

/** Changes what is known of a case; `closed` closes it or opens it again. */
export async function editCase({ deps, scope }: Asking, of: ScopedCase, edit: CaseEdit): Promise<CaseLine> {
  const { closed, ...said } = edit
  const defined = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  const row: Case = { ...of.row, ...defined }
  checkDates(row, await todayAt(deps, of.place))
  if (row.from === row.id) throw problem('bad-input', { where: 'json:from', detail: 'itself' })
  const tracing = scope.tracing()
  if (row.from !== null && row.from !== of.row.from && !(await tracing.case(row.from)))
    throw problem('not-found', { where: 'json:from' })
  if (closed === true) row.closedAt ??= deps.now()
  if (closed === false && row.closedAt !== null) {
    const others = (await tracing.casesOf([row.person])).filter(case_ => case_.id !== row.id)
    if (others.some(case_ => case_.closedAt === null))
      throw problem('conflict', { where: 'json:closed', detail: 'another case of theirs is open' })
    row.closedAt = null
  }
  await of.put(row)
  return lineOf(found(await tracing.case(row.id)))
}

export async function casePage({ deps, scope }: Asking, of: ScopedCase): Promise<CasePage> {
  const [timeZone, pack, named, questions] = await Promise.all([
    zoneOf(of.place),
    currentPackAt(scope, of.place),
    of.named(),
    of.questions(),
  ])
  const local = localAt(deps, timeZone)
  const people = await scope.tracing().people(named.flatMap(row => (row.person ? [row.person] : [])))
  return {
    case: await lineOf(of),
    ...{ timeZone, today: local.today, window: windowOf(pack, of.row, local) },
    pack: { id: pack.id, version: pack.version, name: pack.name },
    named: withNames(named, people),
    questions: questions.map(questionLine),
  }
}

export async function lineOf(of: ScopedCase): Promise<CaseLine> {
  const [followUps, questions] = await Promise.all([of.followUps(), of.questions()])
  return caseLine(of.row, of.person, followUps, questions)
}
