import { type Random, seededRandom } from '@schoolgate/protocol/random'
import type { CardRow, GateRow, JurisdictionRow, PersonRow, SiteRow } from '../src/store/types.ts'
import { mongolianName, vietnameseName } from './names.ts'

export interface DemoSchool {
  jurisdictions: JurisdictionRow[]
  site: SiteRow
  gates: GateRow[]
  people: PersonRow[]
  cards: CardRow[]
}

const SECTIONS = ['А', 'Б', 'В']
const STAFF = 52

/**
 * A made-up school of `size` people, the same for the same seed: twelve years of classes of about 24, and staff.
 * @param schoolYear first calendar year of the school year; cards run from 1 September to 30 June
 */
export function makeSchool(seed: number, size: number, schoolYear: number): DemoSchool {
  const random = seededRandom(seed)
  const jurisdictions = [
    row('mn', null, 'nation', 'Монгол Улс', '/mn/'),
    row('ub', 'mn', 'province', 'Улаанбаатар', '/mn/ub/'),
    row('nar', 'ub', 'district', 'Наран дүүрэг', '/mn/ub/nar/'),
    row('s45', 'nar', 'school', '45 дугаар сургууль', '/mn/ub/nar/s45/'),
  ]
  const site: SiteRow = {
    id: 's45-main',
    jurisdiction: 's45',
    name: '45 дугаар сургууль',
    timeZone: 'Asia/Ulaanbaatar',
    locale: 'mn',
  }
  const gates: GateRow[] = [
    { id: 'south', site: site.id, name: 'Өмнөд хаалга', lane: 'both' },
    { id: 'yard', site: site.id, name: 'Хашааны хаалга', lane: 'both' },
  ]
  const people = Array.from({ length: size }, (_, i) => makePerson(random, site.id, i, size))
  const cards = people.map(p => ({
    id: hex8(random),
    person: p.id,
    issued: `${schoolYear}-09-01`,
    expires: `${schoolYear + 1}-06-30`,
    revokedAt: null,
  }))
  return { jurisdictions, site, gates, people, cards }
}

function makePerson(random: Random, site: string, index: number, size: number): PersonRow {
  const pupils = size - STAFF
  const name = random() < 0.72 ? mongolianName(random) : vietnameseName(random)
  const base = { id: hex8(random), site, name: name.full, given: name.given }
  if (index >= pupils) return { ...base, role: 'staff', group: 'Багш' }
  const classes = 12 * SECTIONS.length
  const cls = Math.floor((index * classes) / pupils)
  const group = `${Math.floor(cls / SECTIONS.length) + 1}${SECTIONS[cls % SECTIONS.length]}`
  return { ...base, role: 'student', group }
}

function row(
  id: string,
  parent: string | null,
  kind: JurisdictionRow['kind'],
  name: string,
  path: string,
): JurisdictionRow {
  return { id, parent, kind, name, path }
}

function hex8(random: Random): string {
  let out = ''
  while (out.length < 16)
    out += Math.floor(random() * 65536)
      .toString(16)
      .padStart(4, '0')
  return out
}
