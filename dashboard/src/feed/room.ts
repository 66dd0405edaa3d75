import { applyDelta } from '@schoolgate/protocol/feed/apply'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import type { FeedSocket } from './socket.ts'

/** How many entries a browser keeps to scroll back through; older ones are in the export. */
export const HISTORY_LENGTH = 1000

export interface RoomState {
  snapshot: Snapshot | undefined
  /** newest first; reaches further back than the snapshot's own list */
  history: readonly FeedEntry[]
  /** monotonic ms when the snapshot or its last delta arrived */
  receivedMono: number
  /** subscribed and up to date as far as we know */
  live: boolean
  /** why the room will not open, if so */
  closed?: 'not-found' | 'unauthorized'
}

export interface RoomDeps {
  socket: FeedSocket
  /** `site:<id>`, `wall:<id>`, or `wall` for the site of the token */
  room: string
  mono: () => number
  /** calls `run` at the next good moment to touch the page; coalesces by being asked only once */
  schedule: (run: () => void) => void
  publish: (state: RoomState) => void
}

/**
 * Keeps a copy of one room: snapshot on every (re)connect, then deltas, a new snapshot whenever a version is
 * missing. Deltas are gathered and published together, once a scheduled moment.
 *
 * @returns stop
 */
export function openRoom(deps: RoomDeps): () => void {
  let state: RoomState = { snapshot: undefined, history: [], receivedMono: 0, live: false }
  let queue: Delta[] = []
  let scheduled = false
  let asking = false
  let stopped = false

  const set = (change: Partial<RoomState>): void => {
    state = { ...state, ...change }
    deps.publish(state)
  }

  const take = (snapshot: Snapshot): void => {
    queue = []
    const sameDay = state.snapshot?.state.day === snapshot.state.day
    set({
      snapshot,
      history: sameDay
        ? mergeHistory(snapshot.state.entries, state.history)
        : snapshot.state.entries.slice(0, HISTORY_LENGTH),
      receivedMono: deps.mono(),
      live: true,
    })
  }

  const ask = async (): Promise<void> => {
    if (asking || stopped) return
    asking = true
    try {
      const answer = await deps.socket.subscribe(deps.room)
      if (stopped) return
      if (answer.ok) take(answer.snapshot)
      else set({ live: false, closed: answer.problem })
    } catch {
      // the connection went down meanwhile; `up` asks again
    } finally {
      asking = false
    }
  }

  const flush = (): void => {
    scheduled = false
    if (stopped || queue.length === 0 || !state.snapshot) return
    const deltas = queue
    queue = []
    let snapshot = state.snapshot
    const fresh: FeedEntry[][] = []
    for (const delta of deltas) {
      // a delta sent before the snapshot we were just given is already in it
      if (delta.epoch === snapshot.epoch && delta.to <= snapshot.version) continue
      const next = applyDelta(snapshot, delta)
      if (!next) {
        void ask()
        break
      }
      snapshot = next
      if (delta.entries) fresh.push(delta.entries)
    }
    if (snapshot === state.snapshot) return
    const history =
      fresh.length === 0
        ? state.history
        : [...fresh.reverse().flat(), ...state.history].slice(0, HISTORY_LENGTH)
    set({ snapshot, history, receivedMono: deps.mono() })
  }

  deps.socket.open({
    up: () => void ask(),
    down: () => {
      if (state.live) set({ live: false })
    },
    refused: () => set({ live: false, closed: 'unauthorized' }),
    delta: delta => {
      // before the first snapshot, or of a room left meanwhile
      if (delta.room !== state.snapshot?.room) return
      queue.push(delta)
      if (scheduled) return
      scheduled = true
      deps.schedule(flush)
    },
    snapshot: snapshot => {
      if (snapshot.room === state.snapshot?.room) take(snapshot)
    },
  })

  return () => {
    stopped = true
    deps.socket.close()
  }
}

/** The snapshot's entries, then what was known before them; each entry once. */
function mergeHistory(newest: readonly FeedEntry[], known: readonly FeedEntry[]): FeedEntry[] {
  const ids = new Set(newest.map(e => e.id))
  return [...newest, ...known.filter(e => !ids.has(e.id))].slice(0, HISTORY_LENGTH)
}
