import { jobSchema } from '@schoolgate/protocol/http/job'
import {
  type Answer,
  answerSchema,
  type Contact,
  type TracedPerson,
} from '@schoolgate/protocol/http/trace-answer'
import {
  type CaseLine,
  caseDraftSchema,
  caseEditSchema,
  casePageSchema,
  casesSchema,
  type FollowUpLine,
  followUpLineSchema,
  followUpReplySchema,
  followUpRequestSchema,
  followUpStatesSchema,
  followUpUndoSchema,
  namedDraftSchema,
} from '@schoolgate/protocol/http/trace-case'
import { packsSchema } from '@schoolgate/protocol/http/trace-pack'
import {
  type QuestionLine,
  type QuestionRequest,
  questionReplySchema,
  questionRequestSchema,
} from '@schoolgate/protocol/http/trace-question'
import type { NamedContact } from '@schoolgate/protocol/trace/case'
import { addDays } from '../src/text/day.ts'
import { FixtureGroups } from './fixture-groups.ts'
import { PLACE, TODAY } from './fixture-groups-data.ts'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'
import { atMinute, listFor, makeContacts, PACKS, WINDOW } from './fixture-trace-data.ts'

const OFFICER = { officer: 'o1', by: 'Дулам' }
const NOW = atMinute(TODAY, 14 * 60 + 5)
type Kept = { line: QuestionLine; request: QuestionRequest }

/** The hub's tracing over the made-up school: one case of class 3Б with 120 contacts, and whatever is done to it. */
export class FixtureTrace implements FixturePart {
  /** what was asked with a body: method, path, body */
  readonly asked: { method: string; path: string; body: unknown }[] = []
  readonly cases = new Map<string, CaseLine>()
  readonly followed = new Map<string, FollowUpLine>()
  readonly questions: Kept[] = []
  readonly exported: string[] = []
  named: (NamedContact & { name: string })[] = []
  contacts: Contact[] = []
  /** what the next answer rests on is not what it was */
  changed = false
  private readonly before = new Map<string, Map<string, FollowUpLine | undefined>>()
  private store = new FixtureGroups().store
  private seq = 0

  /** Speaks of the people of the started hub's directory. */
  use(store: FixtureGroups['store'], { empty = false, extra = 0 } = {}): void {
    this.store = store
    if (empty) return
    const pupils = [...store.enrolment.values()].filter(e => e.group === 'g3b' && e.role === 'student')
    const [first, second, third] = [4, 9, 15].map(i => pupils[i]?.person ?? '')
    this.contacts = makeContacts(store, first ?? '', extra)
    this.open('case1', first ?? '', {
      status: 'confirmed',
      onset: '2026-09-12',
      tested: '2026-09-13',
      isolated: TODAY,
    })
    this.open('case2', second ?? '', { status: 'suspected', asymptomatic: true, tested: TODAY })
    this.open('case3', third ?? '', { status: 'probable', onset: '2026-09-02', closedAt: NOW })
    const note = 'Ангийн дугуйлан дээр зэрэгцэж суусан'
    const said = { case: 'case1', day: TODAY, at: NOW, by: OFFICER.by, distance: 'near' as const }
    this.named = [
      {
        ...said,
        id: 'n1',
        person: second ?? '',
        who: '',
        setting: 'club',
        minutes: 60,
        note,
        name: this.person(second ?? '').name,
      },
      {
        ...said,
        id: 'n2',
        person: null,
        who: 'Хажуу айлын хүүхэд, нэрийг нь мэдэхгүй',
        setting: 'named',
        minutes: null,
        note: '',
        name: '',
      },
    ]
  }

  private person(id: string): TracedPerson {
    const { name = '', role = 'student' } = this.store.person.get(id) ?? {}
    const home = [...this.store.enrolment.values()].find(e => e.person === id && e.role === 'student')?.group
    const group = home ? (this.store.group.get(home)?.name ?? '') : ''
    return { ref: id, name, role, group, school: '45 дугаар сургууль', outside: false }
  }

  private open(id: string, person: string, more: Partial<CaseLine>): CaseLine {
    const { name, group, school } = this.person(person)
    const line: CaseLine = {
      id,
      place: PLACE,
      person,
      status: 'suspected',
      asymptomatic: false,
      onset: null,
      tested: null,
      isolated: null,
      symptomFree: null,
      from: null,
      note: '',
      openedAt: NOW,
      openedBy: OFFICER.by,
      closedAt: null,
      name,
      group,
      school,
      following: 0,
      tracedAt: null,
      ...more,
    }
    this.cases.set(id, line)
    return line
  }

