import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { Look } from './person.ts'
import type { PlanItem } from './plan.ts'

/** What a lane needs of the gate it stands before. */
export interface LaneGate {
  show(text: string): boolean
  stepUp(look: Look, offsetC?: number): void
  stepAway(): void
}

export interface LaneOptions {
  clock: Clock
  random: Random
  gate: LaneGate
  /** how much longer than in life people stand before a gate that does not open, ms */
  slackMs?: number
  onEvent?(event: LaneEvent): void
}

export type LaneEvent =
  | { event: 'person'; look: Look; waiting: number }
  | { event: 'shown'; bytes: number }
  | { event: 'left'; passed: boolean }
  | { event: 'idle' }

export interface Lane {
  /** More people on their way; may be called at any time. */
  add(plan: readonly PlanItem[]): void
  /** The gate's lock moved. */
  relayPulsed(channel: number): void
  /** people before the gate who have not stepped up yet */
  waiting(): number
  stop(): void
}

/** The relay channel that lets a child in. */
const PASS_CHANNEL = 1
/** From stepping up to holding the card up. */
const REACH_MS = 700
const REACH_SPREAD_MS = 400
/** Nobody stands longer than this before a gate that does not open. */
const PATIENCE_MS = 4500
const NO_CARD_MS = 2500
/** From the green lamp to walking off, and to the next one stepping up. */
const NOTICE_MS = 300
const GAP_MS = 700
const DEFAULT_RECHECK_MS = 10.5 * 60_000

interface Walker extends PlanItem {
  returns: number
}

/**
 * The queue before one gate: one at a time steps up, holds up the card, waits, and leaves when the relay moves or
 * patience ends. Who was not let in comes back: the cold have warmed, the cup is put away, a fever stays.
 */
export function createLane(options: LaneOptions): Lane {
  const { clock, random, gate, slackMs = 0, onEvent } = options
  /** not there yet, earliest first */
  let coming: Walker[] = []
  const queue: Walker[] = []
  let current: Walker | undefined
  let passed = false
  let stopped = false
  let cancelArrival: () => void = () => {}
  let cancelStep: () => void = () => {}

  function schedule(): void {
    cancelArrival()
    const next = coming[0]
    if (!next || stopped) return
    cancelArrival = clock.after(Math.max(0, next.at - clock.wall()), () => {
      while (coming[0] && coming[0].at <= clock.wall()) queue.push(coming.shift() as Walker)
      schedule()
      if (!current) stepUp()
    })
  }

  function insert(walkers: readonly Walker[]): void {
    coming = [...coming, ...walkers].sort((a, b) => a.at - b.at)
    schedule()
  }

  function stepUp(): void {
    const next = queue.shift()
    current = next
    if (!next || stopped) {
      if (coming.length === 0) onEvent?.({ event: 'idle' })
      return
    }
    passed = false
    gate.stepUp(next.look, next.offsetC)
    onEvent?.({ event: 'person', look: next.look, waiting: queue.length })
    cancelStep = clock.after(REACH_MS + random() * REACH_SPREAD_MS, () => holdUp(next))
  }

  function holdUp(walker: Walker): void {
    const text = walker.card ?? walker.text
    if (text !== undefined && gate.show(text)) onEvent?.({ event: 'shown', bytes: text.length })
    cancelStep = clock.after(text === undefined ? NO_CARD_MS : PATIENCE_MS + slackMs, () => leave(walker))
  }

  function leave(walker: Walker): void {
    gate.stepAway()
    onEvent?.({ event: 'left', passed })
    const back = passed ? undefined : comesBack(walker, clock.wall())
    if (back) insert([back])
    cancelStep = clock.after(GAP_MS, stepUp)
  }

  return {
    add: plan => insert(plan.map(item => ({ ...item, returns: 0 }))),
    relayPulsed(channel) {
      if (!current || passed || channel !== PASS_CHANNEL) return
      passed = true
      const walker = current
      cancelStep()
      cancelStep = clock.after(NOTICE_MS, () => leave(walker))
    },
    waiting: () => queue.length,
    stop() {
      stopped = true
      cancelArrival()
      cancelStep()
    },
  }
}

/** A fever comes back once (an adult keeps the child then), everybody else at most twice. */
function comesBack(walker: Walker, now: number): Walker | undefined {
  if (walker.card === null || walker.returns >= (walker.look === 'fever' ? 1 : 2)) return undefined
  return {
    ...walker,
    look: walker.look === 'fever' ? 'fever' : 'normal',
    at: now + (walker.recheckAfterMs ?? DEFAULT_RECHECK_MS),
    returns: walker.returns + 1,
  }
}
