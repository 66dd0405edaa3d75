import type { FeedAuth } from '@schoolgate/protocol/feed/events'
import { readSessionCookie } from './auth/cookie.ts'
import type { Sessions } from './auth/sessions.ts'
import { tokenHash } from './auth/token.ts'
import type { FeedAccess } from './feed/feed-socket.ts'
import { scoped } from './scope/scoped.ts'
import type { Store } from './store/types.ts'

/**
 * Who may open the feed: a wall by its token, an officer by their session, each within their scope. A wall token
 * never gives more than the nameless room, whatever cookie comes with it.
 */
export async function admitToFeed(
  store: Store,
  sessions: Pick<Sessions, 'use'>,
  { cookie, auth }: { cookie: string | undefined; auth: FeedAuth },
): Promise<FeedAccess | undefined> {
  if (typeof auth.wall === 'string') {
    const site = await store.accounts.wallSite(tokenHash(auth.wall))
    const row = site === undefined ? undefined : await store.directory.site(site)
    return row && { wall: row, site: async () => undefined }
  }
  const session = await sessions.use(readSessionCookie(cookie))
  if (!session) return undefined
  const scope = scoped(store, session.officer)
  return { session: session.id, site: async id => (await scope.site(id))?.row }
}
