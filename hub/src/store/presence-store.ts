import type { Clock } from '@schoolgate/protocol/clock'
import { TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import type { StoredEntry } from './log-types.ts'
import { ENTRY_COLUMNS, storedEntry } from './log-values.ts'
import { mergeChunk } from './merge.ts'
import { foldEntries, freshEntries, type PresenceFold } from './presence-fold.ts'
import type { DayTotals, Presence, PresenceRules } from './presence-types.ts'
import { snapshot } from './snapshot.ts'
import type { Db } from './tables.ts'
import type { Store } from './types.ts'
import { visitsOf } from './visits-of.ts'

/** Reads join what is merged with the few rows that are not yet, so an answer never lags the log. */
export function presenceStore(
  db: Db,
  engine: Store['engine'],
  rules: PresenceRules,
  clock: Pick<Clock, 'wall'>,
): Presence {
  return {
    merge: () => mergeChunk(db, engine, rules),

    totals: (site, day) => snapshot(db, trx => totals(trx, engine, rules, site, day)),

    async usualArrivals(site, day, days) {
      const earlier = await db
        .selectFrom('day_count')
        .select('day')
        .where('site', '=', site)
        .where('day', '<', day)
        .where('n_in', '>', 0)
        .orderBy('day', 'desc')
        .limit(days)
        .execute()
      if (earlier.length === 0) return []
      const rows = await db
        .selectFrom('day_arrival')
        .select(['minute', e => e.fn.sum<number>('n').as('n')])
        .where('site', '=', site)
        .where(
          'day',
          'in',
          earlier.map(row => row.day),
        )
        .groupBy('minute')
        .having(e => e.fn.sum('n'), '>', 0)
        .orderBy('minute')
        .execute()
      return rows.map(row => [row.minute, Number(row.n) / earlier.length])
    },

    visitsOf: (person, fromDay, toDay) =>
      snapshot(db, trx => visitsOf(trx, engine, rules, [person], fromDay, toDay, clock.wall())),

    entries: ({ site, day, before, limit }) =>
      snapshot(db, async trx => {
        const fresh = (await freshEntries(trx, { site, fromDay: day, toDay: day }))
          .filter(entry => before === undefined || entry.id < before)
          .reverse()
          .slice(0, limit)
        if (fresh.length === limit) return fresh
        let ids = trx
          .selectFrom('day_entry')
          .select('id')
          .where('site', '=', site)
          .where('day', '=', day)
          .orderBy('id', 'desc')
          .limit(limit - fresh.length)
        if (before !== undefined) ids = ids.where('id', '<', before)
        const rows = await trx
          .selectFrom('log')
          .select(ENTRY_COLUMNS)
          .where('id', 'in', ids)
          .orderBy('id', 'desc')
          .execute()
        return [...fresh, ...rows.map(storedEntry)]
      }),

    async gaps(site) {
      const rows = await db
        .selectFrom('gap')
        .innerJoin('kiosk', 'kiosk.id', 'gap.kiosk')
        .innerJoin('gate', 'gate.id', 'kiosk.gate')
        .select(['gap.kiosk', 'gap.journal', 'gap.from_seq', 'gap.to_seq', 'gap.noticed'])
        .where('gate.site', '=', site)
        .orderBy('gap.noticed')
        .orderBy('gap.from_seq')
        .execute()
      return rows.map(row => ({
        kiosk: row.kiosk,
        journal: row.journal,
        from: row.from_seq,
        to: row.to_seq,
        noticedAt: row.noticed,
      }))
    },
  }
}

async function totals(
  trx: Db,
  engine: Store['engine'],
  rules: PresenceRules,
  site: string,
  day: string,
): Promise<DayTotals> {
  const here = { site, day }
  const count = await trx
    .selectFrom('day_count')
    .selectAll()
    .where('site', '=', site)
    .where('day', '=', day)
    .executeTakeFirst()
  const arrivals = await trx
    .selectFrom('day_arrival')
    .select(['minute', 'n'])
    .where('site', '=', site)
    .where('day', '=', day)
    .execute()
  const temperatures = await trx
    .selectFrom('day_temperature')
    .select(['gate', 'bin', 'n'])
    .where('site', '=', site)
    .where('day', '=', day)
    .execute()
  const fresh: StoredEntry[] = await freshEntries(trx, { site, fromDay: day, toDay: day })
  const fold: PresenceFold = await foldEntries(trx, engine, rules, fresh)
  const change = fold.days.find(d => d.site === here.site && d.day === here.day)

  const minutes = new Map(arrivals.map(row => [row.minute, row.n]))
  for (const [minute, n] of change?.arrivals ?? []) minutes.set(minute, (minutes.get(minute) ?? 0) + n)
  const bins: Record<string, number[]> = {}
  const add = (gate: string, bin: number, n: number) => {
    const counts = bins[gate] ?? new Array<number>(TEMPERATURE_BINS.count).fill(0)
    counts[bin] = (counts[bin] ?? 0) + n
    bins[gate] = counts
  }
  for (const row of temperatures) add(row.gate, row.bin, row.n)
  for (const [key, n] of change?.temperatures ?? []) {
    const [gate, bin] = JSON.parse(key) as [string, number]
    add(gate, bin, n)
  }
  return {
    counts: {
      in: (count?.n_in ?? 0) + (change?.in ?? 0),
      out: (count?.n_out ?? 0) + (change?.out ?? 0),
      pass: (count?.n_pass ?? 0) + (change?.pass ?? 0),
      recheck: (count?.n_recheck ?? 0) + (change?.recheck ?? 0),
      isolate: (count?.n_isolate ?? 0) + (change?.isolate ?? 0),
      refer: (count?.n_refer ?? 0) + (change?.refer ?? 0),
    },
    onSite: (count?.on_site ?? 0) + (change?.onSite ?? 0),
    arrivals: [...minutes].filter(([, n]) => n > 0).sort((a, b) => a[0] - b[0]),
    temperatures: bins,
  }
}
