import { decodeBody, type EntryBody } from '@schoolgate/protocol/entry/body'
import { ENTRY_BODY_VERSION } from '@schoolgate/protocol/entry/header'
import { REASONS } from '@schoolgate/protocol/verdict'

/** A body's value, or the reason it belongs into quarantine. */
export function readBody(kind: string, v: number, body: Uint8Array): EntryBody | string {
  if (kind !== 'scan') return 'unknown kind of entry'
  if (v > ENTRY_BODY_VERSION) return 'newer version of the body'
  let raw: unknown
  try {
    raw = JSON.parse(decoder.decode(body))
  } catch {
    return 'body is not JSON'
  }
  if (isBody(raw)) return raw
  const read = decodeBody(body)
  return read.ok ? read.value : read.error
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Every check of the body's schema by hand, a fifth of its cost; only used to accept. Unlike the schema it leaves
 * unknown fields where they are.
 */
export function isBody(raw: unknown): raw is EntryBody {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false
  const b = raw as Record<keyof EntryBody, unknown>
  return (
    (b.direction === 'in' || b.direction === 'out') &&
    (b.card === undefined || isId(b.card)) &&
    (b.person === undefined || isId(b.person)) &&
    (b.reading === undefined || isReading(b.reading)) &&
    (b.verdict === 'pass' || b.verdict === 'recheck' || b.verdict === 'isolate' || b.verdict === 'refer') &&
    areReasons(b.reasons) &&
    (b.method === 'qr' || b.method === 'manual') &&
    isText40(b.rulePack) &&
    isNumber(b.look) &&
    Number.isSafeInteger(b.look) &&
    b.look >= 1 &&
    b.look <= 9 &&
    isNumber(b.idleMs) &&
    b.idleMs >= 0
  )
}

function isReading(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false
  const r = raw as Record<keyof NonNullable<EntryBody['reading']>, unknown>
  return (
    isText40(r.sensor) &&
    (r.kind === 'array' || r.kind === 'spot') &&
    isNumber(r.surface) &&
    isNumber(r.ambient) &&
    isNumber(r.frames) &&
    Number.isSafeInteger(r.frames) &&
    r.frames >= 0 &&
    isNumber(r.sd) &&
    r.sd >= 0
  )
}

const reasons = new Set<unknown>(REASONS)

const areReasons = (raw: unknown): boolean =>
  Array.isArray(raw) && raw.length <= 8 && raw.every(reason => reasons.has(reason))
const isId = (raw: unknown): boolean => typeof raw === 'string' && ID.test(raw)
const ID = /^[0-9a-f]{16}$/
const isText40 = (raw: unknown): boolean => typeof raw === 'string' && raw.length <= 40
const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw)
