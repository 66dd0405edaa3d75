import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { CaseDraft } from '@schoolgate/protocol/http/trace-case'
import type { QuestionInput } from '@schoolgate/protocol/http/trace-question'
import { questionRequestSchema } from '@schoolgate/protocol/http/trace-question'
import { NewestAnswers } from '../src/api/areas/trace/answers.ts'
import { type Asking, ask } from '../src/api/areas/trace/ask.ts'
import { openCase } from '../src/api/areas/trace/cases.ts'
import { follow } from '../src/api/areas/trace/follow-up.ts'
import { addNamed } from '../src/api/areas/trace/interview.ts'
import { Turns } from '../src/api/areas/trace/turns.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { scoped } from '../src/scope/scoped.ts'
import type { ScopedCase } from '../src/scope/trace-types.ts'
import type { ScopedPlace } from '../src/scope/types.ts'
import type { Store } from '../src/store/types.ts'
import { hoursOf } from './calendar.ts'
import { DISTRICT, TIME_ZONE } from './places.ts'
import type { DemoSchool } from './school.ts'

/** The school's office opens before its gates do, ms. */
const EARLIER = 40 * 60_000
const STEP = 4 * 60_000

/**
 * An outbreak at its beginning: a feverish pupil who is confirmed, a classmate or sibling who is suspected, and one
 * without symptoms from the class that stays at home. Made the way an officer makes them, this morning before school,
 * from the days the gates have seen.
 *
 * @param days shown school days, oldest first; the last is today
 */
export async function makeCases(store: Store, school: DemoSchool, days: readonly string[]): Promise<void> {
  const [before, lastDay, today] = days.slice(-3)
  if (before === undefined || lastDay === undefined || today === undefined) return
  const ill = illPupil(school)
  const home = pupilAtHome(school)
  if (!ill || !home) return
  const close = closestTo(school, ill)
  const start = hoursOf(today, 'morning', TIME_ZONE).opens - EARLIER
  const desk = await deskOf(store, 'dulam', 'Дулам', school.row.id, start)
  const district = await deskOf(store, 'bayar', 'Баяр', DISTRICT, start + 5 * STEP)
  if (!desk || !district) return

  const none = { tested: null, isolated: null, symptomFree: null, from: null, note: '' }
  const open = (
    draft: Pick<CaseDraft, 'person' | 'status' | 'asymptomatic' | 'onset'> & Partial<CaseDraft>,
  ) => openCase(desk.at(), desk.place, { ...none, ...draft })
  const first = await open({
    ...{ person: ill, status: 'confirmed', asymptomatic: false, onset: lastDay, tested: lastDay },
    ...{ isolated: today, note: 'Халуурсан, ханиалгасан' },
  })
  const second = await open({
    ...{ person: home, status: 'confirmed', asymptomatic: true, onset: null, tested: before },
  })
  const third = close
    ? await open({ person: close, status: 'suspected', asymptomatic: false, onset: today, from: first.id })
    : undefined

  const list = await desk.contacts(first.id)
  const known = list.contacts.contacts.filter(contact => contact.person.ref !== close)
  const case_ = (await desk.case(first.id)) as ScopedCase
  await follow(desk.at(), case_, {
    question: list.question,
    persons: known.slice(0, 6).map(contact => contact.person.ref),
  })
  for (const [i, minutes] of [90, 30].entries()) {
    const person = known[i * 4]?.person.ref
    if (person === undefined) continue
    const named = { person, who: '', day: list.contacts.days.find(d => d.seen)?.day ?? lastDay }
    await addNamed(desk.at(), case_, {
      ...{ ...named, setting: 'named', minutes, distance: i === 0 ? 'touch' : 'near', note: '' },
    })
  }
  await addNamed(desk.at(), case_, {
    ...{ person: null, who: 'Зэргэлдээ байрны найз', day: lastDay, setting: 'named', minutes: 60 },
    ...{ distance: 'near', note: '' },
  })
  const other = await desk.contacts(second.id)
  await follow(desk.at(), (await desk.case(second.id)) as ScopedCase, {
    question: other.question,
    persons: other.contacts.contacts.slice(0, 3).map(contact => contact.person.ref),
  })
  const cases = [first.id, second.id, ...(third ? [third.id] : [])]
  await district.ask({ kind: 'shared', purpose: 'outbreak', cases })
}

/** Somebody at their desk: every deed a few minutes after the one before. */
async function deskOf(store: Store, id: string, name: string, at: string, start: number) {
  const jurisdiction = await store.records.get('jurisdiction', at)
  if (!jurisdiction) return undefined
  const officer = { id, name, locale: 'mn' as const, jurisdiction }
  const scope = scoped(store, officer)
  const place = (await scope.place(at)) as ScopedPlace
  const shared = { newest: new NewestAnswers(), wide: new Turns() }
  let now = start
  const asking = (): Asking => {
    now += STEP
    const localDay = (timeZone: string, when = now) => presenceRules.localTime(timeZone, when).day
    return { ...shared, scope, officer, deps: { now: () => now, localDay } }
  }
  const put = (request: QuestionInput) => ask(asking(), place, questionRequestSchema.parse(request))
  return {
    place,
    at: asking,
    ask: put,
    case: (of: string) => scope.tracing().case(of),
    async contacts(of: string): Promise<{ question: string; contacts: ContactList }> {
      const { question, answer } = await put({ kind: 'contacts', purpose: 'case-contacts', case: of })
      return { question: question.id, contacts: answer as ContactList }
    },
  }
}

type Deeds = DemoSchool['happenings']['deeds'][number]['changes'][number]
const changed = ({ happenings }: DemoSchool): Deeds[] => happenings.deeds.flatMap(deed => deed.changes)

/** Who is ill at home from today on: the second of them has a fever. */
function illPupil(school: DemoSchool): string | undefined {
  const ill = changed(school).flatMap(change =>
    change.op === 'put' && change.kind === 'absence' && change.record.reason === 'illness'
      ? [change.record.person]
      : [],
  )
  return ill[1] ?? ill[0]
}

/** Somebody of the class that learns at home. */
function pupilAtHome(school: DemoSchool): string | undefined {
  for (const change of changed(school)) {
    if (change.op !== 'put' || change.kind !== 'mode' || change.record.group === null) continue
    return membersOf(school, change.record.group).find(person => person !== illPupil(school))
  }
  return undefined
}

/** A sibling at the school, else whoever sits beside. */
function closestTo(school: DemoSchool, person: string): string | undefined {
  const pupils = new Set(school.comers.map(comer => comer.person.id))
  const { group = [], enrolment = [], seatPlan = [] } = school.records
  const homes = new Set(group.filter(row => row.kind === 'household').map(row => row.id))
  const home = enrolment.find(row => row.person === person && homes.has(row.group))?.group
  const away = school.happenings.away
  const free = (id: string) => id !== person && pupils.has(id) && !away.has(id)
  const sibling = home === undefined ? undefined : membersOf(school, home).find(free)
  if (sibling !== undefined) return sibling
  const seats = seatPlan.find(plan => plan.seats.some(seat => seat.person === person))?.seats ?? []
  const own = seats.find(seat => seat.person === person)
  return seats.find(
    seat => free(seat.person) && seat.row === own?.row && Math.abs(seat.column - own.column) === 1,
  )?.person
}

const membersOf = ({ records }: DemoSchool, group: string): string[] =>
  (records.enrolment ?? [])
    .filter(row => row.group === group && row.role !== 'teacher')
    .map(row => row.person)