  handle(method: string, path: string, query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    const [area = '', id = '', what = '', part = '', rest = ''] = path
      .slice('/api/'.length)
      .split('/')
      .map(decodeURIComponent)
    if (['cases', 'questions'].includes(area) && method !== 'GET') this.asked.push({ method, path, body })
    if (area === 'places' && what === 'cases') return this.casesOf(method, query.get('state') ?? 'open', body)
    if (area === 'places' && what === 'packs' && method === 'GET') return this.packs()
    if (area === 'places' && what === 'questions' && method === 'POST') return this.ask(path, body)
    if (area === 'questions') return this.question(id, what, query)
    if (area === 'jobs' && id.startsWith('trace')) return this.job(id, what)
    if (area !== 'cases') return undefined
    const line = this.cases.get(id)
    if (!line) return missing()
    if (what === '' && method === 'PATCH') return this.edit(line, body)
    if (what === '') return ok(this.page(line))
    if (what === 'follow-up') return this.follow(method, line, part, body)
    if (what === 'named') return this.name(method, line, part || rest, body)
    return undefined
  }

  private casesOf(method: string, state: string, body: unknown): FixtureAnswer {
    if (method === 'POST') {
      const draft = caseDraftSchema.parse(body)
      this.asked.push({ method, path: 'cases', body })
      return { status: 201, body: this.open(`case${this.cases.size + 1}`, draft.person, draft) }
    }
    const cases = [...this.cases.values()].filter(
      c => state === 'all' || (c.closedAt === null) === (state === 'open'),
    )
    return ok(casesSchema.parse({ cases: cases.map(c => this.counted(c)) }))
  }

  private counted(line: CaseLine): CaseLine {
    const following = [...this.followed.values()].filter(
      f => f.case === line.id && f.state === 'following',
    ).length
    const traced = this.questions.filter(q => q.line.case === line.id && q.line.answers > 0).at(-1)
    return { ...line, following, tracedAt: traced?.line.at ?? null }
  }

  private edit(line: CaseLine, body: unknown): FixtureAnswer {
    const { closed, ...edit } = caseEditSchema.parse(body)
    const next = {
      ...line,
      ...(edit as Partial<CaseLine>),
      ...(closed === undefined ? {} : { closedAt: closed ? NOW : null }),
    }
    this.cases.set(line.id, next)
    return ok(this.counted(next))
  }

  private page(line: CaseLine): unknown {
    const [pack] = PACKS
    return casePageSchema.parse({
      case: this.counted(line),
      timeZone: 'Asia/Ulaanbaatar',
      today: TODAY,
      window: WINDOW,
      pack: { id: pack?.id, version: pack?.version, name: pack?.name },
      named: this.named.filter(n => n.case === line.id),
      questions: this.questions
        .filter(q => q.line.case === line.id)
        .map(q => q.line)
        .reverse(),
    })
  }

  private packs(): FixtureAnswer {
    const kept = { place: null, madeAt: NOW, madeBy: 'Schoolgate', signed: null }
    const [current] = PACKS
    return ok(
      packsSchema.parse({
        packs: PACKS.map(p => ({ ...p, ...kept })),
        current: { id: current?.id, version: current?.version },
      }),
    )
  }

  private ask(path: string, body: unknown): FixtureAnswer | undefined {
    const request = questionRequestSchema.parse(body)
    // the days and the network of a case are answered elsewhere
    if (!['contacts', 'forward', 'backward', 'compare'].includes(request.kind)) return undefined
    this.asked.push({ method: 'POST', path, body })
    const waits = request.kind === 'forward'
    const [pack] = PACKS
    const line: QuestionLine = {
      id: `q${++this.seq}`,
      at: NOW,
      ...OFFICER,
      kind: request.kind,
      purpose: request.purpose,
      note: request.note,
      place: PLACE,
      case: request.case,
      asked: 1,
      pack: { id: pack?.id ?? '', version: pack?.version ?? 1 },
      state: waits ? 'waiting' : 'answered',
      approval: waits ? { why: 'generations', by: null, at: null } : null,
      size: null,
      answers: 0,
      grade: null,
    }
    this.questions.push({ line, request })
    return this.answer(line.id)
  }

  private answer(id: string): FixtureAnswer {
    const kept = this.questions.find(q => q.line.id === id)
    if (!kept) return missing()
    const { request } = kept
    if (kept.line.state === 'waiting')
      return ok(questionReplySchema.parse({ question: kept.line, answer: null, changed: false }))
    const answer = answerSchema.parse(this.answerTo(request))
    const size =
      answer.kind === 'compare' ? answer.changes.length : 'contacts' in answer ? answer.contacts.length : 0
    kept.line = {
      ...kept.line,
      size,
      answers: kept.line.answers + 1,
      grade: 'grade' in answer ? answer.grade.grade : null,
      state: 'answered',
    }
    const changed = this.changed && kept.line.answers > 1
    return ok(questionReplySchema.parse({ question: kept.line, answer, changed }))
  }

