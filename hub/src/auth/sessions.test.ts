import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import type { OfficerRow, SessionRow } from '../store/account-types.ts'
import { IDLE_MS, SESSION_MS, Sessions, type SessionsDeps } from './sessions.ts'
import { tokenHash } from './token.ts'

const OFFICER: OfficerRow = {
  id: 'o',
  user: 'dulam',
  name: 'Dulam',
  passwordHash: '',
  jurisdiction: 'j',
  locale: 'mn',
}

class FakeAccounts
  implements Pick<SessionsDeps['accounts'], 'officer' | 'putSession' | 'session' | 'dropSession'>
{
  readonly rows = new Map<string, SessionRow>()
  async officer(id: string) {
    return id === OFFICER.id ? OFFICER : undefined
  }
  async putSession(row: SessionRow) {
    this.rows.set(row.id, row)
  }
  async session(id: string) {
    return this.rows.get(id)
  }
  async dropSession(id: string) {
    this.rows.delete(id)
  }
}

let clock: ManualClock
let accounts: FakeAccounts
let sessions: Sessions
beforeEach(() => {
  clock = new ManualClock()
  accounts = new FakeAccounts()
  const jurisdiction = { id: 'j', parent: null, kind: 'school', name: 'School', path: '/j/' } as const
  sessions = new Sessions({ accounts, directory: { jurisdiction: async () => jurisdiction }, clock })
})

test('the token itself is never stored', async () => {
  const { token } = await sessions.open('o')
  expect([...accounts.rows.keys()]).toEqual([tokenHash(token)])
  expect(JSON.stringify([...accounts.rows.values()])).not.toContain(token)
  expect((await sessions.use(token))?.officer.name).toBe('Dulam')
})

test('use keeps it alive, two idle hours end it', async () => {
  const { token } = await sessions.open('o')
  clock.pass(IDLE_MS - 1)
  expect(await sessions.use(token)).toBeDefined()
  clock.pass(IDLE_MS - 1)
  expect(await sessions.use(token)).toBeDefined()
  clock.pass(IDLE_MS)
  expect(await sessions.use(token)).toBeUndefined()
  expect(accounts.rows.size).toBe(0)
})

test('looking whether it lives does not keep it alive', async () => {
  const { token } = await sessions.open('o')
  clock.pass(IDLE_MS - 1)
  expect(await sessions.find(tokenHash(token))).toBeDefined()
  clock.pass(1)
  expect(await sessions.find(tokenHash(token))).toBeUndefined()
})

test('twelve hours end it however busy', async () => {
  const { token } = await sessions.open('o')
  for (let t = 0; t < SESSION_MS - 60_000; t += 60_000) {
    clock.pass(60_000)
    expect(await sessions.use(token)).toBeDefined()
  }
  clock.pass(60_000)
  expect(await sessions.use(token)).toBeUndefined()
})

test('ending tells whoever holds a socket for it', async () => {
  const ended: string[] = []
  sessions.onEnd(id => ended.push(id))
  const { token } = await sessions.open('o')
  await sessions.end(tokenHash(token))
  expect(ended).toEqual([tokenHash(token)])
  expect(await sessions.use(token)).toBeUndefined()
})
