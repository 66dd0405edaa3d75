import type { HistoryLine } from '@schoolgate/protocol/http/directory'
import { expect, test } from 'vitest'
import { sayings, stepsOf, type Teller } from './history-words.ts'

/** Says the key and what fills it, so that the sentence's parts are seen. */
const tell: Teller = {
  t: (key, values) =>
    `${key.replace('people.history.', '')}${values ? `(${Object.values(values).join(', ')})` : ''}`,
  date: iso => iso.slice(5),
  groupName: id => (id === 'g1' ? '3Б' : ''),
  siteName: id => (id === 's2' ? 'Хойд байр' : ''),
  personName: id => (id === 'm' ? 'Мөнхцэцэг' : id === 'c' ? 'Хулан' : ''),
}
const line = (
  kind: string,
  before: object | null,
  after: object | null,
  more: Partial<HistoryLine> = {},
): HistoryLine => ({
  batch: 'b',
  at: 0,
  by: 'Дулам',
  note: '',
  kind,
  id: 'x',
  before: before as HistoryLine['before'],
  after: after as HistoryLine['after'],
  ...more,
})

test.each([
  [line('person', null, { given: 'А' }), ['entered']],
  [line('person', { given: 'А' }, null), ['removed']],
  [
    line('person', { given: 'А', name: 'А', phone: null }, { given: 'Б', name: 'Б', phone: '99' }),
    ['changed(field.given, А, Б)', 'set(field.phone, 99)'],
  ],
  [
    line('person', { sex: 'male', phone: '99' }, { sex: 'female', phone: null }),
    ['unset(field.phone, 99)', 'changed(field.sex, word.sex.male, word.sex.female)'],
  ],
  [
    line('person', { status: 'active' }, { status: 'archived', archiveReason: 'left' }),
    ['archived(word.archiveReason.left)'],
  ],
  [line('person', { status: 'archived' }, { status: 'active' }), ['reactivated']],
  [line('enrolment', null, { group: 'g1' }), ['joined(3Б)']],
  [line('enrolment', { group: 'g1', to: null }, { group: 'g1', to: '2026-09-30' }), ['leaves(3Б, 09-30)']],
  [line('enrolment', { group: 'g1', to: '2026-09-30' }, { group: 'g1', to: null }), ['stays(3Б)']],
  [line('enrolment', { group: 'gone' }, null), ['left(group)']],
  [line('guardianship', null, { guardian: 'm', child: 'c' }), ['guardian(Мөнхцэцэг, Хулан)']],
  [line('guardianship', { guardian: '?', child: 'c' }, null), ['noGuardian(somebody, Хулан)']],
  [
    line('absence', null, { from: '2026-09-14', to: '2026-09-15', reason: 'illness' }),
    ['absence(09-14, 09-15, word.absence.illness)'],
  ],
])('%#: a step of the past is told', (step, said) => {
  expect(sayings(step, tell)).toEqual(said)
})

test('a change of something without a word of its own is not passed over in silence', () => {
  expect(sayings(line('person', { site: 's1', x: 1 }, { site: 's1', x: 2 }), tell)).toEqual(['other'])
  expect(sayings(line('post', null, {}), tell)).toEqual(['other'])
})

test('lines of one batch are one step, the newest step first', () => {
  const steps = stepsOf([
    line('person', null, {}, { batch: 'b1', at: 1 }),
    line('enrolment', null, {}, { batch: 'b1', at: 1 }),
    line('person', {}, {}, { batch: 'b2', at: 2 }),
  ])
  expect(steps.map(s => [s.batch, s.lines.length])).toEqual([
    ['b2', 1],
    ['b1', 2],
  ])
})
