/**
 * Which part of the house may import which. A part is the longest listed path a file lies under; it may always
 * import itself and `protocol/src`.
 */
export interface Layer {
  /** folders, or single files that are seams */
  may: string[]
  /** npm packages */
  packages: string[] | 'any'
}

const only = (...packages: string[]): Layer => ({ may: [], packages })
const above = (...may: string[]): Layer => ({ may, packages: 'any' })

/** The dashboard's parts without a face. */
const DASHBOARD_FLOOR = ['alarms', 'api', 'composables', 'feed', 'search', 'sound', 'stores', 'text'].map(
  part => `dashboard/src/${part}`,
)

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
  'kiosk/fakes': above('kiosk/src/serial/sums.ts'),

  // Hub: ingest -> store -> presence -> feed; the stages know the store's words only. Routes reach data through
  // the scope layer alone. The root joins everything.
  'hub/src/store': above(),
  'hub/src/ingest': above('hub/src/store/types.ts'),
  'hub/src/presence': above('hub/src/store/types.ts'),
  'hub/src/alarms': above('hub/src/store/types.ts'),
  'hub/src/feed': above('hub/src/store/types.ts'),
  'hub/src/scope': above('hub/src/store/types.ts'),
  'hub/src/auth': above('hub/src/store/types.ts'),
  'hub/src/cards': above(),
  'hub/src/api': above(
    'hub/src/store/types.ts',
    'hub/src/scope',
    'hub/src/auth/cookie.ts',
    'hub/src/auth/origin.ts',
    'hub/src/auth/token.ts',
    'hub/src/feed/feed-entry.ts',
  ),
  'hub/src/admin': above(
    'hub/src/store/types.ts',
    'hub/src/auth',
    'hub/src/cards',
    'hub/src/scope/public.ts',
  ),
  'hub/src': above('hub/src'),
  'hub/demo': above('hub/src'),
  'hub/bench': above('hub/src', 'hub/demo', 'hub/test/helpers'),

  // Dashboard: the kit knows nothing of schools; pages are made of components, never the other way round.
  'dashboard/src/kit': above(),
  'dashboard/src/pages': above('dashboard/src'),
  'dashboard/src/components': above(
    ...DASHBOARD_FLOOR,
    'dashboard/src/kit',
    'dashboard/src/locales',
    'dashboard/src/i18n.ts',
  ),
  'dashboard/src': above('dashboard/src', 'hub/api-type'),
}
