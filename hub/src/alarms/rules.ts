import type { Alarm, AlarmKind, AlarmPriority } from '@schoolgate/protocol/feed/alarm'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { Reason } from '@schoolgate/protocol/verdict'
import type { StoredEntry } from '../store/log-types.ts'

/** An alarm about to be raised: everything but its life. */
export interface Raise {
  /** the same for the same cause, so that a second look at it raises nothing new */
  id: string
  kind: AlarmKind
  priority: AlarmPriority
  gate: string
  reasons: Reason[]
  person?: string
}

/** An entry that arrives this long after its scan found its answer at the gate: it is history, not an alarm. */
export const STALE_ENTRY_MS = 60 * 60_000
/** A kiosk may be away this long before somebody is called, real ms. */
export const OFFLINE_GRACE_MS = 60_000

// A card that somebody made, brought from elsewhere or should no longer hold: worth a look at once.
const DECEIT: readonly Reason[] = ['card-forged', 'card-foreign', 'card-revoked', 'card-reissued']

const CARD_FAULTS: ReadonlySet<Reason> = new Set([
  ...DECEIT,
  'card-unknown',
  'card-expired',
  'card-not-yet-valid',
  'card-malformed',
  'not-a-card',
  'web-address',
])

/**
 * What a committed entry calls for. `isolate` always; `refer` by its reason: a card, or a child whom no look could
 * judge and an adult must measure; `recheck` is an event, not an alarm; a child referred only because the sensor is
 * down is the sensor's alarm, once for the gate.
 *
 * @param now hub's data clock, epoch ms
 */
export function alarmOfEntry(entry: StoredEntry, now: number): Raise | undefined {
  if (now - entry.at > STALE_ENTRY_MS) return undefined
  const about = {
    id: `entry:${entry.kiosk}:${entry.journal}:${entry.seq}`,
    gate: entry.gate,
    reasons: entry.reasons,
    ...(entry.person === undefined ? {} : { person: entry.person }),
  }
  if (entry.verdict === 'isolate') return { ...about, kind: 'isolate', priority: 'high' }
  if (entry.verdict !== 'refer') return undefined
  if (entry.reasons.length > 0 && entry.reasons.every(r => r === 'sensor-down')) {
    return sensorDown(entry.gate, now)
  }
  if (!entry.reasons.some(r => CARD_FAULTS.has(r))) return { ...about, kind: 'by-hand', priority: 'medium' }
  const deceit = entry.reasons.some(r => DECEIT.includes(r))
  return { ...about, kind: 'refer', priority: deceit ? 'medium' : 'low' }
}

/** A kiosk's devices whose silence is an alarm. */
export const DEVICE_ALARMS = { thermal: 'sensor-down', scanner: 'scanner-down' } as const
type Device = keyof typeof DEVICE_ALARMS

/** What a device's state in a kiosk's health calls for. `absent` was never fitted: no alarm. */
export function alarmOfDevice(gate: string, device: Device, health: Health, now: number): Raise | undefined {
  if (health[device] !== 'down') return undefined
  return device === 'thermal' ? sensorDown(gate, now) : scannerDown(gate, now)
}

/**
 * What silence calls for.
 * @param offlineMs real ms since the kiosk was last connected
 * @param minute of the site's local day
 * @param arrival first and last minute of the arrival hours
 */
export function alarmOfSilence(
  gate: string,
  offlineMs: number,
  minute: number,
  arrival: readonly [number, number],
  now: number,
): Raise | undefined {
  if (offlineMs <= OFFLINE_GRACE_MS || minute < arrival[0] || minute > arrival[1]) return undefined
  return { id: `offline:${gate}:${now}`, kind: 'kiosk-offline', priority: 'medium', gate, reasons: [] }
}

export const alarmOfFork = (gate: string, kiosk: string, now: number): Raise => ({
  id: `fork:${kiosk}:${now}`,
  kind: 'kiosk-fork',
  priority: 'medium',
  gate,
  reasons: [],
})

export const alarmOfGap = (gate: string, gap: { kiosk: string; journal: string; from: number }): Raise => ({
  id: `gap:${gap.kiosk}:${gap.journal}:${gap.from}`,
  kind: 'entries-lost',
  priority: 'medium',
  gate,
  reasons: [],
})

/** Entries the hub had not got yet may lie in the file that was set aside on the kiosk. */
export const alarmOfDamage = (gate: string, damagedAt: number): Raise => ({
  id: `damaged:${gate}:${damagedAt}`,
  kind: 'entries-lost',
  priority: 'medium',
  gate,
  reasons: [],
})

/** One card passed two gates that nobody passes so soon after one another: `passed` is one of the two. */
export const alarmOfClone = (entry: StoredEntry, passed: { gate: string }): Raise => ({
  id: `clone:${entry.kiosk}:${entry.journal}:${entry.seq}:${passed.gate}`,
  kind: 'card-clone',
  priority: 'medium',
  gate: passed.gate,
  reasons: [],
  ...(entry.person === undefined ? {} : { person: entry.person }),
})

const ONCE_A_GATE: ReadonlySet<AlarmKind> = new Set(['sensor-down', 'scanner-down', 'kiosk-offline'])

/** One open alarm of a kind is enough: at a gate for devices, for a person otherwise. */
export function alreadyRaised(raise: Raise, open: Iterable<Alarm>): boolean {
  for (const alarm of open) {
    if (alarm.id === raise.id) return true
    if (alarm.state === 'closed' || alarm.kind !== raise.kind) continue
    if (ONCE_A_GATE.has(raise.kind)) {
      if (alarm.gate === raise.gate) return true
    } else if (raise.person !== undefined && alarm.who?.person === raise.person) return true
  }
  return false
}

const sensorDown = (gate: string, now: number): Raise => ({
  id: `sensor:${gate}:${now}`,
  kind: 'sensor-down',
  priority: 'medium',
  gate,
  reasons: ['sensor-down'],
})

const scannerDown = (gate: string, now: number): Raise => ({
  id: `scanner:${gate}:${now}`,
  kind: 'scanner-down',
  priority: 'medium',
  gate,
  reasons: [],
})
