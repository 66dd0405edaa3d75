import type { Job } from '@schoolgate/protocol/http/job'
import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { Locale } from '@schoolgate/protocol/locale'
import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import type { Jobs } from '../../../jobs/jobs.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { QuestionRow } from '../../../store/trace-types.ts'
import type { ExportPerson, TraceExport } from '../../../trace-export/model.ts'
import { momentIn } from '../../../trace-export/moment.ts'
import { FORMATS, writeTrace } from '../../../trace-export/write.ts'
import { found, problem } from '../../problems.ts'
import { zoneOf } from '../directory/place-time.ts'
import type { KeptAnswer } from './answers.ts'
import { type Asking, mayTell, newestAnswer, record } from './ask.ts'
import { findPack, packsAt } from './packs.ts'

/** Names this hub's identifiers in other systems; nothing is fetched from it. */
const SYSTEM = 'urn:schoolgate'
const LISTS = new Set<QuestionRow['kind']>(['contacts', 'forward', 'backward'])

export interface ExportWish {
  format: ExportFormat
  locale: Locale
}

/**
 * Starts the writing of a question's newest answer as a file. That it was told is kept before a line is written.
 *
 * @throws problem bad-input when the question is not a list, conflict while it waits or too many jobs run
 */
export async function startExport(
  asking: Asking,
  jobs: Jobs,
  row: QuestionRow,
  wish: ExportWish,
): Promise<Job> {
  if (!LISTS.has(row.kind))
    throw problem('bad-input', { where: 'path:question', detail: 'only lists of contacts have files' })
  mayTell(asking, row)
  const job = jobs.start({
    kind: 'trace',
    owner: asking.officer.id,
    async run(run) {
      run.progress('reading', 0, 2)
      const newest = await newestAnswer(asking, row)
      const data = await exportOf(asking, row, newest, wish.locale)
      run.signal.throwIfAborted()
      await record(asking, row, newest, wish.format)
      run.progress('writing', 1, 2)
      const { ending, type } = FORMATS[wish.format]
      const path = run.path(ending)
      const timestamp = new Date(asking.deps.now()).toISOString()
      await writeTrace({ path, format: wish.format, data, timestamp }, run.signal)
      return { path, name: `${row.kind} ${data.today} ${row.id.slice(0, 8)}${ending}`, type }
    },
  })
  if (job === 'busy') throw problem('conflict', { where: 'job', detail: 'too many running' })
  return job
}

async function exportOf(
  { deps, scope, officer }: Asking,
  row: QuestionRow,
  { answer, at }: KeptAnswer,
  locale: Locale,
): Promise<TraceExport> {
  if (!('contacts' in answer)) throw new Error(`a list was answered with ${answer.kind}`)
  const place = found(await scope.place(row.place))
  const [timeZone, packs, case_] = await Promise.all([
    zoneOf(place),
    packsAt(scope, place),
    row.case === null ? undefined : scope.tracing().case(row.case),
  ])
  const pack = found(findPack(packs, answer.pack))
  const root = found(await scope.place(officer.jurisdiction.id))
  const moment = momentIn(timeZone)
  return {
    locale,
    list: answer,
    people: await peopleOf(root, answer),
    case: case_
      ? {
          ...{ id: case_.row.id, person: case_.row.person, status: case_.row.status },
          ...{ asymptomatic: case_.row.asymptomatic, onset: case_.row.onset, tested: case_.row.tested },
        }
      : null,
    pack: {
      ...{ name: pack.name, version: pack.version, from: pack.from },
      ...{ source: pack.source, followUp: pack.followUp },
      // What comes with the program was signed by nobody, on no day.
      signedBy: pack.place === null ? null : pack.signed && `${pack.signed.by}, ${moment(pack.signed.at)}`,
    },
    asked: {
      ...{ question: row.id, by: row.by, purpose: row.purpose, note: row.note, answered: moment(at) },
    },
    ...{ timeZone, by: officer.name, printed: moment(deps.now()), today: deps.localDay(timeZone) },
    system: SYSTEM,
  }
}

/** Of those in the officer's part of the tree, what other systems ask for beside the name. */
async function peopleOf(root: ScopedPlace, list: ContactList): Promise<Map<string, ExportPerson>> {
  const inside = [...list.persons, ...list.contacts.map(contact => contact.person)].filter(
    person => !person.outside,
  )
  const rows = await root.many('person', [...new Set(inside.map(person => person.ref))])
  return new Map(
    rows.map(({ id, family, given, sex, birth }) => [
      id,
      { family, given, sex: sex === 'male' || sex === 'female' ? sex : null, birth },
    ]),
  )
}
