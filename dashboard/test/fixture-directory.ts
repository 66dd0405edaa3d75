import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { displayName } from '@schoolgate/protocol/directory/name'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Change, RecordKind } from '@schoolgate/protocol/directory/records'
import { fold, score } from '@schoolgate/protocol/fold'
import {
  type CardLine,
  type HistoryLine,
  historyLineSchema,
  type PersonLine,
  peoplePageSchema,
  peopleQuerySchema,
  personPageSchema,
  treeSchema,
} from '@schoolgate/protocol/http/directory'
import { type Job, jobSchema } from '@schoolgate/protocol/http/job'
import { addDays, weekdayOf } from '../src/text/day.ts'
import { FixtureGroups } from './fixture-groups.ts'
import { pupilId, TODAY } from './fixture-groups-data.ts'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'

const PLACE = 'p1'
/** 08:00 of the fixture's day in Ulaanbaatar, epoch ms */
const MORNING = Date.UTC(2026, 8, 14, 0)
const DAY_MS = 86_400_000
const OFFICER = 'Дулам'

/** The people of the made-up school (`fixture-groups.ts`) as the hub speaks of them: lists, pages, cards, history. */
export class FixtureDirectory implements FixturePart {
  readonly groups = new FixtureGroups()
  readonly store = this.groups.store
  /** every request that changed something: method and path */
  readonly asked: string[] = []
  readonly cards = new Map<string, (CardLine & { text: string })[]>()
  readonly photos = new Map<string, { type: string; bytes: Uint8Array }>()
  readonly history: HistoryLine[] = []
  readonly jobs = new Map<string, { job: Job; polls: number; type: string; name: string }>()
  private seq = 0

  constructor() {
    this.families()
    this.firstCards()
  }

  handle(method: string, path: string, query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    if (method !== 'GET') this.asked.push(`${method} ${path}`)
    const [area = '', id = '', rest] = path.slice('/api/'.length).split('/').map(decodeURIComponent)
    if (area === 'tree') return ok(this.tree())
    if (area === 'jobs') return this.job(method, id, rest)
    if (area === 'people') return this.person(method, id, rest ?? '', query, body)
    if (area === 'cards') return this.card(id, rest ?? '')
    if (area === 'changes') return this.undo(method, path, query, body)
    if (area !== 'places') return this.groups.handle(method, path, query, body)
    const what = path.split('/').slice(4).join('/')
    if (what === 'people' && (id === PLACE || id === 'j1')) return ok(this.people(query))
    if (what === 'changes' && method === 'POST') return this.change(method, path, query, body)
    if (what === 'export' || what === 'cards/print') return this.start(what, query)
    if (what === 'book' && id !== PLACE) return this.districtBook(id)
    return this.groups.handle(method, path, query, body)
  }

  private tree(): unknown {
    const { jurisdiction, site, gate, person } = this.store
    return treeSchema.parse({
      jurisdictions: [...jurisdiction.values()].map(j => ({
        ...j,
        people: j.id === PLACE ? person.size : 0,
      })),
      sites: [...site.values()],
      gates: [...gate.values()],
    })
  }

  private districtBook(id: string): FixtureAnswer {
    const place = this.store.jurisdiction.get(id)
    if (!place) return problem('not-found', 404)
    const empty = { sites: [], gates: [], rooms: [], shifts: [], terms: [], calendar: [] }
    return ok({ place, ...empty, courses: [], groups: [], staff: [], today: TODAY })
  }

  private people(query: URLSearchParams): unknown {
    const asked = peopleQuerySchema.parse(Object.fromEntries(query))
    const wanted = fold(asked.text ?? '')
    const fitting = [...this.store.person.values()]
      .filter(p => asked.status === 'all' || p.status === asked.status)
      .filter(p => !asked.role || p.role === asked.role)
      .filter(p => !asked.group || this.enrolments(p.id).some(e => e.group === asked.group))
      .map(p => this.line(p))
      .filter(l => !asked.card || (asked.card === 'active') === (l.card === 'active'))
      .filter(
        l => wanted === '' || score(wanted, fold(`${l.name} ${l.group} ${l.number ?? ''}`)) !== undefined,
      )
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
    const from = asked.after ? fitting.findIndex(l => l.id === asked.after) + 1 : 0
    const people = fitting.slice(from, from + asked.limit)
    const next = from + asked.limit < fitting.length ? (people.at(-1)?.id ?? null) : null
    return peoplePageSchema.parse({ people, total: fitting.length, next })
  }

