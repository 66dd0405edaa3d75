import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testBody, testId } from '../helpers/kiosk-client.ts'
import { startPostgres, type TestPostgres } from '../helpers/postgres.ts'
import { RunningHub } from '../helpers/running-hub.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

test('a morning on PostgreSQL: signed in, scanned, alarmed, restarted', async () => {
  const hub = await RunningHub.start({ databaseUrl: await server.database('morning') })
  try {
    expect(hub.hub.store.engine).toBe('postgres')
    const school = await hub.school('School 3', 'dulam')
    const [person] = await hub.people(school.site, ['Өнөрцэцэг'])
    const cookie = await hub.signIn(school)
    const kiosk = await hub.kiosk(school.gates[0]?.id as string)
    const clocks = { bootId: testId('b'), monoMs: Date.now(), wallMs: Date.now() }
    kiosk.journal.add(testBody({ person: person as string }), clocks)
    kiosk.journal.add(
      testBody({ person: person as string, verdict: 'isolate', reasons: ['still-warm'] }),
      clocks,
    )
    kiosk.sendEntries(1, 2)
    await kiosk.nextOf('ack')
    const live = async () =>
      (await (await hub.fetch(`/api/sites/${school.site}/live`, { cookie })).json()) as Snapshot
    const before = await live()
    expect(before.state).toMatchObject({
      counts: { onSite: 1, pass: 1, isolate: 1, expected: 1 },
      entries: [{ who: { name: 'Өнөрцэцэг' }, verdict: 'isolate' }, { verdict: 'pass' }],
      alarms: [{ kind: 'isolate', who: { name: 'Өнөрцэцэг' } }],
    })
    await hub.restart()
    const { counts, entries, alarms } = (await live()).state
    expect({ counts, entries, alarms }).toEqual({
      counts: before.state.counts,
      entries: before.state.entries,
      alarms: before.state.alarms,
    })
  } finally {
    await hub.stop()
  }
})
