import { expect, test } from 'vitest'
import type { Append, AppendOutcome } from '../store/log-types.ts'
import { type Group, GroupCommit } from './group-commit.ts'

const append = (journal: string, rows = 1): Append => ({
  kiosk: 'k',
  journal,
  expected: { seq: 0, head: new Uint8Array(32) },
  next: { seq: rows, head: new Uint8Array(32) },
  rows: Array.from({ length: rows }, () => ({}) as Append['rows'][number]),
  entries: [],
  quarantine: [],
  gaps: [],
})

/** A store whose every transaction ends when the test says so. */
function heldStore() {
  const calls: { journals: string[]; end(error?: Error): void }[] = []
  const groups: string[][] = []
  const failed: string[] = []
  const commits = new GroupCommit<string>({
    append: appends =>
      new Promise<AppendOutcome[]>((resolve, reject) => {
        const end = (error?: Error) =>
          error ? reject(error) : resolve(appends.map(() => ({ ok: true, firstId: 1 })))
        calls.push({ journals: appends.map(a => a.journal), end })
      }),
    mono: () => 0,
    committed: (group: Group<string>) => groups.push(group.tags),
    failed: tags => failed.push(...tags),
    maxRows: 10,
  })
  const call = async (n: number) => {
    while (calls.length <= n) await new Promise(resolve => setImmediate(resolve))
    return calls[n] as (typeof calls)[number]
  }
  const push = (...journals: string[]) => {
    for (const journal of journals) commits.push(append(journal), journal)
  }
  return { commits, push, call, groups, failed }
}

test('what comes in one turn is one transaction, what comes while it commits is the next', async () => {
  const { commits, push, call, groups } = heldStore()
  push('a', 'b')
  const first = await call(0)
  expect(first.journals).toEqual(['a', 'b'])
  push('c', 'd')
  expect(commits.waiting).toBe(2)
  first.end()
  const second = await call(1)
  expect(second.journals).toEqual(['c', 'd'])
  second.end()
  await commits.drain()
  expect(groups).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(commits.waiting).toBe(0)
})

test('a transaction holds no more rows than its limit, and at least one append', async () => {
  const { commits, call, groups } = heldStore()
  for (const [journal, rows] of [
    ['a', 6],
    ['b', 6],
    ['c', 50],
    ['d', 1],
  ] as const)
    commits.push(append(journal, rows), journal)
  for (let i = 0; i < 3; i++) (await call(i)).end()
  await commits.drain()
  expect(groups).toEqual([['a', 'b'], ['c'], ['d']])
})

test('in a storm the next group is on its way to the disk before the one on disk is told, and none is forgotten', async () => {
  const { commits, call, groups } = heldStore()
  for (const journal of ['a', 'b', 'c']) commits.push(append(journal, 1000), journal)
  ;(await call(0)).end()
  const second = await call(1)
  expect(groups).toEqual([])
  second.end()
  ;(await call(2)).end()
  await commits.drain()
  expect(groups).toEqual([['a'], ['b'], ['c']])
})

test('one part that cannot be stored does not take the others down', async () => {
  const { commits, push, call, groups, failed } = heldStore()
  push('a', 'bad', 'c')
  ;(await call(0)).end(new Error('group'))
  ;(await call(1)).end()
  ;(await call(2)).end(new Error('bad'))
  ;(await call(3)).end()
  await commits.drain()
  expect(groups).toEqual([['a'], ['c']])
  expect(failed).toEqual(['bad'])
})

test('a store that takes nothing is asked three times, then left alone', async () => {
  const { commits, push, call, failed } = heldStore()
  push('a', 'b', 'c', 'd', 'e')
  for (let i = 0; i < 4; i++) (await call(i)).end(new Error('disk full'))
  await commits.drain()
  expect(failed).toEqual(['a', 'b', 'c', 'd', 'e'])
})
