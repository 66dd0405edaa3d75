import type { StoredEntry } from './store/log-types.ts'
import type { Presence } from './store/presence-types.ts'

const PAGE = 1000

/** All entries of a site's day, newest first, read page by page. */
export async function entriesOfDay(
  presence: Pick<Presence, 'entries'>,
  site: string,
  day: string,
): Promise<StoredEntry[]> {
  const all: StoredEntry[] = []
  for (;;) {
    const before = all.at(-1)?.id
    const page = await presence.entries({
      site,
      day,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    })
    all.push(...page)
    if (page.length < PAGE) return all
  }
}
