import { expect, test } from 'vitest'
import { narrowed, type PlaceLine, pathTo, placeTree, schoolsUnder } from './place-tree.ts'

const line = (id: string, kind: PlaceLine['kind'], parent: string | null, name = id): PlaceLine => ({
  id,
  place: id,
  source: id,
  parent,
  kind,
  name,
  number: null,
  path: '',
  people: 3,
})
const lines = [
  line('s10', 'school', 'd1', '10-р сургууль'),
  line('n', 'nation', null),
  line('d1', 'district', 'p'),
  line('p', 'province', 'n'),
  line('s2', 'school', 'd1', '2-р сургууль'),
]

test('the tree grows from its root, schools by number; what lies above the officer is not theirs', () => {
  const tree = placeTree(lines, 'd1')
  expect(tree.map(n => n.id)).toEqual(['n'])
  expect(pathTo(tree, 's2')).toEqual(['n', 'p', 'd1', 's2'])
  const district = tree[0]?.children[0]?.children[0]
  expect(district?.children.map(c => c.name)).toEqual(['2-р сургууль', '10-р сургууль'])
  expect([tree[0]?.own, district?.own, district?.children[0]?.own]).toEqual([false, true, true])
  expect(schoolsUnder(tree[0] as never)).toBe(2)
})

test('a place whose parent was not sent is a root, and a record that names itself does not loop', () => {
  expect(placeTree([line('a', 'school', 'gone'), line('b', 'school', 'b')], 'a').map(n => n.id)).toEqual([
    'a',
    'b',
  ])
})

test('narrowing keeps the way to what was found', () => {
  const found = narrowed(placeTree(lines, 'd1'), name => name.startsWith('10'))
  expect(pathTo(found, 's10')).toEqual(['n', 'p', 'd1', 's10'])
  expect(pathTo(found, 's2')).toEqual([])
})
