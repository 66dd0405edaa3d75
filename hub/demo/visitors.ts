import { seededRandom } from '@schoolgate/protocol/random'
import { newVisitor } from '../src/cards/visitor.ts'
import type { Store } from '../src/store/types.ts'
import { hoursOf } from './calendar.ts'
import { hex8 } from './ids.ts'
import type { DemoSchool } from './school.ts'

const NO = { fever: false, cough: false, throat: false, contact: false, travel: false }

/** Who came before the bell: one from the desk, one from the poster, and one whose phone said yes to a question. */
const VISITORS = [
  { family: 'Ганбатын', given: 'Оюун', purpose: 'Эцэг эхийн уулзалт · 3А', by: 'desk', answers: NO },
  { family: 'Trần', given: 'Minh', purpose: 'Цахилгааны засвар', by: 'phone', answers: NO },
  { family: 'Дамдины', given: 'Баатар', purpose: 'Номын сан', by: 'phone', answers: { ...NO, cough: true } },
] as const

/** Today's visitors of a school, with passes for those who answered no to everything. */
export async function makeVisitors(
  { records, cards }: Store,
  { row, site }: DemoSchool,
  day: string,
  seed: number,
): Promise<void> {
  const random = seededRandom(seed ^ 0x715)
  const { opens } = hoursOf(day, 'morning', site.timeZone)
  for (const [i, { by, answers, ...who }] of VISITORS.entries()) {
    const now = opens + i * 60_000
    const made = newVisitor(
      { ...who, phone: `+976 5557 000${i}`, declaration: { answers, consent: true } },
      { place: row.id, site, day, now, by },
    )
    const id = hex8(random)
    const person = { ...made.person, id, source: id }
    const officer = { officer: 'visitor', name: 'visitor', note: 'visitor', at: now }
    await records.apply([{ op: 'put', kind: 'person', record: person }], officer)
    await cards.putVisitor({ ...made.row, person: id })
    if (made.row.state !== 'issued') continue
    const pass = { id: hex8(random), person: id, issued: day, expires: day, revokedAt: null, end: null }
    await cards.issue([pass], null, now)
  }
}
