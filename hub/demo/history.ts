import { type EntryBody, encodeBody } from '@schoolgate/protocol/entry/body'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { ENTRY_BODY_VERSION, type EntryHeader } from '@schoolgate/protocol/entry/header'
import { normal, type Random } from '@schoolgate/protocol/random'
import { STARTER_RULE_PACK } from '@schoolgate/protocol/rule-pack'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import type { Append, LogRow, StoredEntry } from '../src/store/log-types.ts'

/** One person's turn at a gate, as the plan of a day has it. `card` is a card id here. */
export interface PlannedTurn {
  at: number
  card: string | null
  look: string
  offsetC?: number
}

export interface PastDay {
  /** ISO, local to the site */
  day: string
  /** in any order */
  turns: (PlannedTurn & { direction: Direction })[]
}

export interface PastGate {
  site: string
  gate: string
  kiosk: string
  journal: string
  sensor: string
  days: PastDay[]
}

interface Scan {
  at: number
  day: string
  body: EntryBody
}

/** Room and healthy forehead of the made-up mornings, degC. */
const AMBIENT = 22
const FOREHEAD = 34.82

/** A child takes about this long at the gate, ms. */
const SERVICE_MS = 3200

/**
 * What a gate's journal would hold of past days: a batch for the store, with a true hash chain, so that charts have
 * a "usual" and the log is one like any other.
 */
export function pastEntries(
  gate: PastGate,
  personOf: (card: string) => string | undefined,
  random: Random,
): Append {
  const rows: LogRow[] = []
  const entries: Omit<StoredEntry, 'id'>[] = []
  let head = GENESIS
  for (const scan of gate.days.flatMap(day => scansOf(gate, day, personOf, random))) {
    const header: EntryHeader = {
      kiosk: gate.kiosk,
      journal: gate.journal,
      seq: rows.length + 1,
      bootId: gate.journal,
      monoMs: scan.at,
      wallMs: scan.at,
      synced: true,
      kind: 'scan',
      v: ENTRY_BODY_VERSION,
    }
    const body = encodeBody(scan.body)
    head = entryHash(header, head, body)
    const time = { at: scan.at, lo: scan.at - 500, hi: scan.at + 500, quality: 'synced' as const }
    rows.push({ ...header, ...time, body, hash: head, receivedAt: scan.at })
    entries.push(storedEntry(gate, header, scan, time))
  }
  const expected = { seq: 0, head: GENESIS }
  const next = { seq: rows.length, head }
  return { kiosk: gate.kiosk, journal: gate.journal, expected, next, rows, entries, quarantine: [], gaps: [] }
}

function storedEntry(
  gate: PastGate,
  header: EntryHeader,
  scan: Scan,
  time: Pick<StoredEntry, 'at' | 'lo' | 'hi' | 'quality'>,
): Omit<StoredEntry, 'id'> {
  const { direction, verdict, reasons, card, person, reading, look, idleMs } = scan.body
  return {
    kiosk: header.kiosk,
    journal: header.journal,
    seq: header.seq,
    kind: header.kind,
    ...time,
    receivedAt: scan.at,
    site: gate.site,
    gate: gate.gate,
    day: scan.day,
    direction,
    verdict,
    reasons,
    ...(card && { card }),
    ...(person && { person }),
    ...(reading && { surface: reading.surface }),
    look,
    idleMs,
  }
}

function scansOf(
  gate: PastGate,
  day: PastDay,
  personOf: (card: string) => string | undefined,
  random: Random,
): Scan[] {
  const scans: Scan[] = []
  let free = 0
  for (const turn of day.turns.toSorted((a, b) => a.at - b.at)) {
    const person = turn.card ? personOf(turn.card) : undefined
    if (!turn.card || !person) continue
    const at = Math.round(Math.max(turn.at, free))
    const idleMs = Math.max(0, at - free)
    free = at + SERVICE_MS
    const base = { card: turn.card, person, idleMs: Math.min(idleMs, 3_600_000) }
    scans.push({ at, day: day.day, body: makeBody(gate, turn, base, 1, random) })
    if (turn.direction === 'in' && turn.look !== 'normal') {
      scans.push({ at: at + 700_000, day: day.day, body: makeBody(gate, turn, base, 2, random) })
    }
  }
  return scans.sort((a, b) => a.at - b.at)
}

function makeBody(
  gate: PastGate,
  turn: PastDay['turns'][number],
  who: Pick<EntryBody, 'card' | 'person' | 'idleMs'>,
  look: number,
  random: Random,
): EntryBody {
  const common = {
    ...who,
    direction: turn.direction,
    method: 'qr' as const,
    rulePack: STARTER_RULE_PACK.id,
    look,
  }
  if (turn.direction === 'out') return { ...common, verdict: 'pass', reasons: [] }
  const [verdict, reasons, shift] = outcome(turn.look, look)
  const surface = normal(random, FOREHEAD + (turn.offsetC ?? 0) + shift, 0.12)
  const reading = {
    sensor: gate.sensor,
    kind: gate.sensor === 'gy-mcu90640' ? ('array' as const) : ('spot' as const),
    surface: Math.round(surface * 100) / 100,
    ambient: AMBIENT,
    frames: 8,
    sd: 0.06,
  }
  return { ...common, verdict, reasons, reading }
}

/** Verdict, reasons and shift of the surface temperature (degC) of a first look or recheck. */
function outcome(look: string, n: number): [Verdict, Reason[], number] {
  if (look === 'fever') return n === 1 ? ['recheck', ['warm'], 1.6] : ['isolate', ['still-warm'], 1.6]
  if (look === 'cold-face') return n === 1 ? ['recheck', ['cold-face'], -3] : ['pass', [], 0]
  if (look === 'normal' || n > 1) return ['pass', [], 0]
  return ['recheck', ['no-single-face'], 0]
}
