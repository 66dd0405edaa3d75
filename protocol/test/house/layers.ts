/**
 * Which part of the house may import which. A part is the longest listed path a file lies under; it may always
 * import itself and `protocol/src`. `files` are seams: single files open to that part alone.
 */
export interface Layer {
  may: string[]
  packages: string[] | 'any'
}

const only = (...packages: string[]): Layer => ({ may: [], packages })
const above = (...may: string[]): Layer => ({ may, packages: 'any' })

export const LAYERS: Record<string, Layer> = {
  'protocol/src': only('zod', 'cborg', 'node:crypto'),

  // Kiosk: bytes -> reading -> verdict -> journal -> uplink; only the composition root joins them.
  'kiosk/src/serial': only('serialport'),
  'kiosk/src/scanner': above('kiosk/src/serial'),
  'kiosk/src/thermal': above('kiosk/src/serial'),
  'kiosk/src/relay': above('kiosk/src/serial'),
  'kiosk/src/reading': { may: ['kiosk/src/thermal/frame.ts'], packages: [] },
  'kiosk/src/verdict': only(),
  'kiosk/src/journal': only('better-sqlite3', 'node:crypto', 'node:fs', 'node:path'),
  'kiosk/src/roster': only('better-sqlite3'),
  'kiosk/src/uplink': only('ws', 'node:crypto'),
  'kiosk/src/screen': above(),
  'kiosk/src/decode': above('kiosk/src/scanner', 'kiosk/src/thermal', 'kiosk/src/serial'),
  'kiosk/src': above('kiosk/src'),
  'kiosk/fakes': above(),

  // Hub: ingest -> store -> presence -> feed; routes above them; only the app joins them.
  'hub/src/store': above(),
  'hub/src/ingest': above('hub/src/store/types.ts'),
  'hub/src/presence': above('hub/src/store/types.ts'),
  'hub/src/alarms': above('hub/src/store/types.ts'),
  'hub/src/feed': above('hub/src/store/types.ts'),
  'hub/src/scope': above('hub/src/store/types.ts'),
  'hub/src/auth': above('hub/src/store/types.ts'),
  'hub/src/api': above('hub/src/store/types.ts', 'hub/src/scope', 'hub/src/auth'),
  'hub/src': above('hub/src'),
  'hub/demo': above('hub/src'),
  'hub/bench': above('hub/src', 'hub/test/helpers'),

  'dashboard/src': above('hub/api-type'),
  'dashboard/src/kit': above(),
}
