import type { Store } from '../../src/store/types.ts'
import { testId } from './kiosk-client.ts'

export const SCHOOL = { site: 'school-1', gate: 'gate-1', otherGate: 'gate-2', timeZone: 'Asia/Ulaanbaatar' }

/** One nation, one school, two gates and three people with cards; the same every time. */
export async function seedSchool({ directory }: Pick<Store, 'directory'>): Promise<void> {
  await directory.putJurisdiction({ id: 'mn', parent: null, kind: 'nation', name: 'Mongolia', path: '/mn/' })
  await directory.putJurisdiction({
    id: 'school',
    parent: 'mn',
    kind: 'school',
    name: 'School 1',
    path: '/mn/school/',
  })
  await directory.putSite({
    id: SCHOOL.site,
    jurisdiction: 'school',
    name: 'School 1',
    timeZone: SCHOOL.timeZone,
    locale: 'mn',
  })
  for (const id of [SCHOOL.gate, SCHOOL.otherGate])
    await directory.putGate({ id, site: SCHOOL.site, name: id, lane: 'both' })
}

/** `count` people of the school with a card each; person i is `testId('person i')`, the card `testId('card i')`. */
export async function seedPeople({ directory }: Pick<Store, 'directory'>, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => i)
  await directory.putPeople(
    ids.map(i => ({
      id: testId(`person ${i}`),
      site: SCHOOL.site,
      role: 'student' as const,
      name: `Person ${i} of School`,
      given: `Person ${i}`,
      group: `${1 + (i % 12)}a`,
    })),
  )
  await directory.putCards(
    ids.map(i => ({
      id: testId(`card ${i}`),
      person: testId(`person ${i}`),
      issued: '2026-09-01',
      expires: '2027-08-31',
      revokedAt: null,
    })),
  )
}
