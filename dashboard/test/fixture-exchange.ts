import {
  type CardState,
  cardStateSchema,
  type VisitorList,
  type VisitorRequest,
  visitorListSchema,
  visitorPassSchema,
  visitPlaceSchema,
} from '@schoolgate/protocol/http/cards'
import { type Import, type ImportFault, importSchema } from '@schoolgate/protocol/http/import'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'

const MORNING = Date.UTC(2026, 8, 14, 0)
const NAMES = [
  'Мөнхбаатарын Өнөрцэцэг',
  'Nguyễn Thị Ngọc Ánh Trần Đức',
  'Щербакова Александра Константиновна',
  'Ыңтымак кызы Айпери',
]

/** Imports, cards and visitors as the hub speaks of them. An import works for two questions, then is ready. */
export class FixtureExchange implements FixturePart {
  readonly imports = new Map<string, Import>()
  /** every request that changed something, with its body */
  readonly asked: { path: string; body: unknown }[] = []
  cards: CardState = {
    people: 712,
    active: 655,
    without: 57,
    revoked: 12,
    issuedBefore: null,
    keys: [
      {
        kid: 'a1b2c3d4',
        place: 'p1',
        placeName: 'Сүхбаатар дүүрэг',
        madeAt: MORNING - 9e9,
        trustedUntil: null,
        held: true,
      },
      {
        kid: '09f8e7d6',
        place: 'p1',
        placeName: 'Сүхбаатар дүүрэг',
        madeAt: MORNING - 3e10,
        trustedUntil: '2026-12-01',
        held: true,
      },
    ],
  }
  visitors: VisitorList['visitors'] = NAMES.map((name, i) => ({
    person: `${i}`.repeat(16),
    name,
    phone: i === 0 ? '' : '9911 2233',
    purpose: ['3Б ангийн багш Дулам', 'Gặp cô giáo chủ nhiệm lớp 3B', 'Ремонт отопления', '7A'][i] as string,
    at: MORNING + i * 600_000,
    by: i === 2 ? 'desk' : 'phone',
    state: (['waiting', 'issued', 'revoked', 'refused'] as const)[i] as 'waiting',
    yes: i === 0 ? ['cough', 'contact'] : [],
    firstIn: i === 1 ? MORNING + 700_000 : null,
    lastOut: null,
  }))

  handle(method: string, path: string, query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    if (method !== 'GET') this.asked.push({ path, body })
    const [area = '', id = '', rest = '', more = ''] = path.slice('/api/'.length).split('/')
    if (area === 'imports') return this.import(method, id, rest, query)
    if (area === 'places' && rest === 'imports') return this.list(method)
    if (area === 'visit') return this.visit(method, id, body as VisitorRequest)
    if (area === 'sites' && rest === 'visitors')
      return this.desk(method, more, path.split('/').at(-1), body as VisitorRequest)
    if (area === 'places' && rest === 'cards' && more === '') return ok(cardStateSchema.parse(this.cards))
    if (area === 'places' && rest === 'cards' && more === 'issued-before') {
      this.cards = { ...this.cards, issuedBefore: (body as { day: string | null }).day }
      return { status: 204 }
    }
    if (area === 'places' && rest === 'keys') return { status: 204 }
    return undefined
  }

  private list(method: string): FixtureAnswer {
    if (method === 'GET') return ok({ imports: [...this.imports.values()] })
    const id = `i${this.imports.size + 1}`
    const job = {
      id: `j${id}`,
      kind: 'import' as const,
      state: 'running' as const,
      done: 0,
      total: 900,
      step: 'reading',
      file: null,
      fault: null,
    }
    this.imports.set(id, { ...blank(id), job })
    return { status: 201, body: { id } }
  }

  private import(method: string, id: string, rest: string, query: URLSearchParams): FixtureAnswer {
    const one = this.imports.get(id)
    if (!one) return { status: 404, body: { type: 'about:blank', title: '', status: 404, code: 'not-found' } }
    if (rest === 'faults') return ok({ faults: FAULTS, next: null })
    if (rest === 'people') return ok({ people: people(query.get('kind') as 'added'), next: null })
    if (method === 'GET') {
      const answer = importSchema.parse(one)
      const { job } = one
      if (job && job.done < 600) this.imports.set(id, { ...one, job: { ...job, done: job.done + 300 } })
      else if (one.state === 'reading') this.imports.set(id, { ...one, state: 'ready', job: null })
      else if (one.state === 'applying')
        this.imports.set(id, {
          ...one,
          state: 'applied',
          undoable: true,
          schools: one.schools.map(s => (s.state === 'ready' ? { ...s, state: 'applied' } : s)),
        })
      else if (one.state === 'undoing')
        this.imports.set(id, {
          ...one,
          state: 'undone',
          undoable: false,
          schools: one.schools.map(s => (s.state === 'applied' ? { ...s, state: 'undone' } : s)),
        })
      return ok(answer)
    }
    const state = { accept: 'applying', undo: 'undoing', cancel: 'cancelled', mapping: 'reading' } as const
    this.imports.set(id, { ...one, state: state[rest as 'accept'] })
    return { status: 202, body: {} }
  }

