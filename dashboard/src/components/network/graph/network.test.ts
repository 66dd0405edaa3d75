import type { NetworkAnswer } from '@schoolgate/protocol/http/trace-answer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeNetwork } from '../../../../test/network-maker.ts'
import { closeTo, fitted, revealed, zoomed } from './camera.ts'
import { layoutNow } from './layout.ts'
import { childrenOf, contactsOf, isContact, networkModel } from './model.ts'
import { walk } from './walk.ts'

const node = (id: string, day: string, status: NetworkAnswer['nodes'][number]['status'] = 'confirmed') => ({
  ...{ id, name: id, school: '', group: '', status, asymptomatic: false, day, case: null },
})
const edge = (from: string, to: string, probability: number, said = false) => ({
  from,
  to,
  probability,
  said,
  day: '2026-09-01',
})
const ALL = { all: true, cases: new Set<number>() }
const NONE = { all: false, cases: new Set<number>() }

test('everybody hangs on whom somebody said they have it from, else on the likeliest; time goes forward', () => {
  const model = networkModel({
    kind: 'network',
    nodes: [
      node('a', '2026-09-01'),
      node('b', '2026-09-03'),
      node('c', '2026-09-05'),
      node('d', '2026-09-02'),
    ],
    edges: [
      edge('a', 'c', 0.9),
      edge('b', 'c', 1, true),
      edge('c', 'b', 0.99), // back in time: only a person may say so
      edge('a', 'b', 0.2),
      edge('c', 'd', 1, true), // said, and back in time
      edge('a', 'nobody', 1),
    ],
  })
  expect([...model.parent]).toEqual([-1, 0, 1, 2])
  expect([...childrenOf(model, 0)]).toEqual([1])
  expect(model.from.length).toBe(5)
})

test('a circle of sayings is broken, and an empty network has a layout', () => {
  const model = networkModel({
    kind: 'network',
    nodes: [node('a', '2026-09-03'), node('b', '2026-09-02'), node('c', '2026-09-01')],
    edges: [edge('a', 'b', 1, true), edge('b', 'c', 1, true), edge('c', 'a', 1, true)],
  })
  for (let start = 0; start < 3; start++) {
    let steps = 0
    for (let up = start; up >= 0; up = model.parent[up] as number) expect(steps++).toBeLessThan(4)
  }
  expect(layoutNow(networkModel({ kind: 'network', nodes: [], edges: [] }), ALL).order).toHaveLength(0)
})

test('folded contacts are counted on their case; unfolded ones have a place of their own', () => {
  const model = networkModel({
    kind: 'network',
    nodes: [node('a', '2026-09-01'), ...['x', 'y', 'z'].map(id => node(id, '2026-09-02', 'contact'))],
    edges: ['x', 'y', 'z'].map(id => edge('a', id, 0.5)),
  })
  expect(contactsOf(model, 0)).toBe(3)
  const folded = layoutNow(model, NONE)
  expect([folded.folded[0], [...folded.order]]).toEqual([3, [0]])
  const open = layoutNow(model, { all: false, cases: new Set([0]) })
  expect([open.folded[0], open.order.length]).toEqual([0, 4])
})

test('whatever the network: the same picture each time, nobody on another, chains from left to right', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 0, max: 150 }),
      (seed, cases, contacts) => {
        const model = networkModel(makeNetwork({ seed, cases, contacts, days: 30 }))
        const layout = layoutNow(model, ALL)
        expect(layoutNow(model, ALL)).toEqual(layout)
        expect(layout.order).toHaveLength(cases + contacts)
        const taken = new Set<string>()
        for (const i of layout.order) {
          const at = `${layout.x[i]} ${layout.y[i]}`
          expect(taken.has(at), at).toBe(false)
          taken.add(at)
          expect(layout.y[i]).toBeLessThan(layout.height)
          const up = model.parent[i] as number
          if (up >= 0 && !isContact(model, i)) expect(layout.x[i]).toBeGreaterThan(layout.x[up] as number)
        }
      },
    ),
    { seed: 20260914, numRuns: 40 },
  )
})

test('arrow keys reach everybody: left to the source, right along the chain, up and down beside it', () => {
  const model = networkModel(makeNetwork({ cases: 40, contacts: 60, days: 30 }))
  const layout = layoutNow(model, ALL)
  const reached = new Set([layout.order[0] as number])
  for (const at of reached)
    for (const way of ['left', 'right', 'up', 'down'] as const) reached.add(walk(model, layout, at, way))
  expect(reached.size).toBe(100)
  const child = [...model.parent].findIndex(p => p >= 0)
  expect(walk(model, layout, child, 'left')).toBe(model.parent[child])
})

test('the camera keeps what is under the pointer, goes no farther than everything, and brings into sight', () => {
  const view = { width: 1000, height: 600 }
  const fit = fitted({ width: 20_000, height: 40_000 }, view, 26)
  const at = { x: 300, y: 200 }
  const world = (c: typeof fit) => [c.x + at.x / c.kx, c.y + at.y / c.ky]
  const near = zoomed(fit, 3, at, fit)
  expect(world(near)[0]).toBeCloseTo(world(fit)[0] as number)
  expect(world(near)[1]).toBeCloseTo(world(fit)[1] as number)
  expect(zoomed(fit, 0.001, at, fit).kx).toBeCloseTo(fit.kx * 0.8)
  const there = revealed(closeTo({ x: 0, y: 0 }, view, fit), { x: 9000, y: 30_000 }, view, 26)
  const [px, py] = [(9000 - there.x) * there.kx, (30_000 - there.y) * there.ky]
  expect(px).toBeGreaterThan(0)
  expect(px).toBeLessThan(1000)
  expect(py).toBeGreaterThan(26)
  expect(py).toBeLessThan(600)
})
