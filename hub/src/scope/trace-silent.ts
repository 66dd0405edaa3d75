import type { KioskRow } from '../store/place-types.ts'
import type { PresenceSheet } from '../store/trace-types.ts'

/** So many visits make a day on which a gate without any is worth a word. */
const BUSY = 20

/**
 * Days on which a kiosk told of nobody although the school was full: its gate is used on most of the other days, and
 * others were used on this one.
 * @param sheets of one site
 */
export function silentKiosks(
  kiosks: readonly Pick<KioskRow, 'id' | 'gate' | 'pairedAt' | 'status'>[],
  sheets: readonly PresenceSheet[],
  days: readonly string[],
): { day: string; kiosk: string; entries: number }[] {
  const busy = sheets.filter(sheet => sheet.persons.length >= BUSY)
  const used = new Map(busy.map(sheet => [sheet.day, gatesUsed(sheet)]))
  const asked = new Set(days)
  return kiosks.flatMap(kiosk => {
    if (kiosk.status !== 'active') return []
    const since = busy.filter(sheet => (sheet.in[0] ?? 0) >= kiosk.pairedAt)
    const alive = since.filter(sheet => used.get(sheet.day)?.has(kiosk.gate)).length
    if (alive * 2 < since.length) return []
    return since
      .filter(sheet => asked.has(sheet.day) && !used.get(sheet.day)?.has(kiosk.gate))
      .map(sheet => ({ day: sheet.day, kiosk: kiosk.id, entries: 0 }))
  })
}

function gatesUsed({ gates, gateIn, gateOut }: PresenceSheet): Set<string> {
  const seen = new Uint8Array(256)
  for (const gate of gateIn) seen[gate] = 1
  for (const gate of gateOut) seen[gate] = 1
  return new Set(gates.filter((_, i) => seen[i] === 1))
}
