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

/** What the store's rows and questions are called: types only, for every part above it. */
const STORE_WORDS = [
  'types',
  'place-types',
  'log-types',
  'presence-types',
  'account-types',
  'record-types',
  'attendance-types',
  'card-types',
  'trace-types',
].map(file => `hub/src/store/${file}.ts`)

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
  'hub/src/directory': above(...STORE_WORDS),
  'hub/src/exchange': above(...STORE_WORDS, 'hub/src/directory'),
  'hub/src/attendance': above(...STORE_WORDS, 'hub/src/directory', 'hub/src/print'),
  'hub/src/print': above(),
  'hub/src/trace': above(...STORE_WORDS, 'hub/src/directory'),
  'hub/src/trace-export': above(...STORE_WORDS, 'hub/src/trace', 'hub/src/print'),
  'hub/src/jobs': above(),
  'hub/src/ingest': above(...STORE_WORDS),
  'hub/src/presence': above(...STORE_WORDS),
  'hub/src/alarms': above(...STORE_WORDS),
  'hub/src/feed': above(...STORE_WORDS),
  'hub/src/scope': above(...STORE_WORDS),
  'hub/src/auth': above(...STORE_WORDS),
  'hub/src/cards': above(...STORE_WORDS, 'hub/src/print'),
  'hub/src/api': above(
    ...STORE_WORDS,
    'hub/src/directory',
    'hub/src/scope',
    'hub/src/auth/cookie.ts',
    'hub/src/auth/origin.ts',
    'hub/src/auth/token.ts',
    'hub/src/feed/feed-entry.ts',
    'hub/src/exchange',
    'hub/src/attendance',
    'hub/src/trace',
    'hub/src/trace-export',
    'hub/src/cards',
    'hub/src/print',
    'hub/src/jobs',
  ),
  'hub/src/admin': above(...STORE_WORDS, 'hub/src/auth', 'hub/src/cards', 'hub/src/scope/public.ts'),
  'hub/src': above('hub/src'),
  'hub/demo': above('hub/src'),
  'hub/eval': above('hub/src/trace', ...STORE_WORDS),
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
