import type { Person } from '@schoolgate/protocol/directory/person'
import { beforeEach, expect, test } from 'vitest'
import type { CardFace } from '../print/card-face.ts'
import type { CardDetail } from '../store/card-types.ts'
import { type PrintOrder, type PrintPlace, schoolFaces } from './print-run.ts'

const TODAY = '2026-11-22'
const person = (id: string, name: string, more: Partial<Person> = {}) =>
  ({ id, name, role: 'student', number: null, lowSight: false, ...more }) as Person
const card = (id: string, holder: string, more: Partial<CardDetail> = {}): CardDetail => ({
  ...{ id, person: holder, issued: '2026-09-01', expires: '2027-07-30', revokedAt: null, end: null },
  ...more,
})

let held: CardDetail[]
let issued: CardDetail[]
let issuedBefore: string | undefined
beforeEach(() => {
  held = []
  issued = []
  issuedBefore = undefined
})

const RECORDS: Record<string, object[]> = {
  site: [{ timeZone: 'Asia/Ulaanbaatar' }],
  term: [{ year: 2027, to: '2027-05-31' }],
  group: [
    { id: 'g2', name: '2A' },
    { id: 'g10', name: '10A' },
  ],
  enrolment: [
    { person: 'a', group: 'g10', role: 'student' },
    { person: 'b', group: 'g2', role: 'student' },
    { person: 'c', group: 'g2', role: 'student' },
    { person: 't', group: 'g2', role: 'teacher' },
  ],
}
const place = {
  row: { name: 'School 11', path: '/mn/d/s/' },
  find: async (kind: string) => RECORDS[kind] ?? [],
  many: async () => [],
  withPhoto: async (ids: string[]) => new Set(ids.filter(id => id === 'b')),
  photo: async () => ({ type: 'image/png', bytes: new Uint8Array([1]) }),
  cards: {
    cardsOf: async (ids: string[]) => held.filter(c => ids.includes(c.person)),
    issuedBefore: async () => issuedBefore,
    issue: async (cards: CardDetail[]) => issued.push(...cards) > 0,
  },
} as unknown as PrintPlace

async function faces(people: Person[], order: Partial<PrintOrder> = {}): Promise<CardFace[]> {
  const deps = {
    signerFor: async (path: string) => ({
      kid: 'k',
      jurisdiction: path,
      publicKey: new Uint8Array(),
      issue: (claims: { card: string; issued: string; expires: string }) => Object.values(claims).join(' '),
    }),
    now: () => 5,
    localDay: () => TODAY,
  }
  const all: CardFace[] = []
  const full = { large: false, photos: false, locale: 'mn' as const, ...order }
  for await (const some of schoolFaces(place, people, full, deps)) all.push(...some)
  return all
}

test('cards lie by class and name, teachers after the classes', async () => {
  const people = [
    person('t', 'Багш', { role: 'teacher' }),
    person('a', 'Анна'),
    person('c', 'Болд'),
    person('b', 'Бат'),
  ]
  const drawn = await faces(people)
  expect(drawn.map(f => [f.group, f.name])).toEqual([
    ['2A', 'Бат'],
    ['2A', 'Болд'],
    ['10A', 'Анна'],
    ['', 'Багш'],
  ])
})

test('a card that counts is signed with the days it has', async () => {
  held = [card('old', 'a', { issued: '2026-09-01' }), card('new', 'a', { issued: '2026-10-01' })]
  const [face] = await faces([person('a', 'Анна')])
  expect(face).toMatchObject({
    text: 'new 2026-10-01 2027-07-30',
    validUntil: '2027-07-30',
    school: 'School 11',
  })
  expect(issued).toEqual([])
})

test.each([
  ['none', []],
  ['a revoked one', [card('x', 'a', { revokedAt: 1, end: 'revoked' })]],
  ['an expired one', [card('x', 'a', { expires: '2026-11-21' })]],
  ['one issued too early', [card('x', 'a', { issued: '2026-09-30' })]],
] as const)('whoever holds %s is issued one, to the end of the year and 60 days', async (_, cards) => {
  issuedBefore = '2026-10-01'
  held = [...cards]
  const [face] = await faces([person('a', 'Анна')])
  expect(issued).toMatchObject([{ person: 'a', issued: TODAY, expires: '2027-07-30', revokedAt: null }])
  expect(face?.text).toBe(`${issued[0]?.id} ${TODAY} 2027-07-30`)
})

test('photos and large print come where they are wanted, large print wherever it is needed', async () => {
  const people = [person('a', 'Анна', { lowSight: true }), person('b', 'Бат')]
  const [, plain] = await faces(people)
  expect(plain?.photo).toBeUndefined()
  const [bat, anna] = await faces(people, { photos: true })
  expect([bat?.photo?.length, anna?.photo]).toEqual([1, undefined])
  expect([bat?.large, anna?.large]).toEqual([false, true])
  expect((await faces(people, { large: true })).every(f => f.large)).toBe(true)
})