  private line(person: Person): PersonLine {
    const { id, name, given, role, number, status, place } = person
    const home = this.enrolments(id).find(
      e => e.role === 'student' && this.store.group.get(e.group)?.kind === 'class',
    )
    const cards = this.cards.get(id) ?? []
    const card = cards.some(c => c.state === 'active')
      ? 'active'
      : cards.some(c => c.state === 'revoked')
        ? 'revoked'
        : cards.some(c => c.state === 'expired')
          ? 'expired'
          : 'none'
    const group = home ? (this.store.group.get(home.group)?.name ?? '') : ''
    return { id, name, given, role, place, group, number, status, card }
  }

  private enrolments(person: string) {
    return [...this.store.enrolment.values()].filter(e => e.person === person)
  }

  private person(
    method: string,
    id: string,
    what: string,
    query: URLSearchParams,
    body: unknown,
  ): FixtureAnswer | undefined {
    const person = this.store.person.get(id)
    if (!person) return problem('not-found', 404)
    if (what === '') return ok(this.page(person))
    if (what === 'history') return ok({ lines: this.history.filter(h => this.touches(h, id)).reverse() })
    if (what === 'attendance')
      return ok(this.attendance(person, query.get('from') ?? TODAY, query.get('to') ?? TODAY))
    if (what === 'cards') return this.reissue(person)
    if (what !== 'photo') return undefined
    if (method === 'PUT') {
      this.photos.set(id, { type: 'image/png', bytes: body as Uint8Array })
      return { status: 204 }
    }
    if (method === 'DELETE') {
      this.photos.delete(id)
      return { status: 204 }
    }
    const photo = this.photos.get(id)
    return photo ? { status: 200, body: photo.bytes, type: photo.type } : problem('not-found', 404)
  }

  private page(person: Person): unknown {
    const { guardianship, absence, group, post } = this.store
    const relative = (id: string, relation: string, link: unknown) => {
      const other = this.store.person.get(id)
      return { id, name: other?.name ?? '', relation, phone: other?.phone ?? null, link }
    }
    const links = [...guardianship.values()]
    return personPageSchema.parse({
      person,
      school: this.store.jurisdiction.get(person.place)?.name ?? '',
      timeZone: 'Asia/Ulaanbaatar',
      hasPhoto: this.photos.has(person.id),
      posts: [...post.values()].filter(p => p.person === person.id),
      enrolments: this.enrolments(person.id).map(e => ({
        ...e,
        groupName: group.get(e.group)?.name ?? '',
        groupKind: group.get(e.group)?.kind ?? 'class',
      })),
      guardians: links.filter(g => g.child === person.id).map(g => relative(g.guardian, g.relation, g)),
      children: links.filter(g => g.guardian === person.id).map(g => relative(g.child, g.relation, g)),
      cards: this.cards.get(person.id) ?? [],
      absences: [...absence.values()].filter(a => a.person === person.id),
      today: TODAY,
    })
  }

  private attendance(person: Person, from: string, to: string): AttendanceRow[] {
    const rows: AttendanceRow[] = []
    for (let day = from; day <= to && day <= TODAY; day = addDays(day, 1)) {
      if (weekdayOf(day) > 5 || day < '2026-09-01') continue
      const n = Number(day.slice(-2)) + Number.parseInt(person.id.slice(-2), 16)
      const away = n % 11 === 3
      const late = !away && n % 7 === 2
      const at = MORNING + (Date.parse(day) - Date.parse(TODAY))
      rows.push({
        day,
        person: person.id,
        group: 'g3b',
        role: person.role === 'teacher' ? 'teacher' : 'student',
        computed: away
          ? n % 2 === 0
            ? 'excused'
            : 'absent'
          : late
            ? 'late'
            : n % 13 === 5
              ? 'leftEarly'
              : 'present',
        reason: away && n % 2 === 0 ? 'illness' : null,
        firstIn: away ? null : at + (late ? 14 : -9) * 60_000,
        lastOut: away || day === TODAY ? null : at + 5 * 3_600_000,
        lateMin: late ? 9 : 0,
        earlyMin: 0,
        correction:
          n % 17 === 1
            ? { mark: 'excused', reason: 'medical', note: '', by: OFFICER, at: at + 6 * 3_600_000 }
            : null,
      })
    }
    return rows
  }

