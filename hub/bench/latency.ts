import { join } from 'node:path'
import type { ServerToClient } from '@schoolgate/protocol/feed/events'
import { launch } from '../demo/processes.ts'
import { testId } from '../test/helpers/kiosk-client.ts'
import { type Feed, openFeed } from './feed-client.ts'
import { type Spread, spread } from './figures.ts'
import { flags } from './flags.ts'
import { type GateRig, startGateRig, untilInviting } from './gate-rig.ts'

const ROOT = join(import.meta.dirname, '../..')
const OTHERS = 200
const WARM_UP = 10

export interface LatencyFigures {
  bench: 'latency'
  cards: number
  /** as the hub counted them */
  otherEntriesPerSecond: number
  /** first byte of the card on the serial line to the relay's byte, ms */
  relayMs: Spread
  /** first byte of the card on the serial line to the delta in a socket.io client, ms */
  deltaMs: Spread
}

/**
 * Child to dashboard over real programs: emulated scanner, kiosk process, hub process, socket.io client here. The
 * kiosk stands on the way out, where nobody is measured, so the measurement window is not in the figures. The other
 * entries come from other schools: one school's room would rightly coalesce them.
 */
export async function run(args: string[]): Promise<LatencyFigures> {
  const { cards, others, pause } = flags(args, { cards: 300, others: 200, pause: 300 })
  const rig = await startGateRig(cards + WARM_UP, OTHERS)
  const load = await launch({
    name: "other schools' kiosks",
    command: 'bun',
    args: [
      'hub/bench/paced-clients.ts',
      JSON.stringify({ port: rig.hub.port, first: 4, kiosks: OTHERS, perSecond: others }),
    ],
    cwd: ROOT,
  })
  const feed = await openFeed(rig.hub.port)
  const relay: number[] = []
  const delta: number[] = []
  await untilInviting(rig)
  const before = { at: performance.now(), entries: await committed(rig) }
  for (let i = 0; i < cards + WARM_UP; i++) {
    const times = await showOne(rig, feed, i)
    if (i >= WARM_UP) {
      relay.push(times.relay)
      delta.push(times.delta)
    }
    if (i % 50 === 49) console.error(`${i + 1} cards shown`)
    await Bun.sleep(pause)
  }
  const seconds = (performance.now() - before.at) / 1000
  const all = (await committed(rig)) - before.entries
  feed.disconnect()
  await load.stop()
  await rig.stop()
  return {
    bench: 'latency',
    cards,
    otherEntriesPerSecond: Math.round((all - cards - WARM_UP) / seconds),
    relayMs: spread(relay),
    deltaMs: spread(delta),
  }
}

/** Shows card i and waits for the lamp and the dashboard. Times in ms from the card's first byte. */
async function showOne(rig: GateRig, feed: Feed, i: number): Promise<{ relay: number; delta: number }> {
  const person = testId(`person ${i}`)
  const shown = Promise.withResolvers<number>()
  const lamp = Promise.withResolvers<number>()
  const told = Promise.withResolvers<number>()
  rig.onDevice = event => {
    if (event.event === 'shown') shown.resolve(event.wall)
    if (event.event === 'relay' && event.channel === 1 && event.on) lamp.resolve(event.wall)
  }
  const listen: ServerToClient['delta'] = ({ entries }) => {
    if (entries?.some(e => e.who?.person === person)) told.resolve(performance.timeOrigin + performance.now())
  }
  feed.on('delta', listen)
  rig.devices.send({ do: 'show', text: rig.cards[i] })
  const late = Bun.sleep(10_000).then(() => Promise.reject(new Error(`card ${i} never arrived`)))
  const [first, on, at] = await Promise.race([Promise.all([shown.promise, lamp.promise, told.promise]), late])
  feed.off('delta', listen)
  return { relay: on - first, delta: at - first }
}

/** Entries the hub has committed since it started. */
async function committed(rig: GateRig): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${rig.hub.port}/metrics`)).text()
  return Number(/^schoolgate_entries_committed_total (\d+)/m.exec(text)?.[1])
}
