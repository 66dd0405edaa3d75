import type { QuestionRequest } from '@schoolgate/protocol/http/trace-question'
import type { Case } from '@schoolgate/protocol/trace/case'
import type { ContactPack, KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedCase } from '../../../scope/trace-types.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { AskedPerson } from '../../../trace/types.ts'
import { type LocalDays, sourceWindowOf, windowOf } from '../../../trace/window.ts'
import type { ApiDeps } from '../../deps.ts'
import { problem } from '../../problems.ts'
import { localAt, zoneOf } from '../directory/place-time.ts'
import { approvalNeeded } from './approval.ts'
import { bad, unknown } from './faults.ts'
import { currentPackAt, findPack, packsAt, usablePack } from './packs.ts'

/** The longest window of one question, days. */
export const MAX_WINDOW = 60
/** Days of somebody without a case, where none are said. */
const PLAIN_DAYS = 14

type ListRequest = Extract<QuestionRequest, { kind: 'contacts' | 'forward' | 'backward' }>
type Of<K extends QuestionRequest['kind']> = Extract<QuestionRequest, { kind: K }>

/** A request with everything it refers to, found within the officer's part of the tree. */
export type Question = {
  place: ScopedPlace
  timeZone: string
  today: string
  case: ScopedCase | undefined
  /** as it is kept with the question; null where no pack decides anything */
  pack: PackRef | null
  /** people asked about */
  count: number
  /** why a second officer must approve; null: nobody must */
  approval: string | null
} & (
  | { kind: 'list'; request: ListRequest; asked: AskedPerson[]; rules: KeptPack }
  | { kind: 'compare'; request: Of<'compare'>; sides: [Side, Side] }
  | { kind: 'shared'; request: Of<'shared'>; asked: AskedPerson[] }
  | {
      kind: 'timeline'
      request: Of<'timeline'>
      asked: AskedPerson
      /** beside the infectious days of `asked`, the days on which they may have caught it */
      shown: { from: string; to: string }
    }
  | { kind: 'room'; request: Of<'room'>; school: ScopedPlace }
  | { kind: 'network'; request: Of<'network'> }
)
/** The case under one of two packs. */
export interface Side {
  rules: ContactPack
  asked: AskedPerson[]
}

/**
 * Finds what a request speaks of.
 * @throws problem bad-input with the field at fault, or not-found for what lies outside
 */
export async function checkQuestion(
  deps: Pick<ApiDeps, 'localDay'>,
  scope: Scope,
  place: ScopedPlace,
  request: QuestionRequest,
): Promise<Question> {
  if (request.purpose === 'other' && request.note.trim() === '') throw bad('note', 'say what for')
  const timeZone = await zoneOf(place)
  const local = localAt(deps, timeZone)
  const { today } = local
  const found = request.case === null ? undefined : await scope.tracing().case(request.case)
  if (request.case !== null && !found?.place.row.path.startsWith(place.row.path))
    throw problem('not-found', { where: 'json:case' })
  const current = await currentPackAt(scope, place)
  const base = { place, timeZone, today, case: found }
  const finish = <T extends object>(
    rest: T,
    { pack, count, generations }: { pack: KeptPack | null; count: number; generations?: number },
  ) => ({
    ...base,
    ...rest,
    count,
    pack: pack && { id: pack.id, version: pack.version },
    approval: approvalNeeded([current, ...(pack ? [pack] : [])], {
      ...{ kind: request.kind, purpose: request.purpose, people: count },
      generations: generations ?? 1,
    }),
  })

  switch (request.kind) {
    case 'contacts':
    case 'forward':
    case 'backward': {
      const rules = request.pack ? await usablePack(scope, place, request.pack, today) : current
      const asked = await askedOf(scope, place, request, found, rules, local)
      const generations = request.kind === 'forward' ? request.generations : 1
      return finish(
        { kind: 'list' as const, request, asked, rules },
        { pack: rules, count: asked.length, generations },
      )
    }
    case 'compare': {
      if (!found) throw bad('case', 'a comparison is of a case')
      const packs = await packsAt(scope, place)
      const sides = request.packs.map((given, i): Side => {
        const rules = 'name' in given ? given : findPack(packs, given)
        if (!rules) throw bad(`packs.${i}`, 'no such rule pack')
        return { rules, asked: [caseAsked(found.row, rules, local)] }
      }) as [Side, Side]
      return finish({ kind: 'compare' as const, request, sides }, { pack: current, count: 1 })
    }
    case 'shared': {
      const ids = [...new Set(request.cases)]
      const cases = await scope.tracing().cases(ids)
      if (cases.length < ids.length) {
        const here = new Set(cases.map(known => known.id))
        throw unknown(
          'cases',
          request.cases,
          ids.filter(id => !here.has(id)),
        )
      }
      if (ids.length < 2) throw bad('cases', 'two at least')
      const asked = cases.map(case_ => sharedAsked(case_, current, local))
      const [from, to] = span(asked)
      if (daysIn(from, to) > MAX_WINDOW)
        throw bad('cases', `more than ${MAX_WINDOW} days lie between the first and the last`)
      return finish({ kind: 'shared' as const, request, asked }, { pack: null, count: ids.length })
    }
    case 'timeline': {
      const own = await timelineAsked(scope, place, request, found, current, local)
      return finish({ kind: 'timeline' as const, request, ...own }, { pack: null, count: 1 })
    }
    case 'room': {
      if (request.from >= request.to) throw bad('to', 'not after from')
      if (request.day > today) throw bad('day', 'still to come')
      const room = await place.get('room', request.room)
      const school = room && (await scope.place(room.place))
      if (!school) throw problem('not-found', { where: 'json:room' })
      return finish({ kind: 'room' as const, request, school }, { pack: null, count: 0 })
    }
    case 'network':
      return finish({ kind: 'network' as const, request }, { pack: null, count: 0 })
  }
}