  private reissue(person: Person): FixtureAnswer {
    const before = this.cards.get(person.id) ?? []
    const card = this.newCard(person.id)
    this.cards.set(person.id, [
      card,
      ...before.map(c => (c.state === 'active' ? { ...c, state: 'reissued' as const, endedAt: MORNING } : c)),
    ])
    return ok({ card: card.id, expires: card.expires })
  }

  private newCard(person: string): CardLine & { text: string } {
    this.seq++
    return {
      id: `c${person.slice(-7)}${String(this.seq).padStart(8, '0')}`.replaceAll('c', 'd').slice(0, 16),
      issued: TODAY,
      expires: '2027-09-01',
      state: 'active',
      endedAt: null,
      text: 'SG1:',
    }
  }

  private card(id: string, what: string): FixtureAnswer | undefined {
    for (const [person, cards] of this.cards) {
      if (!cards.some(c => c.id === id)) continue
      this.cards.set(
        person,
        cards.map(c =>
          c.id !== id
            ? c
            : what === 'revoke'
              ? { ...c, state: 'revoked' as const, endedAt: MORNING }
              : { ...c, state: 'active' as const, endedAt: null },
        ),
      )
      return { status: 204 }
    }
    return problem('not-found', 404)
  }

  private change(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): FixtureAnswer | undefined {
    const { changes = [], note = '' } = (body ?? {}) as { changes?: Change[]; note?: string }
    const before = changes.map(c => {
      const id = c.op === 'put' ? c.record.id : c.id
      return { kind: c.kind, id, before: this.get(c.kind, id), after: c.op === 'put' ? c.record : null }
    })
    const answer = this.groups.handle(method, path, query, body)
    if (answer?.status === 200) {
      this.record((answer.body as { batch: string }).batch, note, before, MORNING + this.seq * 60_000)
    }
    return answer
  }

  private undo(
    method: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
  ): FixtureAnswer | undefined {
    const batch = path.split('/')[3]
    const lines = this.history.filter(h => h.batch === batch)
    const answer = this.groups.handle(method, path, query, body)
    if (answer?.status === 200) {
      const back = lines.map(h => ({ kind: h.kind, id: h.id, before: h.after, after: h.before }))
      this.record((answer.body as { batch: string }).batch, '', back, MORNING + this.seq * 60_000)
    }
    return answer
  }

  private get(kind: RecordKind, id: string): object | null {
    return (this.store[kind].get(id) as object | undefined) ?? null
  }

  private record(
    batch: string,
    note: string,
    lines: { kind: string; id: string; before: object | null; after: object | null }[],
    at: number,
    by: string = OFFICER,
  ): void {
    this.seq++
    for (const line of lines) this.history.push(historyLineSchema.parse({ batch, at, by, note, ...line }))
  }

  private touches(line: HistoryLine, person: string): boolean {
    const record = (line.after ?? line.before) as Record<string, unknown> | null
    return (
      line.id === person || [record?.person, record?.child, record?.guardian].some(value => value === person)
    )
  }

  private start(what: string, query: URLSearchParams): FixtureAnswer {
    const id = `job${this.jobs.size + 1}`
    const kind = what === 'export' ? 'export' : 'cards'
    const name =
      kind === 'cards' ? 'cards.pdf' : `people.${query.get('kind') === 'people-csv' ? 'csv' : 'xlsx'}`
    const job: Job = {
      id,
      kind,
      state: 'running',
      done: 0,
      total: 500,
      step: kind === 'cards' ? 'drawing' : 'writing',
      file: null,
      fault: null,
    }
    this.jobs.set(id, { job, polls: 0, type: 'application/octet-stream', name })
    return { status: 202, body: jobSchema.parse(job) }
  }

  private job(method: string, id: string, rest: string | undefined): FixtureAnswer {
    const held = this.jobs.get(id)
    if (!held) return problem('not-found', 404)
    if (method === 'DELETE') {
      held.job = { ...held.job, state: 'cancelled' }
      return { status: 204 }
    }
    if (rest === 'file')
      return { status: 200, body: new TextEncoder().encode('file'), type: held.type, name: held.name }
    held.polls++
    const isDone = held.polls >= 3
    if (held.job.state === 'running') {
      held.job = {
        ...held.job,
        done: isDone ? 500 : held.polls * 170,
        state: isDone ? 'done' : 'running',
        file: isDone ? `/api/jobs/${id}/file` : null,
      }
    }
    return ok(held.job)
  }

  // What the school is made of beyond its classes.

