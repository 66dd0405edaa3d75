import type { ApiDeps } from '../../deps.ts'

/** What importing and exporting need of the rest of the hub. */
export type ExchangeDeps = Pick<ApiDeps, 'session' | 'scope' | 'jobs' | 'localDay' | 'imports'>
