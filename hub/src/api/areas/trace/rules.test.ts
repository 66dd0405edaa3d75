import type { Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { Case, FollowUp } from '@schoolgate/protocol/trace/case'
import { expect, test } from 'vitest'
import { ListMerger, renumbered } from '../../../trace/merge-lists.ts'
import { NewestAnswers } from './answers.ts'
import { approvalNeeded } from './approval.ts'
import { digestOf, sizeOf } from './digest.ts'
import { followUpRows } from './follow-up.ts'
import { graphOf } from './network.ts'

const contact = (ref: string, probability: number, more: Partial<Contact> = {}): Contact => ({
  person: { ref, name: ref, role: 'student', group: '', school: '', outside: ref.startsWith('outside') },
  probability,
  minutes: { near: 10, room: 40 },
  ...{ days: ['2026-11-20'], lastDay: '2026-11-20', meets: 'no', weights: [], quality: [], of: ['a'] },
  reasons: [{ setting: 'lesson', distance: 'room', label: '7Б', days: 1, times: 1, minutes: 40 }],
  ...{ generation: 1, asSource: null, followUp: null, exposures: [] },
  ...more,
})
const list = (contacts: Contact[], more: Partial<ContactList> = {}): ContactList => ({
  kind: 'contacts',
  pack: { id: 'who', version: 1, name: 'WHO' },
  days: [{ day: '2026-11-20', taught: true, why: '', seen: true }],
  persons: [],
  contacts,
  rest: { people: 5, expected: 0.1 },
  grade: { grade: 'A', causes: [] },
  ...more,
})

test('a second officer is asked for by any of the packs, and for nothing no pack names', () => {
  const none = { approval: { over: null, generations: null, kinds: [], purposes: [] } }
  const some = {
    approval: { over: 10, generations: 2, kinds: ['network' as const], purposes: ['audit' as const] },
  }
  const asked = { kind: 'contacts' as const, purpose: 'exercise' as const, people: 10, generations: 2 }
  expect(approvalNeeded([none, some], asked)).toBeNull()
  expect(approvalNeeded([none, some], { ...asked, people: 11 })).toBe('people')
  expect(approvalNeeded([none, some], { ...asked, generations: 3 })).toBe('generations')
  expect(approvalNeeded([none, some], { ...asked, kind: 'network' })).toBe('kind')
  expect(approvalNeeded([some, none], { ...asked, purpose: 'audit' })).toBe('purpose')
  expect(approvalNeeded([none], { ...asked, people: 1000, generations: 4 })).toBeNull()
})

test('a digest tells who and how sure, not in which order', () => {
  const [a, b] = [contact('a', 0.501), contact('b', 0.2)]
  expect(digestOf(list([a, b]))).toBe(digestOf(list([b, a])))
  expect(digestOf(list([a]))).toBe(digestOf(list([{ ...a, probability: 0.503 }])))
  expect(digestOf(list([a]))).not.toBe(digestOf(list([{ ...a, probability: 0.52 }])))
  expect(digestOf(list([a]))).not.toBe(digestOf(list([{ ...a, minutes: { near: 11, room: 40 } }])))
  expect(sizeOf(list([a, b]))).toBe(2)
  // At home minutes grow with the day, and nothing was found out by that.
  const home = { setting: 'household' as const, distance: 'touch' as const, label: '', days: 1, times: 1 }
  const until = (near: number, days = a.days) =>
    list([{ ...a, days, minutes: { near, room: near }, reasons: [{ ...home, minutes: near }] }])
  expect(digestOf(until(600))).toBe(digestOf(until(601)))
  expect(digestOf(until(600))).not.toBe(digestOf(until(600, ['2026-11-19', '2026-11-20'])))
})

test('who is followed already gets a later clock only, and a case stays a case', () => {
  const fresh = (c: Contact) => ({
    ...{ case: 'c', person: c.person.ref, place: 's', question: 'q', until: '2026-12-04' },
    ...{ addedAt: 2, addedBy: 'B', batch: 'new', state: 'following' as const },
  })
  const old = (person: string, more: Partial<FollowUp>): [string, FollowUp] => [
    person,
    {
      ...{ case: 'c', person, place: 's', state: 'following', question: 'p', probability: 0.1 },
      ...{ setting: 'lesson', lastDay: '2026-11-19', until: '2026-12-03' },
      ...{ addedAt: 1, addedBy: 'A', batch: 'old' },
      ...more,
    },
  ]
  const before = new Map([
    old('late', { state: 'released' }),
    old('same', { lastDay: '2026-11-20' }),
    old('ill', { state: 'case' }),
  ])
  const contacts = ['new', 'late', 'same', 'ill'].map(ref => contact(ref, 0.5))
  const { added, extended } = followUpRows(contacts, before, fresh)
  expect(added.map(row => row.person)).toEqual(['new'])
  expect(extended).toMatchObject([
    { person: 'late', state: 'following', lastDay: '2026-11-20', addedAt: 1, addedBy: 'A', batch: 'new' },
  ])
})

test('parts of a list become one: each person once, marks of different schools apart', () => {
  const merger = new ListMerger({ bare: false })
  const exposure = (day: string, from: number) => ({
    ...{
      setting: 'lesson' as const,
      day,
      from,
      to: from + 2_400_000,
      minutes: 40,
      distance: 'room' as const,
    },
    ...{ label: '7Б', source: { kind: 'lesson', id: 'l' }, quality: [] },
  })
  merger.add(
    renumbered(0).list(
      list([contact('x', 0.5, { exposures: [exposure('2026-11-20', 0)] }), contact('outside-1', 0.1)]),
    ),
  )
  merger.add(
    renumbered(1).list(
      list([
        contact('x', 0.2, {
          ...{ of: ['b'], meets: 'yes', lastDay: '2026-11-23', days: ['2026-11-23'] },
          // The same forty minutes with somebody else, and others on another day.
          exposures: [exposure('2026-11-20', 0), exposure('2026-11-23', 9e7)],
        }),
        contact('outside-1', 0.3),
      ]),
    ),
  )
  const { contacts } = merger.list()
  expect(contacts.map(c => c.person.ref)).toEqual(['x', 'outside-2-1', 'outside-1-1'])
  expect(contacts[0]?.probability).toBeCloseTo(0.6)
  expect(contacts[0]).toMatchObject({
    ...{ of: ['a', 'b'], meets: 'yes', lastDay: '2026-11-23', days: ['2026-11-20', '2026-11-23'] },
    minutes: { near: 0, room: 80 },
    reasons: [{ setting: 'lesson', days: 2, times: 3, minutes: 120 }],
  })
  const bare = new ListMerger({ bare: true })
  for (const p of [0.5, 0.2]) bare.add(list([contact('x', p)]))
  expect(bare.list().contacts).toMatchObject([{ minutes: { near: 20, room: 80 }, exposures: [] }])
})

test('the newest answers are bounded, and of one officer’s part of the tree alone', () => {
  const newest = new NewestAnswers()
  const answer = list(Array.from({ length: 30_000 }, (_, i) => contact(`c${i}`, 0.1)))
  for (let i = 0; i < 4; i++) newest.put(`q${i}`, 'school', { answer, digest: `${i}`, at: 1 })
  const held = [0, 1, 2, 3].map(i => newest.get(`q${i}`, 'school')?.digest)
  expect(held).toEqual([undefined, '1', '2', '3'])
  newest.put('q3', 'school', { answer: list([]), digest: 'new', at: 2 })
  expect(newest.get('q3', 'school')?.digest).toBe('new')
  expect(newest.get('q3', 'district')).toBeUndefined()
})

test('a graph joins cases by what was said and contacts by follow-up; who lies outside has no name', () => {
  const case_ = (id: string, person: string, more: Partial<Case> = {}): Case => ({
    ...{ id, person, place: 's', status: 'confirmed', asymptomatic: false, onset: null, tested: null },
    ...{ isolated: null, symptomFree: null, from: null, note: '', openedAt: 1, openedBy: '', closedAt: null },
    ...more,
  })
  const known = (id: string) => ({
    ...{ id, name: `Name ${id}`, role: 'student' as const, sex: null, grade: null, place: 's' },
    ...{ group: '7Б', school: 'S', outside: false },
  })
  const people = new Map(['p', 'c'].map(id => [id, known(id)]))
  const follow = { case: '1', person: 'c', probability: 0.4, lastDay: '2026-11-20' } as FollowUp
  const { nodes, edges } = graphOf(
    [case_('1', 'p', { onset: '2026-11-18' }), case_('2', 'gone', { from: '1' })],
    [follow],
    people,
    () => '2026-11-21',
  )
  expect(nodes).toMatchObject([
    { id: 'p', name: 'Name p', status: 'confirmed', day: '2026-11-18', case: '1' },
    { id: 'outside-1', name: '', day: '2026-11-21' },
    { id: 'c', status: 'contact', day: '2026-11-20', case: null },
  ])
  expect(edges).toEqual([
    { from: 'p', to: 'outside-1', probability: 1, said: true, day: '2026-11-21' },
    { from: 'p', to: 'c', probability: 0.4, said: false, day: '2026-11-20' },
  ])
})
