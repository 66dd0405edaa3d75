import { expect, test } from 'vitest'
import { treeLines } from './tree-lines.ts'

const at = (id: string, parent: string | null, name = id) => ({ id, parent, name })

test('children stand under their parents, numbers in their order, with the names above', () => {
  const lines = treeLines([
    at('n', null, 'Улс'),
    at('s11', 'd', '11 дүгээр сургууль'),
    at('s2', 'd', '2 дугаар сургууль'),
    at('d', 'n', 'Дүүрэг'),
  ])
  expect(lines.map(l => [l.row.id, l.depth, l.above])).toEqual([
    ['n', 0, ''],
    ['d', 1, 'Улс'],
    ['s2', 2, 'Дүүрэг, Улс'],
    ['s11', 2, 'Дүүрэг, Улс'],
  ])
})

test('whatever hangs on nothing shown is topmost; a ring does not hang the page', () => {
  expect(treeLines([at('a', 'unseen'), at('b', 'a')]).map(l => l.depth)).toEqual([0, 1])
  expect(treeLines([at('a', 'a')]).map(l => l.row.id)).toEqual(['a'])
  expect(treeLines([at('a', 'b'), at('b', 'a')])).toEqual([])
})
