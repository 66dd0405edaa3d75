import { Temporal } from 'temporal-polyfill'

/** A moment at a site: local ISO day and minute of that day (0 to 1439). */
export interface LocalTime {
  day: string
  minute: number
}

const BLOCK_MS = 15 * 60_000
const MAX_BLOCKS = 4096

/** Zone offsets by quarter of an hour: every zone's transitions lie on one. */
const offsets = new Map<string, Map<number, number>>()
const days = new Map<number, string>()
const ends = new Map<string, number>()

/** The answers before: entries come minute by minute, school by school. */
let lastZone = ''
let lastBlock = Number.NaN
let lastOffset = 0
let lastDayNumber = Number.NaN
let lastDay = ''

/**
 * Local day and minute of `at` (epoch ms) in an IANA zone, through daylight saving changes. A zone that does not
 * exist is read as UTC: a slip in a site's settings must not stop entries.
 */
export function localTime(timeZone: string, at: number): LocalTime {
  const local = at + offsetAt(timeZone, at)
  const dayNumber = Math.floor(local / 86_400_000)
  if (dayNumber !== lastDayNumber) {
    lastDay = isoDay(dayNumber)
    lastDayNumber = dayNumber
  }
  return { day: lastDay, minute: Math.floor((local - dayNumber * 86_400_000) / 60_000) }
}

/** Epoch ms at which the local day `day` ends: the next day's first moment (midnight, where midnight exists). */
export function dayEnd(timeZone: string, day: string): number {
  const key = `${timeZone} ${day}`
  let end = ends.get(key)
  if (end === undefined) {
    const next = Temporal.PlainDate.from(day).add({ days: 1 })
    end = next.toZonedDateTime(knownZone(timeZone)).epochMilliseconds
    if (ends.size >= MAX_BLOCKS) ends.clear()
    ends.set(key, end)
  }
  return end
}

function offsetAt(timeZone: string, at: number): number {
  const asked = Math.floor(at / BLOCK_MS)
  if (asked === lastBlock && timeZone === lastZone) return lastOffset
  lastOffset = readOffset(timeZone, at)
  lastBlock = asked
  lastZone = timeZone
  return lastOffset
}

function readOffset(timeZone: string, at: number): number {
  let blocks = offsets.get(timeZone)
  if (blocks === undefined) {
    blocks = new Map()
    offsets.set(timeZone, blocks)
  }
  const block = Math.floor(at / BLOCK_MS)
  let offset = blocks.get(block)
  if (offset === undefined) {
    const instant = Temporal.Instant.fromEpochMilliseconds(block * BLOCK_MS)
    offset = instant.toZonedDateTimeISO(knownZone(timeZone)).offsetNanoseconds / 1e6
    if (blocks.size >= MAX_BLOCKS) blocks.clear()
    blocks.set(block, offset)
  }
  return offset
}

const zones = new Map<string, string>()

function knownZone(timeZone: string): string {
  let zone = zones.get(timeZone)
  if (zone === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone })
      zone = timeZone
    } catch {
      zone = 'UTC'
    }
    zones.set(timeZone, zone)
  }
  return zone
}

function isoDay(dayNumber: number): string {
  let day = days.get(dayNumber)
  if (day === undefined) {
    day = new Date(dayNumber * 86_400_000).toISOString().slice(0, 10)
    if (days.size >= MAX_BLOCKS) days.clear()
    days.set(dayNumber, day)
  }
  return day
}
