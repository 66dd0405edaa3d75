import { readFileSync } from 'node:fs'
import { type Spread, spread } from './figures.ts'
import { flags } from './flags.ts'
import { type GateRig, startGateRig, untilInviting } from './gate-rig.ts'

export interface KioskFigures {
  bench: 'kiosk'
  /** memory of a kiosk process at rest, its array streaming and its screen served, MB of 10^6 bytes */
  rssMB: number
  cards: number
  /** first byte of the card on the serial line to the relay's byte, ms; on the way out, where nobody is measured */
  relayMs: Spread
}

/** What a kiosk needs of its machine. */
export async function run(args: string[]): Promise<KioskFigures> {
  const { cards, rest, pause } = flags(args, { cards: 300, rest: 10_000, pause: 100 })
  const rig = await startGateRig(cards, 0)
  await untilInviting(rig)
  await Bun.sleep(rest)
  const rssMB = Math.round(residentBytes(rig.kiosk.child.pid as number) / 1e5) / 10
  const relay: number[] = []
  for (let i = 0; i < cards; i++) {
    relay.push(await toRelay(rig, i))
    await Bun.sleep(pause)
  }
  await rig.stop()
  return { bench: 'kiosk', rssMB, cards, relayMs: spread(relay) }
}

async function toRelay(rig: GateRig, i: number): Promise<number> {
  const shown = Promise.withResolvers<number>()
  const lamp = Promise.withResolvers<number>()
  rig.onDevice = event => {
    if (event.event === 'shown') shown.resolve(event.wall)
    if (event.event === 'relay' && event.channel === 1 && event.on) lamp.resolve(event.wall)
  }
  rig.devices.send({ do: 'show', text: rig.cards[i] })
  const late = Bun.sleep(10_000).then(() => Promise.reject(new Error(`card ${i} moved no relay`)))
  const [first, on] = await Promise.race([Promise.all([shown.promise, lamp.promise]), late])
  return on - first
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
}
