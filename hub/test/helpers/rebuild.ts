import { TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import { localTime } from '../../src/presence/local-day.ts'
import { temperatureBin } from '../../src/presence/temperature-bin.ts'
import { personDay, visits } from '../../src/presence/visits.ts'
import type { StoredEntry } from '../../src/store/log-types.ts'
import type { DayTotals } from '../../src/store/presence-types.ts'

/** A day's counters and visits straight from its raw entries, without anything kept. */
export function rebuildDay(entries: StoredEntry[], timeZone: string) {
  const counts = { in: 0, out: 0, pass: 0, recheck: 0, isolate: 0, refer: 0 }
  const totals: DayTotals = { counts, onSite: 0, arrivals: [], temperatures: {} }
  const people = new Map<string, StoredEntry[]>()
  for (const entry of entries) {
    counts[entry.verdict]++
    const bin = entry.surface === undefined ? undefined : temperatureBin(entry.surface)
    if (bin !== undefined) {
      totals.temperatures[entry.gate] ??= new Array<number>(TEMPERATURE_BINS.count).fill(0)
      const bins = totals.temperatures[entry.gate] as number[]
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    if (entry.person !== undefined) people.set(entry.person, [...(people.get(entry.person) ?? []), entry])
  }
  const arrivals = new Map<number, number>()
  for (const own of people.values()) {
    const day = personDay(own)
    counts.in += day.in
    counts.out += day.out
    if (day.onSite) totals.onSite++
    if (day.firstIn === undefined) continue
    const { minute } = localTime(timeZone, day.firstIn)
    arrivals.set(minute, (arrivals.get(minute) ?? 0) + 1)
  }
  totals.arrivals = [...arrivals].sort((a, b) => a[0] - b[0])
  return { totals, visits: new Map([...people].map(([person, own]) => [person, visits(own)])) }
}
