import { join } from 'node:path'
import type { Roster, RosterRow } from '@schoolgate/protocol/frame/roster'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { id, makeSchool, tempDir } from '../../test/helpers/school.ts'
import { openDurable } from '../journal/durable.ts'
import { SiteStore } from './site-store.ts'

let temp: ReturnType<typeof tempDir>
let store: SiteStore
const open = () => new SiteStore(openDurable(join(temp.dir, 'site.db')))
const frame = (
  base: number,
  version: number,
  set: RosterRow[],
  remove: string[] = [],
  last = true,
): Roster => ({
  t: 'roster',
  base,
  version,
  set,
  remove,
  last,
})
const row = (n: number, state: RosterRow[3] = 'active'): RosterRow => [id(n), id(100 + n), `Name ${n}`, state]

beforeEach(() => {
  temp = tempDir()
  store = open()
})
afterEach(() => {
  store.close()
  temp.remove()
})

it('knows nothing before a hub has spoken', () => {
  expect(store.config()).toBeUndefined()
  expect(store.rosterVersion()).toBe(0)
  expect(store.holder(id(1))).toBeUndefined()
})

it('keeps configuration and roster over a restart', () => {
  const { config } = makeSchool()
  store.setConfig(config)
  store.applyRoster(frame(0, 3, [row(1), row(2, 'revoked'), row(3, 'reissued')]))
  store.close()
  store = open()
  expect(store.config()).toEqual(config)
  expect(store.rosterVersion()).toBe(3)
  expect(store.holder(id(1))).toEqual({ person: id(101), given: 'Name 1', state: 'active' })
  expect(store.holder(id(2))?.state).toBe('revoked')
  expect(store.holder(id(3))?.state).toBe('reissued')
})

it('changes nothing until the last frame of a delta is here', () => {
  store.applyRoster(frame(0, 1, [row(1), row(2)]))
  expect(store.applyRoster(frame(1, 4, [row(3)], [id(1)], false))).toBe('staged')
  expect(store.holder(id(1))).toBeDefined()
  expect(store.holder(id(3))).toBeUndefined()
  expect(store.rosterVersion()).toBe(1)
  expect(store.applyRoster(frame(1, 4, [row(2, 'revoked')]))).toBe('applied')
  expect(store.holder(id(1))).toBeUndefined()
  expect(store.holder(id(3))).toBeDefined()
  expect(store.holder(id(2))?.state).toBe('revoked')
  expect(store.rosterVersion()).toBe(4)
})

it('begins a cut-off delta anew', () => {
  store.applyRoster(frame(0, 1, [row(1)]))
  store.applyRoster(frame(1, 2, [row(2)], [], false))
  store.dropStaged()
  store.applyRoster(frame(1, 3, [row(3)]))
  expect(store.holder(id(2))).toBeUndefined()
  expect(store.rosterVersion()).toBe(3)
})

it('refuses a delta on a version it does not have, and forgets everything on base 0', () => {
  store.applyRoster(frame(0, 5, [row(1)]))
  expect(store.applyRoster(frame(4, 6, [row(2)]))).toBe('out-of-step')
  expect(store.rosterVersion()).toBe(5)
  expect(store.applyRoster(frame(0, 7, [row(2)]))).toBe('applied')
  expect(store.holder(id(1))).toBeUndefined()
  expect(store.holder(id(2))).toBeDefined()
})
