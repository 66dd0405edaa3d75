import type { EntryBody } from '@schoolgate/protocol/entry/body'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { SubscribeReply } from '@schoolgate/protocol/feed/events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entriesOfDay } from '../../src/entries-of-day.ts'
import { presenceRules } from '../../src/presence/rules.ts'
import { testBody, testId } from '../helpers/kiosk-client.ts'
import { RunningHub, type School, until } from '../helpers/running-hub.ts'

const PEOPLE = 167
const PASSES = 10
const DAY_MS = 86_400_000
const ZONE = 'Asia/Ulaanbaatar'

let hub: RunningHub
let school: School
beforeEach(async () => {
  hub = await RunningHub.start()
  school = await hub.school('School 3', 'dulam')
})
afterEach(() => hub.stop())

test('three days of a kiosk that was offline arrive once each and in order, and today’s screen shows none of them', async () => {
  const names = Array.from({ length: PEOPLE }, (_, i) => `Pupil ${i}`)
  const people = await hub.people(school.site, names)
  const socket = hub.feed(await hub.signIn(school))
  const told: Delta[] = []
  socket.on('delta', delta => told.push(delta))
  socket.connect()
  const reply: SubscribeReply = await socket.emitWithAck('subscribe', `site:${school.site}`)
  if (!reply.ok) throw new Error('no snapshot')

  const kiosk = await hub.kiosk(school.gates[0]?.id as string)
  const now = Date.now()
  // From eight in the morning, local time, of each of the three days before today.
  const { day: today } = presenceRules.localTime(ZONE, now)
  const days = [3, 2, 1].map(n => presenceRules.localTime(ZONE, now - n * DAY_MS).day)
  for (const [d, day] of days.entries()) {
    const opens = Date.parse(`${day}T08:00:00+08:00`)
    for (let pass = 0; pass < PASSES; pass++) {
      for (const [i, person] of people.entries()) {
        const body: Partial<EntryBody> = { person, direction: pass % 2 === 0 ? 'in' : 'out' }
        const since = pass * 3_600_000 + i * 5_000
        kiosk.journal.add(testBody(body), {
          bootId: testId(`boot ${d}`),
          monoMs: since + 1_000,
          wallMs: opens + since,
        })
      }
    }
  }
  const last = kiosk.journal.last
  for (let from = 1; from <= last; from += 200) kiosk.sendEntries(from, Math.min(from + 199, last))
  // What lost its ack is sent once more.
  kiosk.sendEntries(last - 199, last)
  kiosk.journal.add(testBody({ person: people[0] as string }), {
    bootId: testId('boot'),
    monoMs: now,
    wallMs: now,
  })
  kiosk.sendEntries(last + 1, last + 1)
  await until(
    () => told.some(delta => JSON.stringify(delta).includes(people[0] as string)),
    'today on the screen',
  )

  for (const day of days) {
    const stored = await entriesOfDay(hub.hub.store.presence, school.site, day)
    const seqs = stored.map(entry => entry.seq).reverse()
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] as number) + i))
    expect(stored).toHaveLength(PEOPLE * PASSES)
  }
  expect(await entriesOfDay(hub.hub.store.presence, school.site, today)).toHaveLength(1)
  const shown = JSON.stringify(told)
  for (const person of people.slice(1)) expect(shown).not.toContain(person)
})
