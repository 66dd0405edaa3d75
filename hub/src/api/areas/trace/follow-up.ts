import type { Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { FollowUpLine, FollowUpReply, FollowUpStates } from '@schoolgate/protocol/http/trace-case'
import type { FollowUp } from '@schoolgate/protocol/trace/case'
import type { FollowUpState } from '@schoolgate/protocol/trace/words'
import { addDays } from '../../../directory/calendar.ts'
import type { ScopedCase } from '../../../scope/trace-types.ts'
import { problem } from '../../problems.ts'
import { type Asking, mayTell, newestAnswer } from './ask.ts'
import { newId } from './ids.ts'
import { currentPackAt, findPack, packsAt } from './packs.ts'

export async function followUpLines({ scope }: Asking, of: ScopedCase): Promise<FollowUpLine[]> {
  const rows = await of.followUps()
  const people = await scope.tracing().people(rows.map(row => row.person))
  return rows.map(row => {
    const { name = '', group = '', school = '' } = people.get(row.person) ?? {}
    return { ...row, name, group, school }
  })
}

/**
 * Takes people of a list into follow-up, all or nobody. Who is followed already and was near again later gets the
 * later clock; everybody else stays as they are.
 *
 * @throws problem bad-input when the question is not this case's list, or somebody is not on it
 */
export async function follow(
  asking: Asking,
  of: ScopedCase,
  wish: { question: string; persons: readonly string[] },
): Promise<FollowUpReply> {
  const { scope, deps, officer } = asking
  const question = await scope.tracing().question(wish.question)
  if (!question) throw problem('not-found', { where: 'json:question' })
  if (question.case !== of.row.id)
    throw problem('bad-input', { where: 'json:question', detail: 'of another case' })
  if (question.answers === 0) mayTell(asking, question)
  const { answer } = await newestAnswer(asking, question)
  if (!('contacts' in answer)) throw problem('bad-input', { where: 'json:question', detail: 'not a list' })
  const persons = [...new Set(wish.persons)]
  const contacts = onList(answer, persons)
  const [people, cases, before, packs] = await Promise.all([
    scope.tracing().people(persons),
    scope.tracing().casesOf(persons),
    of.followUps(),
    packsAt(scope, of.place),
  ])
  const pack = (question.pack && findPack(packs, question.pack)) ?? (await currentPackAt(scope, of.place))
  const ill = new Set(cases.flatMap(case_ => (case_.closedAt === null ? [case_.person] : [])))
  const batch = newId()
  const changed = followUpRows(contacts, new Map(before.map(row => [row.person, row])), contact => ({
    ...{ case: of.row.id, person: contact.person.ref, place: people.get(contact.person.ref)?.place ?? '' },
    ...{ question: question.id, until: addDays(contact.lastDay, pack.followUp) },
    ...{ addedAt: deps.now(), addedBy: officer.name, batch },
    // Whoever is a case is no contact to be followed.
    state: ill.has(contact.person.ref) ? 'case' : 'following',
  }))
  const rows = [...changed.added, ...changed.extended]
  if (rows.length > 0 && !(await of.putFollowUps(rows, batch)))
    throw problem('not-found', { where: 'json:persons' })
  const [added, extended] = [changed.added.length, changed.extended.length]
  return { batch, added, extended, unchanged: persons.length - rows.length }
}

function onList(list: ContactList, persons: readonly string[]): Contact[] {
  const contacts = new Map(list.contacts.map(contact => [contact.person.ref, contact]))
  return persons.map((person, i) => {
    const contact = contacts.get(person)
    if (!contact || contact.person.outside)
      throw problem('bad-input', { where: `json:persons.${i}`, detail: 'not on the list' })
    return contact
  })
}

type Fresh = Omit<FollowUp, 'probability' | 'setting' | 'lastDay'>

/** Pure: rows of those who are new, and of those whose clock starts anew. */
export function followUpRows(
  contacts: readonly Contact[],
  before: ReadonlyMap<string, FollowUp>,
  fresh: (contact: Contact) => Fresh,
): { added: FollowUp[]; extended: FollowUp[] } {
  const added: FollowUp[] = []
  const extended: FollowUp[] = []
  for (const contact of contacts) {
    const { probability, lastDay } = contact
    const setting = contact.reasons[0]?.setting ?? 'school'
    const row: FollowUp = { ...fresh(contact), probability, setting, lastDay }
    const old = before.get(contact.person.ref)
    if (!old) added.push(row)
    else if (old.state !== 'case' && old.lastDay < lastDay)
      extended.push({ ...row, addedAt: old.addedAt, addedBy: old.addedBy })
  }
  return { added, extended }
}

/** @throws problem conflict when the batch is unknown, or somebody's row was changed since */
export async function undoFollow(of: ScopedCase, batch: string): Promise<void> {
  if (!(await of.undoFollowUps(batch)))
    throw problem('conflict', { where: 'json:batch', detail: 'unknown, or changed since' })
}

/** @throws problem not-found when the person is not followed */
export async function setFollowUp(of: ScopedCase, person: string, state: FollowUpState): Promise<void> {
  const set = await of.setFollowUps([person], state, newId())
  if ('missing' in set) throw problem('not-found')
}

/**
 * Says how the follow-up of several people stands, all or nobody's.
 * @throws problem bad-input that names everybody who is not followed
 */
export async function setFollowUps(of: ScopedCase, wish: FollowUpStates): Promise<FollowUpReply> {
  const persons = [...new Set(wish.persons)]
  const batch = newId()
  const set = await of.setFollowUps(persons, wish.state, batch)
  if ('missing' in set) {
    const missing = new Set(set.missing)
    const first = wish.persons.findIndex(person => missing.has(person))
    throw problem('bad-input', {
      where: `json:persons.${first}`,
      detail: `not in follow-up: ${set.missing.join(', ')}`,
    })
  }
  return { batch, added: 0, extended: set.changed, unchanged: persons.length - set.changed }
}