async function askedOf(
  scope: Scope,
  place: ScopedPlace,
  request: ListRequest,
  found: ScopedCase | undefined,
  rules: KeptPack,
  local: LocalDays,
): Promise<AskedPerson[]> {
  const own = found?.row.person
  const persons = [...new Set(request.persons)]
  if (persons.length === 0 && own === undefined) throw bad('persons', 'neither people nor a case')
  const named = persons.filter(person => person !== own)
  const here = new Set((await place.many('person', named)).map(known => known.id))
  const missing = named.filter(person => !here.has(person))
  if (missing.length > 0) throw unknown('persons', request.persons, missing)
  const asked = persons.length > 0 ? persons : [own as string]
  const given = givenDays(request, local.today)
  const cases = await newestCases(scope, asked, found)
  const window = request.kind === 'backward' ? sourceWindowOf : windowOf
  return asked.map(person => {
    const case_ = cases.get(person) ?? null
    const of = case_ ?? found?.row
    if (!given && !of) throw bad('from', 'no case and no days')
    const days = given ?? window(rules, of as Case, local)
    limit(days)
    return { person, ...days, case: case_ }
  })
}

/** Each person's newest case; of the one asked for, that. */
async function newestCases(
  scope: Scope,
  persons: readonly string[],
  found: ScopedCase | undefined,
): Promise<Map<string, Case>> {
  const cases = await scope.tracing().casesOf(persons)
  cases.sort((a, b) => a.openedAt - b.openedAt)
  return new Map([...cases, ...(found ? [found.row] : [])].map(case_ => [case_.person, case_]))
}

async function timelineAsked(
  scope: Scope,
  place: ScopedPlace,
  request: Of<'timeline'>,
  found: ScopedCase | undefined,
  rules: KeptPack,
  local: LocalDays,
): Promise<{ asked: AskedPerson; shown: { from: string; to: string } }> {
  const { person } = request
  if (person !== found?.row.person && (await place.many('person', [person])).length === 0)
    throw problem('not-found', { where: 'json:person' })
  const case_ = (await newestCases(scope, [person], found)).get(person) ?? null
  const given = givenDays(request, local.today)
  const all = case_ && sharedAsked(case_, rules, local)
  const shown = given ?? (all ? { from: all.from, to: all.to } : lastDays(local.today))
  limit(shown)
  const infectious = case_ ? windowOf(rules, case_, local) : shown
  return { asked: { person, ...infectious, case: case_ }, shown }
}

const lastDays = (today: string) => ({
  from: new Date(Date.parse(today) - (PLAIN_DAYS - 1) * 86_400_000).toISOString().slice(0, 10),
  to: today,
})

function givenDays({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  if (from === undefined && to === undefined) return undefined
  if (from === undefined) throw bad('from', 'to without from')
  if (to === undefined) throw bad('to', 'from without to')
  if (from > to) throw bad('to', 'before from')
  if (from > today) throw bad('from', 'still to come')
  return { from, to: to > today ? today : to }
}

function limit({ from, to }: { from: string; to: string }): void {
  if (daysIn(from, to) > MAX_WINDOW) throw bad('to', `more than ${MAX_WINDOW} days`)
}

const caseAsked = (case_: Case, rules: ContactPack, local: LocalDays): AskedPerson => {
  const days = windowOf(rules, case_, local)
  limit(days)
  return { person: case_.person, ...days, case: case_ }
}

/** What cases share is looked for from where they may have caught it to where they passed it on. */
const sharedAsked = (case_: Case, rules: ContactPack, local: LocalDays): AskedPerson => {
  const [source, own] = [sourceWindowOf(rules, case_, local), windowOf(rules, case_, local)]
  const from = source.from < own.from ? source.from : own.from
  return { person: case_.person, from, to: own.to, case: case_ }
}

/** First and last day of several windows. */
export function span(windows: readonly { from: string; to: string }[]): [from: string, to: string] {
  const from = windows.reduce((a, w) => (w.from < a ? w.from : a), '9999-12-31')
  const to = windows.reduce((a, w) => (w.to > a ? w.to : a), '')
  return [from, to]
}

export const daysIn = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