  private answerTo(request: QuestionRequest): Answer | undefined {
    const line = this.cases.get(request.case ?? '')
    if (!line) return undefined
    const [first, second] = PACKS
    const person = this.person(line.person)
    if (request.kind === 'compare') {
      const changes = this.contacts.filter(c => c.meets === 'yes').slice(4, 13)
      return {
        kind: 'compare',
        packs: [first, second].map((p, i) => ({
          id: p?.id ?? '',
          version: p?.version ?? 1,
          name: p?.name ?? '',
          meets: 26 - i * 7,
        })),
        persons: [person],
        changes: changes.map((c, i) => ({
          person: c.person,
          first: i < 7 ? ('yes' as const) : ('no' as const),
          second: i < 7 ? ('no' as const) : ('yes' as const),
          probability: c.probability,
          reason: c.reasons[0] ?? null,
        })),
      }
    }
    if (request.kind !== 'contacts' && request.kind !== 'forward' && request.kind !== 'backward')
      return undefined
    const pack = PACKS.find(p => p.id === request.pack?.id) ?? first
    const followed = new Map([...this.followed.values()].map(f => [f.person, f.state]))
    const of = { id: pack?.id ?? '', version: pack?.version ?? 1, name: pack?.name ?? '' }
    return listFor(request.kind, line.id === 'case1' ? this.contacts : [], person, followed, of)
  }

  private question(id: string, what: string, query: URLSearchParams): FixtureAnswer {
    const kept = this.questions.find(q => q.line.id === id)
    if (!kept) return missing()
    if (what === 'approve') {
      kept.line = {
        ...kept.line,
        state: 'approved',
        approval: { why: kept.line.approval?.why ?? '', by: 'Nguyễn Thị Ngọc Ánh', at: NOW },
      }
      return ok(kept.line)
    }
    if (what === 'export') {
      this.exported.push(query.get('format') ?? '')
      return { status: 202, body: this.jobNow(`trace${this.exported.length}`, false) }
    }
    if (kept.line.state === 'waiting') return waits()
    return this.answer(id)
  }

  private job(id: string, what: string): FixtureAnswer {
    if (what === 'file')
      return {
        status: 200,
        body: new TextEncoder().encode('%PDF-'),
        type: 'application/pdf',
        name: 'contacts.pdf',
      }
    return ok(this.jobNow(id, true))
  }
  private jobNow(id: string, isDone: boolean): unknown {
    const [state, done, file] = isDone
      ? (['done', 40, `/api/jobs/${id}/file`] as const)
      : (['running', 12, null] as const)
    return jobSchema.parse({ id, kind: 'trace', state, done, total: 40, step: 'drawing', file, fault: null })
  }

  private follow(method: string, line: CaseLine, part: string, body: unknown): FixtureAnswer {
    if (method === 'GET')
      return ok(followUpLineSchema.array().parse([...this.followed.values()].filter(f => f.case === line.id)))
    if (part === 'undo') {
      const held = this.before.get(followUpUndoSchema.parse(body).batch)
      if (!held) return missing()
      for (const [person, was] of held) was ? this.followed.set(person, was) : this.followed.delete(person)
      return { status: 204 }
    }
    if (method === 'PUT') {
      const { persons, state } = followUpStatesSchema.parse(body)
      if (part !== '' || persons.some(id => !this.followed.has(id))) return missing()
      const batch = `b${++this.seq}`
      const moved = persons.flatMap(id => {
        const held = this.followed.get(id)
        return held && held.state !== state ? [held] : []
      })
      this.before.set(batch, new Map(moved.map(held => [held.person, held])))
      for (const held of moved) this.followed.set(held.person, { ...held, state })
      const unchanged = persons.length - moved.length
      return ok(followUpReplySchema.parse({ batch, added: 0, extended: moved.length, unchanged }))
    }
    const { question, persons } = followUpRequestSchema.parse(body)
    const batch = `b${++this.seq}`
    const was = new Map(persons.map(id => [id, this.followed.get(id)]))
    this.before.set(batch, was)
    for (const id of persons) {
      const c = this.contacts.find(x => x.person.ref === id)
      if (!c) return missing()
      const { name, group, school } = c.person
      const setting = c.reasons[0]?.setting ?? 'school'
      this.followed.set(id, {
        case: line.id,
        person: id,
        place: PLACE,
        state: 'following',
        question,
        probability: c.probability,
        setting,
        lastDay: c.lastDay,
        until: addDays(c.lastDay, 14),
        addedAt: NOW,
        addedBy: OFFICER.by,
        batch,
        name,
        group,
        school,
      })
    }
    const extended = [...was.values()].filter(x => x !== undefined).length
    return ok(followUpReplySchema.parse({ batch, added: persons.length - extended, extended, unchanged: 0 }))
  }

  private name(method: string, line: CaseLine, part: string, body: unknown): FixtureAnswer {
    if (method === 'DELETE') {
      this.named = this.named.filter(n => n.id !== part)
      return { status: 204 }
    }
    const draft = namedDraftSchema.parse(body)
    const name = draft.person ? this.person(draft.person).name : ''
    this.named.push({ ...draft, id: `n${++this.seq}`, case: line.id, at: NOW, by: OFFICER.by, name })
    return { status: 201, body: this.named.at(-1) }
  }
}

const ok = (body: unknown): FixtureAnswer => ({ status: 200, body })
const waits = (): FixtureAnswer => ({
  status: 409,
  body: {
    type: 'about:blank',
    title: 'conflict',
    status: 409,
    code: 'conflict',
    where: 'approval',
    detail: 'waiting',
  },
})
const missing = (): FixtureAnswer => ({
  status: 404,
  body: { type: 'about:blank', title: 'not-found', status: 404, code: 'not-found' },
})