  private visit(method: string, poster: string, body: VisitorRequest): FixtureAnswer {
    if (poster !== 'good')
      return { status: 404, body: { type: 'about:blank', title: '', status: 404, code: 'not-found' } }
    if (method === 'GET')
      return ok(
        visitPlaceSchema.parse({
          siteName: '45 дугаар сургууль',
          gateName: 'Өмнөд хаалга',
          locale: 'mn',
          questions: ['fever', 'cough', 'throat', 'contact', 'travel'],
        }),
      )
    return { status: 201, body: passOf(body) }
  }

  private desk(
    method: string,
    person: string,
    step: string | undefined,
    body: VisitorRequest,
  ): FixtureAnswer {
    if (method === 'GET') return ok(visitorListSchema.parse({ visitors: this.visitors }))
    if (person === '') return { status: 201, body: passOf(body) }
    const state = ({ issue: 'issued', refuse: 'refused', revoke: 'revoked' } as const)[step as 'issue']
    this.visitors = this.visitors.map(v => (v.person === person ? { ...v, state } : v))
    const name = this.visitors.find(v => v.person === person)?.name ?? ''
    return ok(step === 'issue' ? { ...passOf(undefined), name } : {})
  }
}

const ok = (body: unknown): FixtureAnswer => ({ status: 200, body })

function passOf(request: VisitorRequest | undefined) {
  const yes = request && Object.values(request.declaration.answers).some(Boolean)
  return visitorPassSchema.parse({
    person: '9'.repeat(16),
    name: request ? `${request.family} ${request.given}`.trim() : '-',
    text: yes ? null : `SG1:${'6BF9Z:X2'.repeat(19)}`,
    day: '2026-09-14',
    site: 's1',
    siteName: '45 дугаар сургууль',
  })
}

const blank = (id: string): Import => ({
  id,
  place: 'p1',
  file: 'oneroster-2026-09.zip',
  at: MORNING,
  by: 'Дулам',
  kind: 'oneroster-1.2',
  mode: 'bulk',
  state: 'reading',
  job: null,
  encodings: [{ file: 'users.csv', encoding: 'windows-1251' }],
  table: null,
  schools: [
    {
      source: 's45',
      name: '45 дугаар сургууль',
      place: 'p1',
      people: { added: 31, changed: 4, moved: 1, archived: 2, reactivated: 1, unchanged: 640 },
      records: [
        { kind: 'group', added: 2, changed: 0, removed: 0 },
        { kind: 'enrolment', added: 34, changed: 3, removed: 2 },
      ],
      errors: 0,
      warnings: 1,
      state: 'ready',
    },
    {
      source: 's46',
      name: 'Trường Tiểu học Nguyễn Bỉnh Khiêm, cơ sở hai',
      place: null,
      people: { added: 12, changed: 0, moved: 0, archived: 0, reactivated: 0, unchanged: 0 },
      records: [],
      errors: 2,
      warnings: 0,
      state: 'faulty',
    },
  ],
  errors: 2,
  warnings: 1,
  undoable: false,
})

function people(kind: 'added' | 'changed' | 'moved' | 'archived' | 'reactivated') {
  const changes = kind === 'changed' ? [{ field: 'family', before: 'Бат', after: 'Батбаярын' }] : []
  return NAMES.map(name => ({ kind, name, role: 'student', group: '3Б', school: 's45', changes }))
}

const spot = {
  file: 'users.csv',
  line: 812,
  column: 'birthDate',
  value: '31/02/2016',
  params: {},
  school: 's46',
}
const FAULTS: ImportFault[] = [
  { ...spot, code: 'date-impossible', level: 'error' },
  {
    ...spot,
    code: 'user-org-unknown',
    column: 'orgSourcedIds',
    value: 'school-470000000000000001',
    line: 913,
    level: 'error',
  },
  {
    ...spot,
    code: 'encoding-guessed',
    column: '',
    line: 0,
    value: '',
    params: { encoding: 'windows-1251' },
    school: '',
    level: 'warning',
  },
]
