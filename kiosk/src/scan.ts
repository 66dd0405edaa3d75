import type { EntryBody } from '@schoolgate/protocol/entry/body'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import { checkCard } from './card-check.ts'
import type { LaneOptions, LanePorts, Site } from './lane-ports.ts'
import { blobGate, type FrameGate } from './reading/frame-gate.ts'
import { canMeasure, glanceAt, withRoom } from './reading/glance.ts'
import { type Hint, hintFor, type Measured, Measurement } from './reading/measurement.ts'
import { RoomWatch } from './reading/room.ts'
import type { Holder } from './roster/site-store.ts'
import type { Scene } from './screen/view.ts'
import type { ThermalFrame } from './thermal/frame.ts'
import { decide } from './verdict/decide.ts'
import { expectedSurface } from './verdict/expected.ts'
import { looksOfThisVisit, warmAgainAt } from './verdict/looks.ts'

/** How long a verdict stays, and how long at least before a next card may replace it, ms. */
const HOLD: Record<Verdict, { min: number; max: number }> = {
  pass: { min: 0, max: 1_500 },
  recheck: { min: 1_000, max: 4_000 },
  refer: { min: 1_000, max: 5_000 },
  isolate: { min: 2_000, max: 8_000 },
}
const FAULT: Record<Holder['state'], Reason | undefined> = {
  active: undefined,
  revoked: 'card-revoked',
  reissued: 'card-reissued',
}
/** A verdict is seen for this long even when the next card was shown while it was being made, ms. */
const SEEN_MS = 700

/** A card that was read and the person it stands for; absent fields were not to be found out. */
interface Caller {
  text: string
  atMono: number
  idleMs: number
  direction: Direction
  card?: string
  person?: string
  given?: string
}

/** Somebody in front of the sensor. */
interface Look {
  caller: Caller & { person: string }
  measurement: Measurement
  hint: Hint
  cancelTimer: () => void
}

/**
 * One lane's flow from a code to a verdict. A card shown while another is being measured waits: the first look
 * goes on, the newest waiting card is read after it. Leaving is never held up: on the way out a good card passes
 * without a look. A bad card never starts one.
 */
export class Lane {
  readonly #ports: LanePorts
  readonly #options: LaneOptions
  readonly #room = new RoomWatch()
  #gate: { packId: string; gate: FrameGate } | undefined
  #sensorUpSince: number | undefined
  #canMeasure = true
  #look: Look | undefined
  #waiting: { text: string; atMono: number } | undefined
  #freeSince: number
  #shown: { text: string; atMono: number; scene: Scene } | undefined
  #heldUntil = Number.NEGATIVE_INFINITY
  #cancelHold = () => {}

  constructor(ports: LanePorts, options: LaneOptions) {
    this.#ports = ports
    this.#options = options
    this.#freeSince = ports.clock.mono()
  }

