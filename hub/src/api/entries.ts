import { toFeedEntry } from '../feed/feed-entry.ts'
import type { ScopedSite } from '../scope/scoped.ts'
import type { StoredEntry } from '../store/log-types.ts'
import { CSV_START, csvLine } from './csv.ts'
import type { ApiDeps } from './deps.ts'

const COLUMNS = [
  'time',
  'gate',
  'direction',
  'name',
  'class',
  'verdict',
  'reasons',
  'surface degC',
  'entry',
] as const
const PAGE = 500

/** One page of a day's entries with names, newest first. */
export async function entriesPage(
  { people }: ApiDeps,
  site: ScopedSite,
  query: { day: string; before?: number | undefined; limit: number },
) {
  await people.load(site.row.id)
  const { day, before, limit } = query
  const rows = await site.entries({ day, limit, ...(before === undefined ? {} : { before }) })
  const last = rows.at(-1)
  return {
    entries: rows.map(row => toFeedEntry(row, row.person ? people.who(row.site, row.person) : undefined)),
    next: rows.length === limit && last ? last.id : null,
  }
}

/** The same as a table, read from the store page by page while it is sent. */
export async function entriesCsv(
  { people }: ApiDeps,
  site: ScopedSite,
  day: string,
): Promise<ReadableStream> {
  await people.load(site.row.id)
  const gates = new Map((await site.gates()).map(g => [g.id, g.name]))
  const time = localTime(site.row.timeZone)
  const encoder = new TextEncoder()
  let before: number | undefined
  let started = false

  const line = (entry: StoredEntry): string => {
    const shown = toFeedEntry(entry, entry.person ? people.who(entry.site, entry.person) : undefined)
    return csvLine([
      time(shown.at),
      gates.get(shown.gate) ?? shown.gate,
      shown.direction,
      shown.who?.name ?? '',
      shown.who?.group ?? '',
      shown.verdict,
      shown.reasons.join(' '),
      shown.surface?.toFixed(2) ?? '',
      shown.id,
    ])
  }
  return new ReadableStream({
    async pull(controller) {
      const rows = await site.entries({ day, limit: PAGE, ...(before === undefined ? {} : { before }) })
      const head = started ? '' : CSV_START + csvLine(COLUMNS)
      started = true
      controller.enqueue(encoder.encode(head + rows.map(line).join('')))
      before = rows.at(-1)?.id
      if (rows.length < PAGE) controller.close()
    },
  })
}

/** `2026-09-01 07:58:03` at the site. */
function localTime(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return at => format.format(at)
}
