import type { GateStatus } from '@schoolgate/protocol/feed/gate'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { StoredEntry } from '../store/log-types.ts'
import type { GateRow } from '../store/place-types.ts'
import { GateGauge } from './gate-gauge.ts'

interface Known {
  kiosk?: string
  online: boolean
  seenAt?: number
  health?: Health
  gauge: GateGauge
}

/** How every gate is doing, from its kiosk's connection, health frames and scans. Keeps running with no room open. */
export class GateBoard {
  readonly #known = new Map<string, Known>()

  connection(gate: string, kiosk: string, up: boolean, now: number): void {
    const known = this.#of(gate)
    // A replaced kiosk's late goodbye must not put its successor offline.
    if (!up && known.kiosk !== undefined && known.kiosk !== kiosk) return
    known.kiosk = kiosk
    known.online = up
    known.seenAt = now
  }

  health(gate: string, kiosk: string, health: Health, now: number): void {
    const known = this.#of(gate)
    known.kiosk = kiosk
    known.health = health
    known.seenAt = now
  }

  scan(entry: StoredEntry, now: number): void {
    const known = this.#of(entry.gate)
    known.seenAt = now
    // A time ahead of now, from a clock set wrong, would hide every scan until then.
    known.gauge.scan(Math.min(entry.at, now), entry.idleMs)
  }

  status(gate: GateRow, now: number): GateStatus {
    const known = this.#of(gate.id)
    const { health } = known
    return {
      id: gate.id,
      name: gate.name,
      ...(known.kiosk === undefined ? {} : { kiosk: known.kiosk }),
      online: known.online,
      ...(known.seenAt === undefined ? {} : { seenAt: known.seenAt }),
      scanner: health?.scanner ?? 'absent',
      thermal: health?.thermal ?? 'absent',
      relay: health?.relay ?? 'absent',
      kept: health?.kept ?? 0,
      ...known.gauge.read(now),
    }
  }

  #of(gate: string): Known {
    const known = this.#known.get(gate) ?? { online: false, gauge: new GateGauge() }
    this.#known.set(gate, known)
    return known
  }
}
