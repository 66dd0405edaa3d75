import type { PresenceSheet } from '../../store/trace-types.ts'

/** Where a sheet's people are in it, and its rows in order of leaving. */
export interface SheetIndex {
  /** rows of a person in order of coming */
  rows(person: string): readonly number[]
  readonly persons: ReadonlyMap<string, readonly number[]>
  /** rows with a scanned way out, in order of `out` */
  readonly byOut: Uint32Array
}

const NOWHERE: readonly number[] = []
// A sheet is kept by the store over many questions: so is what was found out about it.
const known = new WeakMap<PresenceSheet, SheetIndex>()

export function sheetIndex(sheet: PresenceSheet): SheetIndex {
  let index = known.get(sheet)
  if (!index) {
    index = build(sheet)
    known.set(sheet, index)
  }
  return index
}

function build(sheet: PresenceSheet): SheetIndex {
  const rows = new Map<string, number[]>()
  for (let row = 0; row < sheet.persons.length; row++) {
    const person = sheet.persons[row] as string
    const own = rows.get(person)
    if (own) own.push(row)
    else rows.set(person, [row])
  }
  let byOut: Uint32Array | null = null
  return {
    rows: person => rows.get(person) ?? NOWHERE,
    persons: rows,
    get byOut() {
      byOut ??= leaving(sheet)
      return byOut
    },
  }
}

function leaving(sheet: PresenceSheet): Uint32Array {
  const scanned: number[] = []
  for (let row = 0; row < sheet.persons.length; row++) if (scannedOut(sheet, row)) scanned.push(row)
  const { out } = sheet
  return Uint32Array.from(scanned.sort((a, b) => (out[a] as number) - (out[b] as number) || a - b))
}

export const scannedOut = (sheet: PresenceSheet, row: number): boolean =>
  sheet.outInferred[row] === 0 && !Number.isNaN(sheet.out[row])