  private families(): void {
    const { groups, store } = this
    for (const [id, kind, name] of [
      ['j1', 'district', 'Сүхбаатар дүүрэг'],
      ['p3', 'school', '11 дүгээр сургууль'],
    ] as const) {
      groups.put('jurisdiction', {
        id,
        place: id,
        source: id,
        parent: kind === 'district' ? null : 'j1',
        kind,
        name,
        number: null,
        path: kind === 'district' ? '/j1/' : `/j1/${id}/`,
      })
    }
    const child = store.person.get(pupilId(0))
    if (!child) throw new Error('no pupils')
    groups.put('person', { ...child, birth: '2019-03-08', sex: 'female', phone: null, number: '10000' })
    for (const [i, relation, family, given] of [
      [1, 'mother', 'Пүрэвдорж', 'Мөнхцэцэг'],
      [2, 'father', 'Trần', 'Nguyên Khánh Hoàng Phương'],
    ] as const) {
      const id = `00000000000c000${i}`
      groups.put('person', {
        ...child,
        id,
        source: id,
        role: 'guardian',
        family,
        given,
        middle: '',
        name: displayName({ family, given, middle: '' }, 'mn'),
        number: null,
        grade: null,
        phone: i === 1 ? '9911 2233' : null,
        email: i === 1 ? 'munkhtsetseg.purevdorj@example.mn' : null,
      })
      for (const pupil of [pupilId(0), pupilId(70)]) {
        groups.put('guardianship', {
          id: `${id}:${pupil}`,
          place: PLACE,
          guardian: id,
          child: pupil,
          relation,
        })
      }
    }
    groups.put('group', {
      id: 'hh1',
      source: 'hh1',
      place: PLACE,
      kind: 'household',
      name: 'Пүрэвдорж, Trần',
      grade: null,
      shift: null,
      room: null,
      parent: null,
      course: null,
      terms: [],
      from: null,
      to: null,
    })
    for (const person of [pupilId(0), pupilId(70), '00000000000c0001', '00000000000c0002']) {
      groups.put('enrolment', {
        id: `e-hh1-${person}`,
        source: `e-hh1-${person}`,
        place: PLACE,
        group: 'hh1',
        person,
        role: 'member',
        primary: false,
        from: null,
        to: null,
      })
    }
    groups.put('absence', {
      id: 'ab1',
      place: PLACE,
      person: pupilId(0),
      from: addDays(TODAY, 2),
      to: addDays(TODAY, 4),
      reason: 'competition',
      note: 'Улсын шатрын аварга шалгаруулах тэмцээн',
    })
    const gone = store.person.get(pupilId(5))
    if (gone)
      groups.put('person', {
        ...gone,
        status: 'archived',
        archivedOn: addDays(TODAY, -4),
        archiveReason: 'transferred',
      })
    this.past(child)
  }

  /** A child who came by import, whose name was put right and who moved up a class. */
  private past(child: Person): void {
    const first = { ...child, given: 'Онорцэцэг' }
    this.record(
      'b-import',
      'roster-2026.zip',
      [{ kind: 'person', id: child.id, before: null, after: first }],
      MORNING - 13 * DAY_MS,
      'Nguyễn Thị Ngọc Ánh',
    )
    const enrolment = this.enrolments(child.id)[0]
    if (enrolment)
      this.record(
        'b-import',
        'roster-2026.zip',
        [{ kind: 'enrolment', id: enrolment.id, before: null, after: enrolment }],
        MORNING - 13 * DAY_MS,
        'Nguyễn Thị Ngọc Ánh',
      )
    this.record(
      'b-name',
      '',
      [{ kind: 'person', id: child.id, before: first, after: this.get('person', child.id) }],
      MORNING - 6 * DAY_MS,
    )
  }

  private firstCards(): void {
    for (const [n, person] of [...this.store.person.values()].entries()) {
      if (person.role === 'guardian' || n % 19 === 4) continue
      const card = { ...this.newCard(person.id), issued: '2026-08-28' }
      this.cards.set(person.id, [n % 23 === 7 ? { ...card, state: 'revoked', endedAt: MORNING } : card])
    }
    const old = this.cards.get(pupilId(0)) ?? []
    this.cards.set(pupilId(0), [
      ...old,
      { ...this.newCard(pupilId(0)), issued: '2025-08-29', expires: '2026-09-01', state: 'expired' },
    ])
  }
}

const ok = (body: unknown): FixtureAnswer => ({ status: 200, body })
const problem = (code: string, status: number): FixtureAnswer => ({
  status,
  body: { type: 'about:blank', title: code, status, code },
})
