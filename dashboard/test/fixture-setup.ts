import type { Gate, Jurisdiction, Room } from '@schoolgate/protocol/directory/places'
import { draftSchoolYear } from '@schoolgate/protocol/directory/terms'
import { changesSchema } from '@schoolgate/protocol/http/directory'
import type { FixtureDirectory } from './fixture-directory.ts'
import { TODAY } from './fixture-groups-data.ts'
import type { FixtureAnswer, FixturePart } from './fixture-hub.ts'

const PLACE = 'p1'
const SITE = 's1'

interface FixtureKiosk {
  id: string
  site: string
  gate: { id: string; name: string; lane: Gate['lane'] }
  status: 'active' | 'quarantined'
  online: boolean
  pairedAt: number
}

/**
 * What a school stands on, put into the made-up directory: the way up to the nation, gates, rooms of every kind, terms,
 * a week of flu; kiosks and pairing codes of its own. `bind` it to the directory of the started hub.
 */
export class FixtureSetup implements FixturePart {
  kiosks: FixtureKiosk[] = []
  private codes = 0
  private directory: FixtureDirectory | undefined

  /** @param empty the school as it is on its first day: no bells, terms, gates or rooms */
  bind(directory: FixtureDirectory, empty = false): void {
    this.directory = directory
    this.tree()
    if (empty) this.clear()
    else this.fill()
  }

  handle(method: string, path: string, _query: URLSearchParams, body: unknown): FixtureAnswer | undefined {
    if (path === '/api/kiosks') return { status: 200, body: { kiosks: this.kiosks } }
    if (/^\/api\/gates\/[^/]+\/pairing-codes$/.test(path) && method === 'POST') {
      const code = `K7QM-${String(4200 + ++this.codes)}-XP2D`
      return { status: 201, body: { code, expiresAt: Date.now() + 15 * 60_000 } }
    }
    if (/^\/api\/gates\/[^/]+\/poster$/.test(path)) {
      return {
        status: 200,
        body: new TextEncoder().encode('%PDF-'),
        type: 'application/pdf',
        name: 'poster.pdf',
      }
    }
    if (/^\/api\/places\/[^/]+\/changes$/.test(path) && method === 'POST') return this.refused(path, body)
    return undefined
  }

  /** Rooms of lessons and gates of kiosks stay; a place other than the school's own goes to the same store. */
  private refused(path: string, body: unknown): FixtureAnswer | undefined {
    const { directory } = this
    const parsed = changesSchema.safeParse(body)
    if (!directory || !parsed.success) return undefined
    const { store } = directory
    const used = parsed.data.changes.some(
      c =>
        c.op === 'remove' &&
        ((c.kind === 'room' && [...store.lesson.values()].some(l => l.room === c.id)) ||
          (c.kind === 'gate' && this.kiosks.some(k => k.gate.id === c.id)) ||
          (c.kind === 'shift' && [...store.group.values()].some(g => g.shift === c.id))),
    )
    if (used) {
      const problem = { type: 'about:blank', title: 'conflict', status: 409, code: 'conflict' }
      return { status: 409, body: { ...problem, where: 'changes.0', detail: 'used' } }
    }
    if (path.includes(`/${PLACE}/`)) return undefined
    return directory.handle('POST', `/api/places/${PLACE}/changes`, new URLSearchParams(), body)
  }

  private tree(): void {
    const put = (
      id: string,
      kind: Jurisdiction['kind'],
      parent: string | null,
      name: string,
      path: string,
    ): void =>
      this.directory?.groups.put('jurisdiction', {
        id,
        place: id,
        source: id,
        parent,
        kind,
        name,
        number: null,
        path,
      })
    put('n1', 'nation', null, 'Монгол Улс', '/n1/')
    put('v1', 'province', 'n1', 'Улаанбаатар хот', '/n1/v1/')
    put('j1', 'district', 'v1', 'Сүхбаатар дүүрэг', '/n1/v1/j1/')
    const names = [
      '1 дүгээр сургууль',
      '2 дугаар сургууль',
      'Нарны хүүхдүүд цогцолбор сургууль',
      'Trường Tiểu học Nguyễn Bỉnh Khiêm',
    ]
    for (const [i, name] of names.entries()) put(`p${4 + i}`, 'school', 'j1', name, `/n1/v1/j1/p${4 + i}/`)
  }

  private fill(): void {
    const { directory } = this
    if (!directory) return
    const { groups } = directory
    const gate = (id: string, name: string, lane: Gate['lane']): void =>
      groups.put('gate', { id, place: PLACE, site: SITE, name, lane })
    gate('g1', 'Өмнөд хаалга', 'in')
    gate('g2', 'Хашааны хаалга', 'both')
    gate('g3', 'Биеийн тамирын заалны арын хаалга', 'out')
    const room = (id: string, name: string, kind: Room['kind'], capacity: number | null): void =>
      groups.put('room', { id, place: PLACE, site: SITE, name, kind, capacity })
    room('rlib', 'Номын сан', 'library', 60)
    room('ryard', 'Тоглоомын талбай', 'yard', null)
    room('riso', 'Чимээгүй өрөө', 'isolation', 4)
    room('roff', 'Багш нарын өрөө', 'office', 30)
    room('rhall', 'Урлагийн заал', 'hall', 320)
    for (const term of draftSchoolYear(2026, 'mn', PLACE)) groups.put('term', term)
    for (const term of draftSchoolYear(2025, 'mn', PLACE)) groups.put('term', term)
    const day = (iso: string, kind: 'holiday' | 'school', name: string): void =>
      groups.put('calendarDay', { id: `${PLACE}:${iso}`, place: PLACE, day: iso, kind, name })
    day('2026-11-26', 'holiday', 'Тусгаар тогтнолын өдөр')
    for (const d of ['08', '09', '10', '11', '14']) day(`2026-12-${d}`, 'holiday', 'Ханиадны хорио')
    day('2026-09-19', 'school', 'Нөхөж хичээллэх өдөр')
    const first = directory.store.shift.get('sh1')
    if (first) {
      groups.put('shift', {
        ...first,
        id: 'sh1n',
        bells: first.bells.map(b => ({ from: later(b.from), to: later(b.to) })),
        from: '2026-11-01',
        to: '2027-03-01',
      })
      groups.put('shift', { ...first, to: '2026-10-31' })
      groups.put('shift', {
        ...first,
        id: 'shs',
        name: 'Ажилтны цаг',
        of: 'staff',
        bells: [{ from: '08:00', to: '17:00' }],
        graceMin: 10,
      })
    }
    const at = Date.parse(`${TODAY}T00:00:00Z`) - 13 * 86_400_000
    const kiosk = (id: string, g: string, change: Partial<FixtureKiosk>): void => {
      const found = directory.store.gate.get(g)
      if (!found) return
      const { name, lane } = found
      this.kiosks.push({
        id,
        site: SITE,
        gate: { id: g, name, lane },
        status: 'active',
        online: true,
        pairedAt: at,
        ...change,
      })
    }
    kiosk('a3f1c2d4e5f60718', 'g1', {})
    kiosk('0b1c2d3e4f506172', 'g1', { online: false })
    kiosk('99aabbccddeeff00', 'g2', { status: 'quarantined' })
  }

  private clear(): void {
    const { store } = this.directory ?? {}
    for (const kind of ['gate', 'room', 'shift', 'term', 'calendarDay', 'lesson', 'seatPlan'] as const)
      store?.[kind].clear()
    for (const [id, group] of store?.group ?? []) store?.group.set(id, { ...group, shift: null, room: null })
  }
}

/** Half an hour later. */
function later(time: string): string {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 30
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
