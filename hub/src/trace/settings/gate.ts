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
  for (const { passing, label } of of.passings)
    of.add(passing.b, { setting: 'gate', distance: 'near', label, ...queueOf(passing) })
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
export function passingsOf(sheet: PresenceSheet, person: string): Passing[] {
  const found: Passing[] = []
  eachPassing(sheet, person, (way, row, other) => {
    const times = way === 'in' ? sheet.in : sheet.out
    const gates = way === 'in' ? sheet.gateIn : sheet.gateOut
    const [at, then] = [times[row] as number, times[other] as number]
    found.push({
      b: sheet.persons[other] as string,
      way,
      gate: sheet.gates[gates[row] as number] ?? '',
      from: Math.min(at, then),
      to: Math.max(at, then),
      uncertain: sheet.uncertain[row] === 1 || sheet.uncertain[other] === 1,
    })
  })
  return found
}

/** @param row of the person, `other`: of who passed with them */
type OnPassing = (way: 'in' | 'out', row: number, other: number) => void

/** The same as rows of the sheet. */
export function eachPassing(sheet: PresenceSheet, person: string, found: OnPassing): void {
  const index = sheetIndex(sheet)
  for (const row of index.rows(person)) {
    around(sheet, { person, row, way: 'in', order: null }, found)
    if (scannedOut(sheet, row)) around(sheet, { person, row, way: 'out', order: index.byOut }, found)
  }
}

interface Scan {
  person: string
  row: number
  way: 'in' | 'out'
  /** rows in order of that way's time; null: as they are */
  order: Uint32Array | null
}

function around(sheet: PresenceSheet, { person, row, way, order }: Scan, found: OnPassing): void {
  const gates = way === 'in' ? sheet.gateIn : sheet.gateOut
  const gate = gates[row] as number
  if (gate === UNKNOWN_GATE) return
  const times = way === 'in' ? sheet.in : sheet.out
  const at = times[row] as number
  const length = order ? order.length : sheet.persons.length
  for (let i = firstFrom(times, order, length, at - QUEUE_MS); i < length; i++) {
    const other = order ? (order[i] as number) : i
    if ((times[other] as number) > at + QUEUE_MS) return
    if (gates[other] === gate && sheet.persons[other] !== person) found(way, row, other)
  }
}

/** First place in an order whose time is not before `from`. */
function firstFrom(times: Float64Array, order: Uint32Array | null, length: number, from: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[order ? (order[middle] as number) : middle] as number) < from) low = middle + 1
    else high = middle
  }
  return low
}
