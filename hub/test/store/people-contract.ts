import { fold } from '@schoolgate/protocol/fold'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PeopleSearch } from '../../src/store/record-types.ts'
import type { Store } from '../../src/store/types.ts'
import { card, freshStore, MORNING, person, type TestEngine } from './engine.ts'
import { aGroup, anEnrolment, aPerson, archived, change, put } from './school-book.ts'

const NAMES: [family: string, given: string][] = [
  ['Ганбаатар', 'Өнөрцэцэг'],
  ['Ганбаатар', 'Тэмүүжин'],
  ['Nguyễn', 'Thị Ánh'],
  ['Nguyễn', 'Văn Đức'],
  ['Асанов', 'Эркин'],
  ['Щербаков', 'Илья'],
]

/** Finding people among many. */
export function peopleContract(engine: TestEngine): void {
  describe('people', () => {
    let store: Store
    beforeAll(async () => {
      store = await freshStore(engine, MORNING)
      const other = { source: 'x', parent: 'mn', kind: 'school' as const, name: 'X', number: null, path: '' }
      await change(
        store,
        put('jurisdiction', { id: 'x', place: 'x', ...other }),
        put('site', { id: 'x-site', place: 'x', name: 'X', timeZone: 'UTC', locale: 'en' }),
        put('group', aGroup('3b')),
        ...NAMES.map(([family, given], i) =>
          put('person', aPerson(i, { family, given, name: `${family} ${given}` })),
        ),
        put('person', aPerson(10, { place: 'x', site: 'x-site', name: 'Ганбаатар Болд', role: 'teacher' })),
        put('person', { ...archived(11), name: 'Ганбаатар Сараа', family: 'Ганбаатар', given: 'Сараа' }),
        put('enrolment', anEnrolment(0, '3b')),
        put('enrolment', anEnrolment(1, '3b', { to: '2026-10-01' })),
      )
      const dates = { issued: '2026-09-01', expires: '2027-06-30', revokedAt: null, end: null }
      await store.cards.issue(
        [
          { id: card(0), person: person(0), ...dates },
          { id: card(1), person: person(1), ...dates, revokedAt: MORNING, end: 'revoked' },
          { id: card(2), person: person(2), ...dates, expires: '2026-10-31' },
        ],
        null,
        MORNING,
      )
    })

    const search = (more: Partial<PeopleSearch> = {}) =>
      store.records.searchPeople({ path: '/mn/', day: '2026-11-23', status: 'active', limit: 50, ...more })
    const found = async (more: Partial<PeopleSearch>) =>
      (await search(more)).people.map(line => line.given).sort()

    test('are found in any spelling, by any part of the name, by number', async () => {
      const spellings = ['Өнөрцэцэг', 'onortsetseg', 'Önörtsetseg', 'ГАНБААТАР онор', 'ornortsetseg']
      const answers = await Promise.all(spellings.map(text => found({ text: fold(text) })))
      expect(answers).toEqual([['Өнөрцэцэг'], ['Өнөрцэцэг'], ['Өнөрцэцэг'], ['Өнөрцэцэг'], []])
      expect(await found({ text: fold('duc nguyen') })).toEqual(['Văn Đức'])
      expect(await found({ text: fold('sherbakov') })).toEqual(['Илья'])
      expect(await found({ text: fold('tsetseg') })).toEqual(['Өнөрцэцэг'])
      expect(await found({ text: '104' })).toEqual(['Эркин'])
      expect(await found({ text: '%' })).toEqual([])
    })

    test('are kept to the place, the role, the group on the day, and the state of their card', async () => {
      expect(await found({ text: 'ganbatar' })).toEqual(['Person 10', 'Өнөрцэцэг', 'Тэмүүжин'].sort())
      expect(await found({ text: 'ganbatar', path: '/mn/x/' })).toEqual(['Person 10'])
      expect(await found({ text: 'ganbatar', status: 'all', path: '/mn/school/' })).toHaveLength(3)
      expect(await found({ status: 'archived' })).toEqual(['Сараа'])
      expect(await found({ role: 'teacher' })).toEqual(['Person 10'])
      expect(await found({ group: '3b' })).toEqual(['Өнөрцэцэг'])
      expect(await found({ group: '3b', day: '2026-09-30' })).toHaveLength(2)
      expect(await found({ path: '/nowhere/' })).toEqual([])
      expect(await found({ card: 'active' })).toEqual(['Өнөрцэцэг'])
      expect((await search({ card: 'none' })).total).toBe(6)
      expect(await found({ card: 'active', day: '2026-10-31' })).toHaveLength(2)
      const cards = new Map((await search()).people.map(line => [line.given, line.card]))
      expect([...NAMES.keys()].slice(0, 4).map(i => cards.get(NAMES[i]?.[1] as string))).toEqual([
        'active',
        'revoked',
        'expired',
        'none',
      ])
      const [line] = (await search({ group: '3b' })).people
      expect(line).toEqual({
        id: person(0),
        name: 'Ганбаатар Өнөрцэцэг',
        given: 'Өнөрцэцэг',
        role: 'student',
        place: 'school',
        group: '3B',
        number: '100',
        status: 'active',
        card: 'active',
      })
      expect(await store.records.lines([person(0), 'unknown'], '2026-11-23')).toEqual([line])
      expect(await store.records.countPeople('/mn/')).toEqual({ student: 6, teacher: 1 })
      expect(await store.records.peopleByPlace('/mn/')).toEqual([
        ['school', 'student', 6],
        ['x', 'teacher', 1],
      ])
    })

    test('come in pages that end, in one order, with the total of all', async () => {
      const whole = (await search({ status: 'all' })).people.map(line => line.id)
      const pages: string[] = []
      for (let after: string | null | undefined; after !== null; ) {
        const page = await search({ status: 'all', limit: 3, ...(after && { after }) })
        expect(page.total).toBe(8)
        pages.push(...page.people.map(line => line.id))
        after = page.next
      }
      expect(pages).toEqual(whole)
      const folded = (await search({ status: 'all' })).people.map(line => fold(line.name))
      expect(folded).toEqual([...folded].sort())
    })
  })
}
