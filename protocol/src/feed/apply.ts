import type { Delta } from './delta.ts'
import { FEED_LENGTH, TEMPERATURE_BINS } from './limits.ts'
import type { LiveState, MinuteSeries } from './live-state.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * The state after a delta, or `undefined` when it does not follow this snapshot (missed one, other epoch, other
 * room): then ask for a new snapshot. Pure; untouched parts are shared with the old state.
 */
export function applyDelta(snapshot: Snapshot, delta: Delta): Snapshot | undefined {
  if (delta.room !== snapshot.room || delta.epoch !== snapshot.epoch || delta.from !== snapshot.version) {
    return undefined
  }
  return {
    ...snapshot,
    version: delta.to,
    time: delta.time,
    state: applyChanges(snapshot.state, delta),
  }
}

function applyChanges(state: LiveState, delta: Delta): LiveState {
  const next: LiveState = { ...state }
  if (delta.counts) next.counts = delta.counts
  if (delta.arrivals)
    next.arrivals = {
      ...state.arrivals,
      today: setMinutes(state.arrivals.today, delta.arrivals),
    }
  if (delta.temperatures) {
    next.temperatures = { ...state.temperatures }
    for (const [gate, bin, total] of delta.temperatures) {
      const bins = [...(next.temperatures[gate] ?? new Array<number>(TEMPERATURE_BINS.count).fill(0))]
      bins[bin] = total
      next.temperatures[gate] = bins
    }
  }
  if (delta.gates) next.gates = replaceById(state.gates, delta.gates)
  if (delta.entries) next.entries = [...delta.entries, ...state.entries].slice(0, FEED_LENGTH)
  if (delta.alarms || delta.alarmsGone) {
    const gone = new Set(delta.alarmsGone)
    next.alarms = replaceById(state.alarms, delta.alarms ?? []).filter(a => !gone.has(a.id))
  }
  return next
}

function setMinutes(series: MinuteSeries, changed: MinuteSeries): MinuteSeries {
  const totals = new Map(series)
  for (const [minute, n] of changed) totals.set(minute, n)
  return [...totals].sort((a, b) => a[0] - b[0])
}

function replaceById<T extends { id: string }>(list: T[], changed: T[]): T[] {
  const byId = new Map(list.map(item => [item.id, item]))
  for (const item of changed) byId.set(item.id, item)
  return [...byId.values()]
}
