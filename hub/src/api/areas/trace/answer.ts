import type { Answer, ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { FollowUpState } from '@schoolgate/protocol/trace/words'
import { daysBetween } from '../../../directory/calendar.ts'
import type { Scope } from '../../../scope/scoped.ts'
import type { TraceFacts } from '../../../store/trace-types.ts'
import { backwardOf, sourceDays } from '../../../trace/backward.ts'
import { comparePacks } from '../../../trace/compare.ts'
import { contactsOf, partOf } from '../../../trace/contacts.ts'
import { forwardOf } from '../../../trace/forward.ts'
import { ListCrew } from '../../../trace/list-crew.ts'
import { ListMerger, renumbered } from '../../../trace/merge-lists.ts'
import { inRoom } from '../../../trace/room.ts'
import { sharedBy } from '../../../trace/shared.ts'
import { timelineOf } from '../../../trace/timeline.ts'
import type { AskedPerson, TraceOptions } from '../../../trace/types.ts'
import { type ListPart, type Whole, wholeList, wholeOf } from '../../../trace/whole.ts'
import { habitDaysBefore } from '../../../trace/window.ts'
import type { Asking } from './ask.ts'
import { networkOf } from './network.ts'
import { daysIn, MAX_WINDOW, type Question, type Side, span } from './question.ts'

/** People whose contacts are computed before others get a turn: one takes some tens of ms. */
const AT_ONCE = 1
/** Of more people than this, single exposures are left out of a list: its reasons sum them up. */
const WITH_EXPOSURES = 10
/** Cases whose interviews are looked up one by one. */
const FEW_CASES = 50

type Asker = Pick<Asking, 'scope' | 'deps'>

/** Computes an answer from what is known now, within the officer's part of the tree. */
export async function answerOf(asking: Asker, question: Question): Promise<Answer> {
  const { scope, deps } = asking
  switch (question.kind) {
    case 'list':
      return question.request.kind === 'forward'
        ? forward(asking, question)
        : list(asking, question.request.kind, question)
    case 'compare': {
      const [first, second] = question.sides
      const under = async (side: Side) => listOf(asking, 'contacts', side.asked, side.rules, 'unknown')
      return comparePacks(await under(first), await under(second))
    }
    case 'shared': {
      const { asked } = question
      const [from, to] = span(asked)
      const persons = asked.map(of => of.person)
      const facts = await factsNow(asking, persons, daysBetween(from, to), [])
      return sharedBy(facts, asked)
    }
    case 'timeline': {
      const { from, to } = question.shown
      const facts = await factsNow(asking, [question.asked.person], daysBetween(from, to))
      return timelineOf(facts, question.asked)
    }
    case 'room': {
      const { room, day, from, to } = question.request
      return inRoom(await scope.tracing().factsOf(question.school, [day]), room, day, from, to)
    }
    case 'network':
      return networkOf(scope, question.place, question.request.open, at =>
        deps.localDay(question.timeZone, at),
      )
  }
}

type ListQuestion = Extract<Question, { kind: 'list' }>

const list = (asking: Asker, kind: 'contacts' | 'backward', { asked, rules, request }: ListQuestion) =>
  listOf(asking, kind, asked, rules, request.masks)

async function forward(asking: Asker, { asked, rules, request }: ListQuestion): Promise<ContactList> {
  const generations = request.kind === 'forward' ? request.generations : 1
  const load = async (persons: readonly string[], days: readonly string[]): Promise<TraceFacts> => {
    await breath()
    return factsNow(asking, persons, days)
  }
  const options = await optionsOf(asking.scope, asked, rules, request.masks)
  return forwardOf(load, asked, { ...options, generations })
}

async function listOf(
  asking: Asker,
  kind: 'contacts' | 'backward',
  asked: readonly AskedPerson[],
  pack: TraceOptions['pack'],
  masks: TraceOptions['masks'],
): Promise<ContactList> {
  const { scope } = asking
  const options = await optionsOf(scope, asked, pack, masks)
  const groups = await bySchool(scope, asked)
  const bare = asked.length > WITH_EXPOSURES
  const merger = new ListMerger({ bare })
  const wholes: Whole[] = []
  const crew = new ListCrew()
  try {
    for (const [i, together] of groups.entries()) {
      const [from, to] = span(together)
      const persons = together.map(of => of.person)
      const facts = await factsNow(asking, persons, daysBetween(from, to))
      const interviewed = new Set([...options.interviewed, ...facts.named.map(named => named.of)])
      const own = { ...options, interviewed }
      if (groups.length === 1 && (kind === 'backward' || together.length <= AT_ONCE))
        return kind === 'backward' ? backwardOf(facts, together, own) : contactsOf(facts, together, own)
      const marks = groups.length > 1 ? renumbered(i) : { list: same<ListPart>, whole: same<Whole> }
      const add = (list: ListPart) => merger.add(marks.list(list))
      if (bare && kind === 'contacts') {
        const { lists, whole } = await crew.lists(facts, together, own)
        for (const list of lists) add(list)
        wholes.push(marks.whole(whole))
        continue
      }
      // A source is shared out among all cases of a school at once.
      const step = kind === 'backward' ? together.length : AT_ONCE
      for (let at = 0; at < together.length; at += step) {
        const some = together.slice(at, at + step)
        add(kind === 'backward' ? backwardOf(facts, some, own) : partOf(facts, some, own))
        await breath()
      }
      const windows = kind === 'backward' ? sourceDays(facts, together, own) : together
      wholes.push(marks.whole(wholeOf(facts, windows, interviewed)))
    }
    return wholeList(merger.list(), wholes)
  } finally {
    crew.end()
  }
}

const same = <T>(whatever: T): T => whatever

/** Facts with what habits are learnt from, as of now. */
const factsNow = async (
  { scope, deps }: Asker,
  persons: readonly string[],
  days: readonly string[],
  habitDays: readonly string[] = habitDaysBefore(days[0] as string),
): Promise<TraceFacts> => ({ ...(await scope.tracing().facts(persons, days, habitDays)), now: deps.now() })

/**
 * People whose facts are read together: of one school, with windows that lie close. A question over many schools
 * holds one school's facts at a time.
 */
async function bySchool(scope: Scope, asked: readonly AskedPerson[]): Promise<AskedPerson[][]> {
  if (asked.length <= AT_ONCE && daysIn(...span(asked)) <= MAX_WINDOW) return [[...asked]]
  const people = await scope.tracing().people(asked.map(of => of.person))
  const groups: AskedPerson[][] = []
  for (const [, some] of Map.groupBy(asked, of => people.get(of.person)?.place ?? '')) {
    let open: AskedPerson[] = []
    for (const of of some.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
      if (open.length > 0 && daysIn(...span([...open, of])) > MAX_WINDOW) {
        groups.push(open)
        open = []
      }
      open.push(of)
    }
    groups.push(open)
  }
  return groups
}

async function optionsOf(
  scope: Scope,
  asked: readonly AskedPerson[],
  pack: TraceOptions['pack'],
  masks: TraceOptions['masks'],
): Promise<TraceOptions> {
  const tracing = scope.tracing()
  const cases = [...new Set(asked.flatMap(of => (of.case ? [of.case.id] : [])))]
  const followUps = new Map<string, FollowUpState>()
  for (const row of await tracing.followUps(cases))
    if (followUps.get(row.person) !== 'following') followUps.set(row.person, row.state)
  // Of many, the facts say who was named by whom.
  const few = cases.length <= FEW_CASES ? cases : []
  const talked = few.map(async id => {
    const case_ = await tracing.case(id)
    return case_ && (await case_.named()).length > 0 ? [case_.row.person] : []
  })
  return { pack, masks, followUps, interviewed: new Set((await Promise.all(talked)).flat()) }
}

/** Others get their turn. */
const breath = () => new Promise<void>(resolve => setImmediate(resolve))
