/**
 * Time as every program of ours takes it: passed in, never reached for.
 *
 * `wall` may jump and may be wrong (no Pi before the 5 has a battery clock); `mono` only grows while the
 * process lives. Both in ms.
 */
export interface Clock {
  wall(): number
  mono(): number
  /** Calls `run` once after `ms` of this clock's time; the returned function cancels it. */
  after(ms: number, run: () => void): () => void
}

/** A point where demonstration time and real time met, and how fast it has run since. */
export interface ClockAnchor {
  /** demonstration time at the anchor, epoch ms */
  startWall: number
  /** real time at the anchor, epoch ms */
  realWall: number
  /** demonstration ms per real ms */
  speed: number
}

/** The machine's own clock. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  mono: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.max(0, ms))
    return () => clearTimeout(timer)
  },
}

/** A clock that runs `speed` times as fast as `base` from an anchor shared by several processes. */
export function scaledClock(anchor: ClockAnchor, base: Clock = systemClock): Clock {
  return {
    wall: () => anchor.startWall + (base.wall() - anchor.realWall) * anchor.speed,
    mono: () => base.mono() * anchor.speed,
    after: (ms, run) => base.after(ms / anchor.speed, run),
  }
}

/** A machine may stand still for this long, real ms: nothing at life's pace, a whole look at a demonstration's. */
const HICCUP_MS = 80

/** How much more patience, in demonstration ms, whoever waits for frames needs at this speed. */
export const demoSlack = (speed: number): number => Math.max(0, speed - 1) * HICCUP_MS

/** Reads the `startWall,realWall,speed` form in which an anchor is handed to a process; undefined if malformed. */
export function parseClockAnchor(text: string): ClockAnchor | undefined {
  const [startWall, realWall, speed] = text.split(',').map(Number)
  if (!Number.isFinite(startWall) || !Number.isFinite(realWall) || !Number.isFinite(speed)) return undefined
  if (!speed || speed < 0) return undefined
  return {
    startWall: startWall as number,
    realWall: realWall as number,
    speed,
  }
}

export const formatClockAnchor = (a: ClockAnchor): string => `${a.startWall},${a.realWall},${a.speed}`
