import { foldEntries, freshEntries } from './presence-fold.ts'
import { NO_GATE } from './presence-sheet.ts'
import type { PersonEntry, PresenceRules, VisitRow } from './presence-types.ts'
import { ask, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import type { PresenceSheet } from './trace-types.ts'

/** An interval as good as this is no uncertainty, ms. */
const CERTAIN_MS = 60_000
const ENDED = new Set<string>(['card-revoked', 'card-reissued', 'card-expired'])

interface SheetEntry extends PersonEntry {
  day: string
  person: string
  gate: string
  lo: number
  hi: number
  card: string | null
}

type SheetVisit = Pick<VisitRow, 'day' | 'person' | 'in' | 'out' | 'outInferred'>

/**
 * Sheets made of visits and the entries behind them; a day without either has none.
 * @param fresh with what is not merged yet
 */
export async function sheetsFromRows(
  trx: Db,
  engine: Engine,
  rules: PresenceRules,
  site: string,
  days: readonly string[],
  fresh: boolean,
): Promise<PresenceSheet[]> {
  const wanted = new Set(days)
  const sorted = [...wanted].sort()
  const [fromDay, toDay] = [sorted[0], sorted.at(-1)]
  if (fromDay === undefined || toDay === undefined) return []
  const on = oneOf(engine, 'day', sorted)
  type Row = { day: string; person: string; t_in: number; t_out: number | null; out_inferred: number }
  const rows = await ask<Row>(
    trx,
    engine,
    `select day, person, t_in, t_out, out_inferred from visit where site = ? and ${on.text}`,
    [site, on.value],
  )
  let visits = rows.map(
    (row): SheetVisit => ({
      day: row.day,
      person: row.person,
      in: row.t_in,
      out: row.t_out ?? undefined,
      outInferred: row.out_inferred === 1,
    }),
  )
  const entries = await entriesOf(trx, engine, site, sorted)
  if (fresh) {
    const found = (await freshEntries(trx, { site, fromDay, toDay })).filter(entry => wanted.has(entry.day))
    const { people } = await foldEntries(trx, engine, rules, found)
    const rebuilt = new Set(people.map(({ day, person }) => `${day} ${person}`))
    visits = visits.filter(({ day, person }) => !rebuilt.has(`${day} ${person}`))
    for (const { day, person, visits: own } of people)
      for (const visit of own) visits.push({ day, person, ...visit })
    for (const entry of found)
      if (entry.person !== undefined)
        entries.push({ ...entry, person: entry.person, card: entry.card ?? null })
  }
  const byDay = Map.groupBy(visits, visit => visit.day)
  const entriesByDay = Map.groupBy(entries, entry => entry.day)
  return sorted.flatMap(day => {
    const own = byDay.get(day) ?? []
    const behind = entriesByDay.get(day) ?? []
    const sheet = sheetOf(rules, { site, day }, own, behind)
    return own.length > 0 || sheet.ended !== undefined ? [sheet] : []
  })
}

async function entriesOf(
  trx: Db,
  engine: Engine,
  site: string,
  days: readonly string[],
): Promise<SheetEntry[]> {
  const on = oneOf(engine, 'd.day', days)
  type Row = Omit<SheetEntry, 'reasons'> & { reasons: string }
  // A cross join is read from left to right: the day's entries first, each one look into the log.
  const rows = await ask<Row>(
    trx,
    engine,
    `select d.day, d.person, l.kiosk, l.journal, l.seq, l.at, l.lo, l.hi, l.gate, l.direction, l.verdict, l.reasons,
    l.card from day_entry d cross join log l
    where d.site = ? and ${on.text} and d.person <> '' and l.id = d.id`,
    [site, on.value],
  )
  return rows.map(row => ({
    ...row,
    reasons: (row.reasons === '' ? [] : row.reasons.split(' ')) as PersonEntry['reasons'],
  }))
}

/** One day's sheet. Times are rounded to whole ms. */
export function sheetOf(
  rules: Pick<PresenceRules, 'personDay'>,
  place: { site: string; day: string },
  visits: readonly SheetVisit[],
  entries: readonly SheetEntry[],
): PresenceSheet {
  const behind = new Map<string, SheetEntry>()
  for (const entry of entries) {
    const key = `${entry.direction} ${entry.person} ${entry.at}`
    const known = behind.get(key)
    // Of entries at one moment the first by kiosk, journal and seq made the visit.
    if (known !== undefined && !earlier(entry, known)) continue
    const moves = rules.personDay([entry])
    if (moves.in + moves.out > 0) behind.set(key, entry)
  }
  const rows = visits.map(visit => ({
    person: visit.person,
    in: Math.round(visit.in),
    out: visit.out === undefined ? Number.NaN : Math.round(visit.out),
    inferred: visit.outInferred,
    begun: behind.get(`in ${visit.person} ${visit.in}`),
    ended: behind.get(`${visit.outInferred ? 'in' : 'out'} ${visit.person} ${visit.out}`),
  }))
  rows.sort((a, b) => a.in - b.in || compare(a.person, b.person) || a.out - b.out)
  const gates: string[] = []
  const gateOf = (entry: SheetEntry | undefined): number => {
    if (entry === undefined || entry.gate === '') return NO_GATE
    const at = gates.indexOf(entry.gate)
    if (at !== -1) return at
    return gates.length === NO_GATE ? NO_GATE : gates.push(entry.gate) - 1
  }
  const unsure = (entry: SheetEntry | undefined): boolean =>
    entry !== undefined && entry.hi - entry.lo > CERTAIN_MS
  const sheet: PresenceSheet = {
    ...place,
    persons: rows.map(row => row.person),
    in: Float64Array.from(rows, row => row.in),
    out: Float64Array.from(rows, row => row.out),
    outInferred: Uint8Array.from(rows, row => (row.inferred ? 1 : 0)),
    gateIn: Uint8Array.from(rows, row => gateOf(row.begun)),
    gateOut: Uint8Array.from(rows, row => (row.inferred ? NO_GATE : gateOf(row.ended))),
    uncertain: Uint8Array.from(rows, row => (unsure(row.begun) || unsure(row.ended) ? 1 : 0)),
    gates,
  }
  const ended = new Map<string, { person: string; card: string }>()
  for (const { person, card, reasons } of entries)
    if (card !== null && reasons.some(reason => ENDED.has(reason)))
      ended.set(`${person} ${card}`, { person, card })
  if (ended.size === 0) return sheet
  return { ...sheet, ended: [...ended].sort(([a], [b]) => compare(a, b)).map(([, row]) => row) }
}

const earlier = (a: SheetEntry, b: SheetEntry): boolean =>
  (compare(a.kiosk, b.kiosk) || compare(a.journal, b.journal) || a.seq - b.seq) < 0
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
