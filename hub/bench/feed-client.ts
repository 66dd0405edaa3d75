import type { ClientToServer, ServerToClient } from '@schoolgate/protocol/feed/events'
import { io, type Socket } from 'socket.io-client'
import { BENCH_SITE, BENCH_USER } from './gate-rig.ts'

export type Feed = Socket<ServerToClient, ClientToServer>

/** Signs the bench's officer in and joins the school's room. @throws Error when the hub refuses */
export async function openFeed(port: number): Promise<Feed> {
  const origin = `http://localhost:${port}`
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify(BENCH_USER),
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const feed: Feed = io(origin, {
    transports: ['websocket'],
    extraHeaders: { Origin: origin, Cookie: cookie },
  })
  const reply = await feed.timeout(5000).emitWithAck('subscribe', `site:${BENCH_SITE}`)
  if (!reply.ok) throw new Error(`the feed refused: ${reply.problem}`)
  return feed
}
