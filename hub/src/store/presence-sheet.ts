import { crc32 } from 'node:zlib'
import { bytesToHex } from '@schoolgate/protocol/hex'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { ByteReader, ByteWriter } from './sheet-bytes.ts'
import { readColumn, writeColumn } from './sheet-column.ts'
import type { PresenceSheet } from './trace-types.ts'

/**
 * A sheet as bytes: version, CRC-32 of all that follows, the first moment, gates, combinations of gates and flags,
 * then a column each of persons (by their place in the site's roll), steps of `in`, lengths of stay (plus one; 0:
 * no end) and combinations, in the bits they need: about 7 bytes a visit. The roll: version, CRC-32, ids of 8 bytes.
 */
const VERSION = 2
const HEAD = 5
/** No gate known. */
export const NO_GATE = 255

export interface SheetFault {
  code: 'version' | 'damaged'
  /** what was being read */
  at: string
}

/** Persons of a site, in order of their first sheet. */
export class Roll {
  readonly ids: string[]
  readonly #places = new Map<string, number>()

  constructor(ids: readonly string[] = []) {
    this.ids = [...ids]
    for (const [i, id] of ids.entries()) this.#places.set(id, i)
  }

  /** Puts somebody new at the end. */
  place(id: string): number {
    let at = this.#places.get(id)
    if (at === undefined) {
      at = this.ids.length
      this.ids.push(id)
      this.#places.set(id, at)
    }
    return at
  }
}

export function packRoll(ids: readonly string[]): Uint8Array {
  const body = new Uint8Array(HEAD + ids.length * 8)
  body.set(Buffer.from(ids.join(''), 'hex'), HEAD)
  return sealed(body)
}

export function unpackRoll(body: Uint8Array): Result<string[], SheetFault> {
  const fault = faultOf(body, 'roll')
  if (fault !== undefined) return fail(fault)
  if ((body.length - HEAD) % 8 !== 0) return fail({ code: 'damaged', at: 'roll' })
  const hex = Buffer.from(body.buffer, body.byteOffset + HEAD, body.length - HEAD).toString('hex')
  return ok(Array.from({ length: hex.length / 16 }, (_, i) => hex.slice(i * 16, i * 16 + 16)))
}

/**
 * @param sheet times whole ms, in order of `in`; at most 255 gates
 * @param roll persons new to it are put at its end: keep it before the sheet
 */
export function packSheet(sheet: PresenceSheet, roll: Roll): Uint8Array {
  const n = sheet.persons.length
  const out = new ByteWriter(64 + n * 12)
  out.skip(HEAD)
  out.number(n)
  out.double(sheet.in[0] ?? 0)
  out.number(sheet.gates.length)
  for (const gate of sheet.gates) out.text(gate)

  const codes = new Map<number, number>()
  const combined = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const flags = (sheet.outInferred[i] ? 1 : 0) | (sheet.uncertain[i] ? 2 : 0)
    const key = (sheet.gateIn[i] as number) | ((sheet.gateOut[i] as number) << 8) | (flags << 16)
    let code = codes.get(key)
    if (code === undefined) {
      code = codes.size
      codes.set(key, code)
    }
    combined[i] = code
  }
  out.number(codes.size)
  for (const key of codes.keys()) for (const shift of [0, 8, 16]) out.byte((key >>> shift) & 255)

  const begun = sheet.in
  writeColumn(
    out,
    sheet.persons.map(person => roll.place(person)),
  )
  writeColumn(
    out,
    begun.map((at, i) => (i === 0 ? 0 : at - (begun[i - 1] as number))),
  )
  writeColumn(
    out,
    sheet.out.map((end, i) => (Number.isNaN(end) ? 0 : end - (begun[i] as number) + 1)),
  )
  writeColumn(out, combined)
  out.number(sheet.ended?.length ?? 0)
  for (const { person, card } of sheet.ended ?? []) {
    out.number(roll.place(person))
    out.bytes(Buffer.from(card, 'hex'))
  }
  return sealed(out.done())
}

/** What `packSheet` made; anything else is a fault, never another sheet. */
export function unpackSheet(
  place: { site: string; day: string },
  body: Uint8Array,
  roll: readonly string[],
): Result<PresenceSheet, SheetFault> {
  const fault = faultOf(body, 'sheet')
  if (fault !== undefined) return fail(fault)
  const from = new ByteReader(body, HEAD)
  const n = from.number()
  // Each visit takes four bits at least.
  if (n > body.length * 2) return fail({ code: 'damaged', at: 'count' })
  const first = from.double()
  const gates = from.list(() => from.text())
  const codes = from.list(() => [from.byte(), from.byte(), from.byte()] as const)
  const [who, steps, stays, combined] = [0, 1, 2, 3].map(() => readColumn(from, n))
  if (!who || !steps || !stays || !combined) return fail({ code: 'damaged', at: 'column' })
  const persons = new Array<string>(n)
  const sheet = {
    ...place,
    persons,
    in: new Float64Array(n),
    out: new Float64Array(n),
    outInferred: new Uint8Array(n),
    gateIn: new Uint8Array(n),
    gateOut: new Uint8Array(n),
    uncertain: new Uint8Array(n),
    gates,
  }
  for (let i = 0, at = first; i < n; i++) {
    const person = roll[who[i] as number]
    if (person === undefined) return fail({ code: 'damaged', at: 'person' })
    persons[i] = person
    at += steps[i] as number
    sheet.in[i] = at
    const stay = stays[i] as number
    sheet.out[i] = stay === 0 ? Number.NaN : at + stay - 1
    const code = codes[combined[i] as number]
    if (code === undefined) return fail({ code: 'damaged', at: 'gates' })
    sheet.gateIn[i] = code[0]
    sheet.gateOut[i] = code[1]
    sheet.outInferred[i] = code[2] & 1
    sheet.uncertain[i] = code[2] >> 1
  }
  const ended = from.list(() => ({ person: roll[from.number()] ?? '', card: bytesToHex(from.bytes(8)) }))
  if (!from.atEnd || ended.some(({ person }) => person === '')) return fail({ code: 'damaged', at: 'end' })
  return ok(ended.length === 0 ? sheet : { ...sheet, ended })
}

/** Writes version and checksum into the room left for them. */
function sealed(body: Uint8Array): Uint8Array {
  body[0] = VERSION
  new DataView(body.buffer, body.byteOffset).setUint32(1, crc32(body.subarray(HEAD)))
  return body
}

function faultOf(body: Uint8Array, at: string): SheetFault | undefined {
  if (body[0] !== VERSION) return { code: 'version', at }
  if (body.length < HEAD) return { code: 'damaged', at }
  const sum = new DataView(body.buffer, body.byteOffset).getUint32(1)
  return sum === crc32(body.subarray(HEAD)) ? undefined : { code: 'damaged', at }
}
