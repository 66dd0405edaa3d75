import type { AlarmBoard } from './alarms/alarm-board.ts'
import type { People } from './people.ts'
import type { Places } from './places.ts'
import type { PresenceRules } from './store/presence-types.ts'
import type { Store } from './store/types.ts'

/** How far back entries are looked at for alarms that the hub died before raising. */
const RECENT = 200

/**
 * Before the hub listens: takes over the alarms that were open, raises those of entries committed in the moment
 * before it died, and begins to miss the kiosks that are not there yet.
 *
 * @param now hub's data clock, epoch ms
 */
export async function adoptAlarms(
  { directory, presence, alarms }: Pick<Store, 'directory' | 'presence' | 'alarms'>,
  { board, places, people }: { board: AlarmBoard; places: Places; people: People },
  rules: Pick<PresenceRules, 'localTime'>,
  now: number,
): Promise<void> {
  for (const site of places.sites()) {
    board.adopt(site.id, await alarms.openAlarms(site.id, now))
    const { day } = rules.localTime(site.timeZone, now)
    const recent = await presence.entries({ site: site.id, day, limit: RECENT })
    for (const entry of recent.toReversed()) {
      if (entry.verdict !== 'isolate' && entry.verdict !== 'refer') continue
      if (await alarms.alarm(`entry:${entry.kiosk}:${entry.journal}:${entry.seq}`)) continue
      await people.load(site.id)
      board.committed([entry])
    }
    for (const kiosk of await directory.kiosksAt(site.id)) {
      if (kiosk.status === 'active') await places.withGate(kiosk.gate, gate => board.connection(gate, false))
    }
  }
}
