import {
  type Answer,
  answerSchema,
  type TimelineAnswer,
  type TracedPerson,
} from '@schoolgate/protocol/http/trace-answer'
import {
  type CaseLine,
  casePageSchema,
  casesSchema,
  type Interview,
  interviewSchema,
  namedDraftSchema,
} from '@schoolgate/protocol/http/trace-case'
import {
  type Packs,
  packDraftSchema,
  packSignSchema,
  packsSchema,
} from '@schoolgate/protocol/http/trace-pack'
import {
  type QuestionLine,
  type QuestionRequest,
  questionReplySchema,
  questionRequestSchema,
  questionsPageSchema,
} from '@schoolgate/protocol/http/trace-question'
import type { NamedContact } from '@schoolgate/protocol/trace/case'
import { addDays, weekdayOf } from '../src/text/day.ts'
import { FixtureGroups } from './fixture-groups.ts'
import { pupilId, TODAY } from './fixture-groups-data.ts'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'
import { makeNetwork } from './network-maker.ts'

const MINUTE = 60_000
/** midnight of a day in Ulaanbaatar (UTC+8), epoch ms */
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`) - 8 * 60 * MINUTE
const NOW = midnight(TODAY) + 9 * 60 * MINUTE
const FIRST = addDays(TODAY, -6)
const PAGE = 12

/** A made-up hub's tracing, as far as the network, the interview, packs, questions to the record and their log ask. */
export class FixtureNetwork implements FixturePart {
  /** what was asked for with a body: method, path, body */
  readonly asked: { method: string; path: string; body: unknown }[] = []
  /** questions wait for a second officer */
  isWaiting = false
  network = makeNetwork({ cases: 60, contacts: 240, days: 40 })
  readonly named: (NamedContact & { name: string })[] = []
  readonly log: QuestionLine[] = []
  packs: Packs = {
    packs: [builtIn('who', 'ДЭМБ, ойр хавьтлын тодорхойлолт'), builtIn('cdc', 'CDC K-12')],
    current: { id: 'who', version: 1 },
  }
  private store = new FixtureGroups().store
  private seq = 0

  /** Speaks of the people of the started hub's directory. */
  use(store: FixtureGroups['store']): void {
    this.store = store
  }
  /** Earlier questions of others, some waiting. */
  fillLog(n: number): void {
    for (let i = 0; i < n; i++) {
      const isWaiting = i % 7 === 2
      this.log.push({
        ...this.line({
          kind: i % 3 === 0 ? 'contacts' : i % 3 === 1 ? 'shared' : 'network',
          purpose: i % 2 === 0 ? 'case-contacts' : 'other',
          note: i % 2 === 0 ? '' : 'Дүүргийн шуурхай хуралд',
        }),
        at: NOW - i * 47 * MINUTE,
        officer: i % 5 === 4 ? 'o1' : 'o2',
        by: i % 5 === 4 ? 'Дулам' : 'Nguyễn Thị Ngọc Ánh',
        case: i % 3 === 0 ? 'case-1' : null,
        state: isWaiting ? 'waiting' : 'answered',
        approval: isWaiting ? { why: 'over', by: null, at: null } : null,
        size: isWaiting ? null : 3 + ((i * 13) % 90),
        answers: isWaiting ? 0 : 1 + (i % 3),
        grade: i % 3 === 0 && !isWaiting ? 'B' : null,
      })
    }
  }

  handle(method: string, path: string, query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    if (method !== 'GET') this.asked.push({ method, path, body })
    const [area = '', id = '', what = '', ...rest] = path
      .slice('/api/'.length)
      .split('/')
      .map(decodeURIComponent)
    if (area === 'places' && what === 'questions' && method === 'POST')
      return this.ask(questionRequestSchema.parse(body))
    if (area === 'places' && what === 'questions')
      return ok(this.page(Number(query.get('before') ?? Number.MAX_SAFE_INTEGER)))
    if (area === 'questions') return this.question(id, what)
    if (area === 'places' && what === 'cases' && method === 'GET')
      return ok(casesSchema.parse({ cases: this.cases() }))
    if (area === 'places' && what === 'packs') return this.pack(method, id, rest, body)
    if (area !== 'cases') return undefined
    const one = this.cases().find(c => c.id === id)
    if (!one) return missing()
    if (what === '') return ok(this.casePage(one))
    if (what === 'interview') return ok(this.interview(one))
    if (what === 'named') return this.name(method, one, rest[0], body)
    return undefined
  }

  cases(): CaseLine[] {
    return [0, 40, 41, 90].map((n, i) => {
      const at = addDays(TODAY, -3 - i)
      return {
        ...{
          id: `case-${i}`,
          place: 'p1',
          person: pupilId(n),
          name: this.person(n).name,
          group: this.person(n).group,
        },
        school: '45 дугаар сургууль',
        status: i === 2 ? 'suspected' : i === 1 ? 'probable' : 'confirmed',
        asymptomatic: i === 1,
        onset: i === 1 ? null : at,
        tested: at,
        isolated: null,
        symptomFree: null,
        from: null,
        note: '',
        openedAt: NOW - i * 86_400_000,
        openedBy: 'Дулам',
        closedAt: i === 3 ? NOW : null,
        following: i * 3,
        tracedAt: i === 0 ? NOW : null,
      }
    })
  }

  person(n: number): TracedPerson {
    const found = this.store.person.get(pupilId(n))
    const group = [...this.store.enrolment.values()].find(
      e => e.person === pupilId(n) && e.role === 'student',
    )
    return {
      ref: pupilId(n),
      name: found?.name ?? '',
      role: 'student',
      group: this.store.group.get(group?.group ?? '')?.name ?? '',
      school: '45 дугаар сургууль',
      outside: false,
    }
  }

  private casePage(one: CaseLine) {
    return casePageSchema.parse({
      case: one,
      timeZone: 'Asia/Ulaanbaatar',
      today: TODAY,
      window: { from: FIRST, to: TODAY },
      pack: { id: 'who', version: 1, name: 'ДЭМБ' },
      named: this.named.filter(n => n.case === one.id),
      questions: [],
    })
  }

  private days(): TimelineAnswer['days'] {
    return Array.from({ length: 7 }, (_, i) => {
      const day = addDays(FIRST, i)
      const taught = weekdayOf(day) <= 5
      const at = (h: number, m: number): number => midnight(day) + (h * 60 + m) * MINUTE
      const seen = taught && i !== 4
      const near = [this.person(1), this.person(2), this.person(3)]
      const lesson = (
        k: number,
        label: string,
        room: string,
      ): TimelineAnswer['days'][number]['blocks'][number] => ({
        ...{
          setting: k === 1 ? 'seat' : 'lesson',
          label,
          room,
          people: 31 - k,
          near: k === 3 ? [] : near.slice(0, 4 - k),
        },
        from: at(8, (k - 1) * 45),
        to: at(8, (k - 1) * 45 + 40),
      })
      return {
        ...{ day, taught, why: taught ? '' : 'weekend', seen, infectious: i > 1 },
        visits: seen
          ? [
              {
                from: at(7, 48),
                to: i === 6 ? null : at(13, 5),
                inferred: i % 2 === 1,
                site: '45 дугаар сургууль',
              },
            ]
          : [],
        blocks: taught
          ? [
              {
                setting: 'bus',
                from: at(7, 10),
                to: at(7, 42),
                label: 'Чиглэл 3',
                room: '',
                people: 18,
                near: [this.person(60), outside],
              },
              lesson(1, 'Математик', '101'),
              lesson(2, 'Дүрслэх урлаг, технологи', 'Физик, химийн лаборатори'),
              lesson(3, 'Монгол хэл', '101'),
              {
                setting: 'table',
                from: at(10, 50),
                to: at(11, 10),
                label: 'Ширээ 4',
                room: 'Хоолны газар',
                people: 6,
                near,
              },
              {
                setting: 'arrival',
                from: null,
                to: null,
                label: '',
                room: '',
                people: 2,
                near: [this.person(5)],
              },
            ]
          : [
              {
                setting: 'household',
                from: null,
                to: null,
                label: '',
                room: '',
                people: 3,
                near: [this.person(70)],
              },
            ],
      }
    })
  }

  private interview(one: CaseLine): Interview {
    const days = this.days().map(({ infectious: _, visits: __, ...day }) => day)
    return interviewSchema.parse({
      case: one,
      timeZone: 'Asia/Ulaanbaatar',
      days,
      named: this.named.filter(n => n.case === one.id),
    })
  }

  private name(method: string, one: CaseLine, id: string | undefined, body: unknown): FixtureAnswer {
    if (method === 'DELETE') {
      const at = this.named.findIndex(n => n.id === id)
      if (at < 0) return missing()
      this.named.splice(at, 1)
      return { status: 204 }
    }
    const draft = namedDraftSchema.parse(body)
    const name = draft.person === null ? draft.who : (this.store.person.get(draft.person)?.name ?? '')
    const kept = { ...draft, id: `nam-${++this.seq}`, case: one.id, at: NOW, by: 'Дулам', name }
    this.named.push(kept)
    return { status: 201, body: kept }
  }

  private pack(method: string, place: string, [id, version]: string[], body: unknown): FixtureAnswer {
    if (method === 'GET') return ok(packsSchema.parse(this.packs))
    if (id === undefined) {
      const draft = packDraftSchema.parse(body)
      const same = this.packs.packs.filter(p => p.id === draft.id)
      const last = same.reduce((a, p) => Math.max(a, p.version), 0)
      const open = same.find(p => p.signed === null && p.place !== null)
      const kept = {
        ...draft,
        version: open?.version ?? last + 1,
        place,
        madeAt: NOW,
        madeBy: 'Дулам',
        signed: null,
      }
      this.packs = { ...this.packs, packs: [...this.packs.packs.filter(p => p !== open), kept] }
      return { status: 201, body: kept }
    }
    const { current } = packSignSchema.parse(body)
    const signed = { at: NOW, by: 'Дулам', officer: 'o1' }
    const ref = { id, version: Number(version) }
    this.packs = {
      packs: this.packs.packs.map(p =>
        p.id === id && p.version === ref.version && p.signed === null ? { ...p, signed } : p,
      ),
      current: current ? ref : this.packs.current,
    }
    return { status: 204 }
  }

  private line(asked: Pick<QuestionRequest, 'kind' | 'purpose' | 'note'>): QuestionLine {
    return {
      ...{
        id: `que-${++this.seq}`,
        at: NOW,
        officer: 'o1',
        by: 'Дулам',
        place: '45 дугаар сургууль',
        case: null,
        asked: 1,
        pack: null,
      },
      ...{ kind: asked.kind, purpose: asked.purpose, note: asked.note },
      ...{ state: 'answered', approval: null, size: 10, answers: 1, grade: null },
    }
  }
  private ask(asked: QuestionRequest): FixtureAnswer {
    const line = this.line(asked)
    if (this.isWaiting) {
      line.state = 'waiting'
      line.approval = { why: 'kinds', by: null, at: null }
      this.log.unshift(line)
      return {
        status: 200,
        body: questionReplySchema.parse({ question: line, answer: null, changed: false }),
      }
    }
    this.log.unshift(line)
    const answer = this.answer(asked)
    // the large network was made by the schema's own type: reading it again takes longer than the page may
    if (answer.kind === 'network') return ok({ question: line, answer, changed: false })
    return ok(
      questionReplySchema.parse({ question: line, answer: answerSchema.parse(answer), changed: false }),
    )
  }
  private question(id: string, what: string): FixtureAnswer {
    const line = this.log.find(q => q.id === id)
    if (!line) return missing()
    if (what === 'answer')
      return ok({ question: line, answer: line.state === 'waiting' ? null : this.network, changed: false })
    line.state = what === 'refuse' ? 'refused' : 'approved'
    line.approval = { why: line.approval?.why ?? '', by: 'Дулам', at: NOW }
    return ok(line)
  }
  private page(before: number) {
    const older = this.log.filter(q => q.at < before)
    const questions = older.slice(0, PAGE)
    return questionsPageSchema.parse({
      questions,
      next: older.length > PAGE ? (questions.at(-1)?.at ?? null) : null,
    })
  }

  private answer(asked: QuestionRequest): Answer {
    if (asked.kind === 'network') return this.network
    const grade: TimelineAnswer['grade'] = {
      grade: 'B',
      causes: [{ code: 'no-exits', n: 2, of: 5, days: [FIRST] }],
    }
    if (asked.kind === 'timeline')
      return {
        kind: 'timeline',
        person: this.person(0),
        timeZone: 'Asia/Ulaanbaatar',
        days: this.days(),
        grade,
      }
    if (asked.kind === 'room') {
      const at = (h: number, m: number): number => midnight(asked.day) + (h * 60 + m) * MINUTE
      const people = [0, 1, 2, 3, 4].map(n => ({
        ...{
          person: n === 4 ? outside : this.person(n),
          from: at(8, 0),
          to: at(8, 40),
          label: 'Математик, 1А',
        },
        quality: n === 2 ? (['presence-inferred'] as const).slice() : [],
      }))
      return {
        kind: 'room',
        room: asked.room,
        label: '101',
        day: asked.day,
        people: asked.from >= '20:00' ? [] : people,
        grade,
      }
    }
    if (asked.kind === 'compare') {
      const change = (n: number, first: 'yes' | 'no', second: 'yes' | 'no' | 'unknown') => ({
        ...{ person: this.person(n), first, second, probability: 0.4 - n / 100 },
        reason: {
          setting: 'seat' as const,
          distance: 'near' as const,
          label: 'Математик',
          days: 2,
          times: 3,
          minutes: 120,
        },
      })
      const packs = asked.packs.map((p, i) => ({
        id: p.id,
        version: p.version,
        name: 'name' in p ? p.name : 'ДЭМБ',
        meets: 12 - 4 * i,
      }))
      return {
        kind: 'compare',
        packs,
        persons: [this.person(0)],
        changes: [change(1, 'no', 'yes'), change(2, 'yes', 'no'), change(3, 'yes', 'no')],
      }
    }
    return {
      kind: 'shared',
      cases: [this.person(0), this.person(40), this.person(41)],
      people: 512,
      findings: [
        {
          kind: 'bus',
          id: 'b3',
          label: 'Чиглэл 3',
          cases: 3,
          members: 18,
          lift: 21.4,
          p: 0.00002,
          q: 0.0004,
          who: [0, 40, 41].map(pupilId),
        },
        {
          kind: 'class',
          id: 'g2b',
          label: '2Б',
          cases: 2,
          members: 31,
          lift: 5.1,
          p: 0.004,
          q: 0.03,
          who: [40, 41].map(pupilId),
        },
        {
          kind: 'arrival-hour',
          id: '07',
          label: '07:00',
          cases: 3,
          members: 240,
          lift: 1.8,
          p: 0.1,
          q: 0.34,
          who: [0, 40, 41].map(pupilId),
        },
      ],
      tested: 84,
    }
  }
}

const outside: TracedPerson = {
  ref: 'outside-1',
  name: '',
  role: 'student',
  group: '',
  school: '',
  outside: true,
}

function builtIn(id: string, name: string): Packs['packs'][number] {
  return {
    ...{ id, version: 1, name, source: 'WHO, Contact tracing, 2024-12-06', from: '2026-01-01' },
    symptomatic: { before: 2, after: 10, symptomFree: 3 },
    asymptomatic: { before: 2, after: 10, symptomFree: 0 },
    incubation: { min: 2, max: 14 },
    ...{ minutes: 15, count: 'cumulative', window: 'day', distance: 'near' },
    ...{ always: ['household'], never: [], maskedPupils: id === 'cdc', followUp: 14 },
    approval: { over: 50, generations: 2, kinds: ['network'], purposes: ['other'] },
    ...{ place: null, madeAt: 0, madeBy: '', signed: { at: 0, by: 'Schoolgate', officer: '' } },
  }
}

const ok = (body: unknown): FixtureAnswer => ({ status: 200, body })
const missing = (): FixtureAnswer => ({
  status: 404,
  body: { type: 'about:blank', title: 'not-found', status: 404, code: 'not-found' },
})
