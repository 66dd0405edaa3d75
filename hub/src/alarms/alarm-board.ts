import type { Clock } from '@schoolgate/protocol/clock'
import { ALARM_UNDO_MS, type Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import type { GapRow, StoredEntry } from '../store/log-types.ts'
import type { GateRow } from '../store/place-types.ts'
import { CardTrail } from './clones.ts'
import { ESCALATION_MS, type EscalationSteps, levelOf } from './escalation.ts'
import {
  alarmOfClone,
  alarmOfDamage,
  alarmOfDevice,
  alarmOfEntry,
  alarmOfFork,
  alarmOfGap,
  alarmOfSilence,
  alreadyRaised,
  DEVICE_ALARMS,
  type Raise,
  STALE_ENTRY_MS,
} from './rules.ts'
import { type StepFault, takeStep } from './steps.ts'

export interface AlarmBoardDeps {
  keep(site: string, alarm: Alarm): Promise<void>
  who(site: string, person: string): Alarm['who']
  minuteOfDay(site: string, at: number): number
  raised(site: string, alarm: Alarm): void
  /** left the list: closed, and past undoing */
  gone(site: string, id: string): void
  /** data time, possibly faster than real */
  clock: Clock
  /** real time: people answer in it */
  real: Clock
  /** data ms per real ms */
  speed: number
  escalation?: EscalationSteps
  /** first and last minute of the local day in which an absent kiosk is an alarm */
  arrivalHours?: readonly [number, number]
  failed: (error: unknown) => void
}

/** 06:30 to 09:30. */
export const ARRIVAL_HOURS: readonly [number, number] = [390, 570]

/** An alarm nobody closed for a day answers nothing any more; it closes without an outcome. Data ms. */
export const STALE_ALARM_MS = 24 * 60 * 60_000

interface Held {
  site: string
  alarm: Alarm
  /** real mono ms when it was raised, or when this process took it over */
  since: number
  last?: { before: Alarm; at: number }
}

/** Every open alarm of the hub: raises, takes steps, escalates, forgets. */
export class AlarmBoard {
  readonly #deps: AlarmBoardDeps
  readonly #escalation: EscalationSteps
  readonly #arrival: readonly [number, number]
  readonly #held = new Map<string, Held>()
  readonly #trail = new CardTrail()
  readonly #damages = new Set<string>()
  readonly #offline = new Map<string, { gate: GateRow; since: number }>()
  /** saves one after the other, so that an older state never overwrites a newer one */
  #saving: Promise<void> = Promise.resolve()

  constructor(deps: AlarmBoardDeps) {
    this.#deps = deps
    this.#escalation = deps.escalation ?? ESCALATION_MS
    this.#arrival = deps.arrivalHours ?? ARRIVAL_HOURS
  }

  /** Takes over what was open when the hub last stopped. */
  adopt(site: string, alarms: readonly Alarm[]): void {
    const since = this.#deps.real.mono()
    for (const alarm of alarms) if (alarm.state !== 'closed') this.#held.set(alarm.id, { site, alarm, since })
  }

  /** Alarms of a site as the feed shows them. */
  of(site: string): Alarm[] {
    return [...this.#held.values()].filter(h => h.site === site).map(h => h.alarm)
  }

  committed(entries: readonly StoredEntry[]): void {
    const now = this.#deps.clock.wall()
    for (const entry of entries) {
      this.#raise(entry.site, alarmOfEntry(entry, now))
      const other = this.#trail.add(entry)
      if (!other || now - entry.at > STALE_ENTRY_MS) continue
      this.#raise(entry.site, alarmOfClone(entry, entry))
      if (other.site !== entry.site) this.#raise(other.site, alarmOfClone(entry, other))
    }
  }

  health(gate: GateRow, health: Health): void {
    const now = this.#deps.clock.wall()
    for (const device of ['thermal', 'scanner'] as const) {
      if (health[device] === 'down') this.#raise(gate.site, alarmOfDevice(gate.id, device, health, now))
      else this.#mended(gate, DEVICE_ALARMS[device])
    }
    // A kiosk says so with every health; people are told once.
    if (health.damagedAt === undefined) return
    const damage = alarmOfDamage(gate.id, health.damagedAt)
    if (this.#damages.has(damage.id)) return
    this.#damages.add(damage.id)
    this.#raise(gate.site, damage)
  }

  connection(gate: GateRow, up: boolean): void {
    if (up) {
      this.#offline.delete(gate.id)
      this.#mended(gate, 'kiosk-offline')
    } else if (!this.#offline.has(gate.id))
      this.#offline.set(gate.id, { gate, since: this.#deps.real.mono() })
  }

  fork(gate: GateRow, kiosk: string): void {
    this.#raise(gate.site, alarmOfFork(gate.id, kiosk, this.#deps.clock.wall()))
  }

  gap(gate: GateRow, gap: GapRow): void {
    this.#raise(gate.site, alarmOfGap(gate.id, gap))
  }

  /** Where an alarm lies, for the question whether an officer may touch it. */
  siteOf(id: string): string | undefined {
    return this.#held.get(id)?.site
  }

  /**
   * One step for several alarms at once. Those that cannot take it are left as they are; if none can, the fault of
   * the first is returned. Resolves when the new states are stored.
   */
  async step(step: AlarmStep, by: string): Promise<Result<Alarm[], StepFault>> {
    const mono = this.#deps.real.mono()
    const done: Alarm[] = []
    let fault: StepFault | undefined
    for (const id of step.alarms) {
      const held = this.#held.get(id)
      if (!held) {
        fault ??= 'too-late'
        continue
      }
      const last = held.last && { before: held.last.before, agoMs: mono - held.last.at }
      const next = takeStep(held.alarm, step, {
        by,
        now: this.#deps.clock.wall(),
        speed: this.#deps.speed,
        last,
      })
      if (!next.ok) {
        fault ??= next.error
        continue
      }
      if (step.step === 'undo') delete held.last
      else held.last = { before: held.alarm, at: mono }
      this.#set(held, next.value)
      done.push(next.value)
    }
    await this.#saving
    return done.length > 0 ? ok(done) : fail(fault ?? 'conflict')
  }

  /** Once a second: escalation, absent kiosks, and closed alarms past undoing. */
  tick(): void {
    const mono = this.#deps.real.mono()
    const now = this.#deps.clock.wall()
    for (const [id, held] of this.#held) {
      if (held.alarm.state === 'closed') {
        if (mono - (held.last?.at ?? held.since) > ALARM_UNDO_MS) {
          this.#held.delete(id)
          this.#deps.gone(held.site, id)
        }
        continue
      }
      if (now - held.alarm.raisedAt > STALE_ALARM_MS) {
        held.last = { before: held.alarm, at: mono }
        this.#set(held, { ...held.alarm, state: 'closed', stepAt: now })
        continue
      }
      const level = levelOf(held.alarm, mono - held.since, now, this.#escalation)
      if (level !== held.alarm.level) this.#set(held, { ...held.alarm, level })
    }
    for (const { gate, since } of this.#offline.values()) {
      const minute = this.#deps.minuteOfDay(gate.site, now)
      this.#raise(gate.site, alarmOfSilence(gate.id, mono - since, minute, this.#arrival, now))
    }
  }

  /** Resolves once every state is stored. */
  async stop(): Promise<void> {
    await this.#saving
  }

  #raise(site: string, raise: Raise | undefined): void {
    if (!raise || alreadyRaised(raise, this.of(site))) return
    const { person, ...about } = raise
    const who = person === undefined ? undefined : this.#deps.who(site, person)
    const alarm: Alarm = {
      ...about,
      raisedAt: this.#deps.clock.wall(),
      state: 'new',
      level: 0,
      ...(who ? { who } : {}),
    }
    const held: Held = { site, alarm, since: this.#deps.real.mono() }
    this.#held.set(alarm.id, held)
    this.#set(held, alarm)
  }

  /** The cause is gone: nobody needs to go. */
  #mended(gate: GateRow, kind: Alarm['kind']): void {
    for (const held of this.#held.values()) {
      const { alarm } = held
      if (
        held.site !== gate.site ||
        alarm.gate !== gate.id ||
        alarm.kind !== kind ||
        alarm.state === 'closed'
      )
        continue
      held.last = { before: alarm, at: this.#deps.real.mono() }
      this.#set(held, { ...alarm, state: 'closed', outcome: 'fixed', stepAt: this.#deps.clock.wall() })
    }
  }

  #set(held: Held, alarm: Alarm): void {
    held.alarm = alarm
    this.#deps.raised(held.site, alarm)
    this.#saving = this.#saving.then(() => this.#deps.keep(held.site, alarm)).catch(this.#deps.failed)
  }
}
