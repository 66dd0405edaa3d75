import type { Job } from '@schoolgate/protocol/http/job'
import type { Locale } from '@schoolgate/protocol/locale'
import { exportOneRoster } from '../../../exchange/export/oneroster.ts'
import { exportPeople } from '../../../exchange/export/people-list.ts'
import type { ImportPlace } from '../../../exchange/session/needs.ts'
import { settingOf } from '../../../exchange/session/setting.ts'
import type { ExchangeDeps } from './deps.ts'

export interface ExportWish {
  kind: 'oneroster' | 'people-xlsx' | 'people-csv'
  version: '1.1' | '1.2'
  locale: Locale
}

const TYPES = {
  zip: 'application/zip',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Starts an export of a place for an officer. */
export async function startExport(
  { jobs, localDay }: ExchangeDeps,
  place: ImportPlace,
  { kind, version, locale }: ExportWish,
  owner: string,
): Promise<Job | 'busy'> {
  const { today } = await settingOf(place, locale, zone => localDay(zone))
  return jobs.start({
    kind: 'export',
    owner,
    async run(job) {
      if (kind === 'oneroster') {
        const path = await exportOneRoster(place, version, today, job)
        return { path, name: `oneroster-${version}-${today}.zip`, type: TYPES.zip }
      }
      const format = kind === 'people-csv' ? 'csv' : 'xlsx'
      const path = await exportPeople(place, format, locale, today, job)
      return { path, name: `people-${today}.${format}`, type: TYPES[format] }
    },
  })
}