  /** A code was read. @param atMono when its first byte came */
  code(text: string, atMono: number): void {
    const site = this.#ports.site()
    if (!site || text === this.#look?.caller.text) return
    this.#ports.tick()
    if (this.#look || atMono < this.#heldUntil) this.#waiting = { text, atMono }
    else this.#begin(site, text, atMono)
  }

  /** The sensor saw something. @param atMono when the frame was complete */
  frame(seen: ThermalFrame, atMono: number) {
    const site = this.#ports.site()
    if (!site) return
    const frame = withRoom(seen, this.#options.room)
    this.#canMeasure = canMeasure(frame)
    const glance = glanceAt(frame, this.#gateFor(site), site.config.rulePack)
    if (glance) this.#room.note(atMono, glance.ambient)
    const look = this.#look
    if (!look) return
    if (look.measurement.add(glance, atMono)) return this.#finish(site, look)
    if (glance && hintFor(glance.sight) !== look.hint) this.#hint(look, hintFor(glance.sight))
  }

  sensor(state: 'up' | 'down'): void {
    if (state === 'up') {
      this.#sensorUpSince ??= this.#ports.clock.mono()
      return
    }
    this.#sensorUpSince = undefined
    const site = this.#ports.site()
    if (site && this.#look)
      this.#endLook(site, this.#look, { verdict: 'refer', reasons: ['sensor-down'], look: 1 })
  }

  /** Drops what is going on; nothing half done is entered. */
  stop(): void {
    this.#look?.cancelTimer()
    this.#cancelHold()
    this.#look = undefined
    this.#waiting = undefined
  }

  #begin(site: Site, text: string, atMono: number) {
    const { config, memory } = site
    this.#cancelHold()
    const shown = this.#shown
    if (shown?.text === text && atMono - shown.atMono < config.rulePack.sameCardMs)
      return this.#again(shown.scene)

    const wall = this.#ports.wall()
    const card = checkCard(text, config, { ...wall, day: memory.day(wall.ms) })
    const claims = card.claims
    const holder = claims && this.#ports.holder(claims.card)
    const direction = memory.direction(holder?.person, site.lane, wall.ms)
    const caller: Caller = {
      text,
      atMono,
      idleMs: Math.max(0, Math.round(atMono - this.#freeSince)),
      direction,
      ...(claims && { card: claims.card }),
      ...(holder && { person: holder.person, given: holder.given }),
    }
    const fault = card.fault ?? (holder ? FAULT[holder.state] : 'card-unknown')
    if (claims && !fault) {
      // Entered just before this process was started anew: the entry stands.
      const before = memory.lastOfCard(claims.card, wall.ms)
      const age = before ? wall.ms - before.atMs : -1
      if (before && age >= 0 && age < config.rulePack.sameCardMs)
        return this.#again(sceneOf(caller, before.body))
    }
    if (fault || !holder)
      return this.#enter(site, caller, { verdict: 'refer', reasons: [fault ?? 'card-unknown'], look: 1 })
    if (direction === 'out') return this.#enter(site, caller, { verdict: 'pass', reasons: [], look: 1 })
    this.#beginLook(site, { ...caller, person: holder.person }, wall.ms)
  }

  #beginLook(site: Site, caller: Look['caller'], wallMs: number) {
    const pack = site.config.rulePack
    const visit = looksOfThisVisit(site.memory.looks(caller.person, wallMs), wallMs, pack)
    const warmAt = warmAgainAt(visit, pack)
    // Further off than the whole wait: the clock was set back meanwhile, and says nothing.
    if (warmAt !== undefined && wallMs < warmAt && warmAt - wallMs <= pack.rewarmMs) {
      const look = visit.at(-1)?.look ?? 1
      return this.#enter(site, caller, { verdict: 'recheck', reasons: ['too-soon'], look })
    }
    if (this.#sensorUpSince === undefined || !this.#canMeasure)
      return this.#enter(site, caller, { verdict: 'refer', reasons: ['sensor-down'], look: 1 })
    const measurement = new Measurement(pack, this.#options.sensor, caller.atMono, this.#options.slackMs)
    const look: Look = { caller, measurement, hint: 'look-here', cancelTimer: () => {} }
    this.#look = look
    this.#hint(look, look.hint)
    this.#watch(look)
  }

  #hint(look: Look, hint: Hint): void {
    look.hint = hint
    this.#ports.scene({ scene: 'measuring', hint })
  }

  /** Ends a look whose frames stay away. */
  #watch(look: Look): void {
    const { clock } = this.#ports
    const left = Math.max(0, look.measurement.deadline() - clock.mono())
    look.cancelTimer = clock.after(left, () => {
      const site = this.#ports.site()
      if (this.#look !== look || !site) return
      if (look.measurement.isOver(clock.mono())) this.#finish(site, look)
      else this.#watch(look)
    })
  }

  #finish(site: Site, look: Look): void {
    const pack = site.config.rulePack
    const { clock } = this.#ports
    const measured = look.measurement.close({
      sensorUpMs: clock.mono() - (this.#sensorUpSince ?? clock.mono()),
      warmUpMs: this.#options.warmUpMs ?? pack.sensorWarmUpMs,
      ambientMovePerMin: this.#room.movePerMinute(),
    })
    const nowMs = this.#ports.wall().ms
    const decision = decide({
      ...measured,
      expected: expectedSurface(measured.reading?.ambient ?? pack.ambientMin, pack),
      past: site.memory.looks(look.caller.person, nowMs),
      nowMs,
      pack,
    })
    this.#endLook(site, look, decision, measured)
  }

  #endLook(site: Site, look: Look, decision: Outcome, measured?: Measured): void {
    look.cancelTimer()
    this.#look = undefined
    this.#enter(site, look.caller, decision, measured?.reading)
  }

  /** Journal first; lamp and screen only once the entry is on the disk. */
  #enter(site: Site, caller: Caller, outcome: Outcome, reading?: Measured['reading']) {
    const body: EntryBody = {
      direction: caller.direction,
      ...(caller.card !== undefined && { card: caller.card }),
      ...(caller.person !== undefined && { person: caller.person }),
      ...(reading && { reading }),
      verdict: outcome.verdict,
      reasons: outcome.reasons.slice(0, 8),
      method: 'qr',
      rulePack: site.config.rulePack.id,
      look: outcome.look,
      idleMs: caller.idleMs,
    }
    const isEntered = this.#ports.commit(body)
    if (isEntered && body.verdict === 'pass') this.#ports.openGate()
    const now = this.#ports.clock.mono()
    this.#freeSince = now
    if (!isEntered) {
      this.#waiting = undefined
      return this.#ports.scene(undefined)
    }
    const scene = sceneOf(caller, body)
    this.#shown = { text: caller.text, atMono: now, scene: { ...scene, again: true } }
    this.#hold(scene)
  }

  #again(scene: Extract<Scene, { scene: 'verdict' }> | Scene): void {
    if (scene.scene === 'verdict') this.#hold({ ...scene, again: true })
  }

  #hold(scene: Extract<Scene, { scene: 'verdict' }>) {
    const { clock } = this.#ports
    const { min, max } = HOLD[scene.verdict]
    this.#ports.scene(scene)
    const least = this.#waiting ? Math.max(min, SEEN_MS) : min
    this.#heldUntil = clock.mono() + least
    this.#cancelHold = clock.after(least > 0 ? least : max, () => {
      if (this.#takeWaiting()) return
      if (least === 0) return this.#ports.scene(undefined)
      this.#cancelHold = clock.after(max - least, () => this.#ports.scene(undefined))
    })
  }

  #takeWaiting(): boolean {
    const next = this.#waiting
    const site = this.#ports.site()
    if (!next || !site) return false
    this.#waiting = undefined
    this.#begin(site, next.text, next.atMono)
    return true
  }

  #gateFor({ config }: Site): FrameGate {
    if (this.#gate?.packId !== config.rulePack.id) {
      this.#gate = { packId: config.rulePack.id, gate: blobGate(config.rulePack) }
    }
    return this.#gate.gate
  }
}

interface Outcome {
  verdict: Verdict
  reasons: Reason[]
  look: number
}

const sceneOf = (caller: Caller, body: EntryBody): Extract<Scene, { scene: 'verdict' }> => ({
  scene: 'verdict',
  verdict: body.verdict,
  reasons: body.reasons,
  ...(caller.given !== undefined && { given: caller.given }),
  direction: body.direction,
  again: false,
})
