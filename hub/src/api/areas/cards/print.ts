import type { Person } from '@schoolgate/protocol/directory/person'
import type { printRequestSchema } from '@schoolgate/protocol/http/cards'
import type { Job } from '@schoolgate/protocol/http/job'
import type { z } from 'zod'
import { schoolFaces } from '../../../cards/print-run.ts'
import { JobFault, type JobFile, type JobRun } from '../../../jobs/jobs.ts'
import type { CardFace } from '../../../print/card-face.ts'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { found, problem } from '../../problems.ts'
import { zoneOf } from '../directory/place-time.ts'

/** Cards in one PDF: a large school four times over. */
const MOST = 10_000
const PAGE = 2000
const AT_SCHOOL = new Set<Person['role']>(['student', 'teacher', 'staff'])

type Order = z.output<typeof printRequestSchema>

/** Starts a print run; what was asked for and is not there is said at once. */
export async function startPrint(
  deps: ApiDeps,
  scope: Scope,
  owner: string,
  place: ScopedPlace,
  order: Order,
): Promise<Job> {
  const people = await chosen(deps, scope, place, order)
  if (people?.length === 0)
    throw problem('conflict', { where: 'people', detail: 'nobody to print a card for' })
  const job = deps.jobs.start({
    kind: 'cards',
    owner,
    run: async run => printed(deps, scope, order, people ?? (await everybody(place)), run),
  })
  if (job === 'busy') throw problem('conflict', { where: 'job', detail: 'too many running' })
  return job
}

/** The people named, or of the group named; undefined when nobody was. */
async function chosen(
  deps: ApiDeps,
  scope: Scope,
  place: ScopedPlace,
  { people, group }: Order,
): Promise<Person[] | undefined> {
  const mayHold = (person: Person) => person.status === 'active' && person.role !== 'visitor'
  if (people !== undefined) {
    const ids = [...new Set(people)]
    const rows = await place.many('person', ids)
    if (rows.length < ids.length) throw problem('not-found', { where: 'people' })
    return rows.filter(mayHold)
  }
  if (group === undefined) return undefined
  const { row, place: school } = found(await scope.group(group))
  if (!school.row.path.startsWith(place.row.path)) throw problem('not-found', { where: 'group' })
  const on = deps.localDay(await zoneOf(school))
  const enrolments = await school.find('enrolment', { group: row.id, on })
  const members = enrolments.filter(e => e.role === 'student' || e.role === 'member').map(e => e.person)
  return (await place.many('person', members)).filter(mayHold)
}

async function everybody(place: ScopedPlace): Promise<Person[]> {
  const people: Person[] = []
  for (let after = ''; ; ) {
    const page = await place.under('person', after, PAGE)
    people.push(...page.filter(person => person.status === 'active' && AT_SCHOOL.has(person.role)))
    if (people.length > MOST) throw new JobFault('too-large')
    const last = page.at(-1)
    if (page.length < PAGE || !last) return people
    after = last.id
  }
}

async function printed(
  deps: ApiDeps,
  scope: Scope,
  order: Order,
  people: Person[],
  run: JobRun,
): Promise<JobFile> {
  if (people.length === 0) throw new JobFault('conflict')
  run.progress('waiting', 0, people.length)
  const path = run.path('.pdf')
  const bySchool = Map.groupBy(people, person => person.place)
  const faces = async function* (): AsyncGenerator<CardFace[]> {
    let drawn = 0
    for (const [id, some] of bySchool) {
      const school = await scope.place(id)
      if (!school) continue
      const { signerFor } = deps.cards.issuers
      const print = { now: deps.now, localDay: deps.localDay, signerFor: signerFor.bind(deps.cards.issuers) }
      for await (const face of schoolFaces(school, some, order, print)) {
        run.progress('drawing', drawn, people.length)
        yield face
        drawn += face.length
      }
    }
    run.progress('writing', people.length, people.length)
  }
  await deps.cards.printer.cards({ path, layout: order.layout, faces: faces(), signal: run.signal })
  return { path, name: 'cards.pdf', type: 'application/pdf' }
}
