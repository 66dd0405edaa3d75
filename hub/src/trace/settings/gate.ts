import type { PresenceSheet } from '../../store/trace-types.ts'
import { FLAGS } from '../facts/flags.ts'
import { scannedOut, sheetIndex } from '../facts/sheet-index.ts'
import type { PersonDay } from './evidence.ts'

/** Two scans this close at one gate: one queue. */
export const QUEUE_MS = 60_000
const UNKNOWN_GATE = 255
/** What a queue is worth: the minute it takes. */
export const QUEUE_MIN = 1

/** Somebody who went through the same gate the same way within a minute. */
export interface Passing {
  b: string
  way: 'in' | 'out'
  gate: string
  from: number
  to: number
  uncertain: boolean
}

/** The same gate, the same way, within a minute. */
export function gateEvidence(of: PersonDay): void {
  const { book, person, day } = of
  for (const school of book.schools) {
    for (const sheet of school.sheets(day)) {
      for (const passing of passingsOf(sheet, person))
        of.add(passing.b, {
          setting: 'gate',
          distance: 'near',
          label: school.gateName(passing.gate),
          ...queueOf(passing),
        })
    }
  }
}

/** What a passing says wherever it is evidence. */
export const queueOf = (passing: Passing) => ({
  source: { kind: 'entry', id: passing.gate },
  from: passing.from,
  to: passing.to,
  minutes: QUEUE_MIN,
  flags: passing.uncertain ? FLAGS.clock : 0,
})

/** Everybody who passed a gate with somebody, one line each time. */
export function* passingsOf(sheet: PresenceSheet, person: string): Generator<Passing> {
  const index = sheetIndex(sheet)
  for (const row of index.rows(person)) {
    yield* around(sheet, person, row, 'in', null)
    if (scannedOut(sheet, row)) yield* around(sheet, person, row, 'out', index.byOut)
  }
}

function* around(
  sheet: PresenceSheet,
  person: string,
  row: number,
  way: 'in' | 'out',
  order: Uint32Array | null,
): Generator<Passing> {
  const gates = way === 'in' ? sheet.gateIn : sheet.gateOut
  const gate = gates[row] as number
  if (gate === UNKNOWN_GATE) return
  const times = way === 'in' ? sheet.in : sheet.out
  const at = times[row] as number
  const length = order ? order.length : sheet.persons.length
  const rowAt = (i: number) => (order ? (order[i] as number) : i)
  for (let i = firstFrom(times, rowAt, length, at - QUEUE_MS); i < length; i++) {
    const other = rowAt(i)
    const then = times[other] as number
    if (then > at + QUEUE_MS) return
    const b = sheet.persons[other] as string
    if (b === person || gates[other] !== gate) continue
    yield {
      b,
      way,
      gate: sheet.gates[gate] ?? '',
      from: Math.min(at, then),
      to: Math.max(at, then),
      uncertain: sheet.uncertain[row] === 1 || sheet.uncertain[other] === 1,
    }
  }
}

/** First place in an order whose time is not before `from`. */
function firstFrom(times: Float64Array, rowAt: (i: number) => number, length: number, from: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[rowAt(middle)] as number) < from) low = middle + 1
    else high = middle
  }
  return low
}
