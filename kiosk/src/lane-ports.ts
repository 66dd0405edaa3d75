import type { Clock } from '@schoolgate/protocol/clock'
import type { EntryBody } from '@schoolgate/protocol/entry/body'
import type { Config } from '@schoolgate/protocol/frame/config'
import type { Holder } from './roster/site-store.ts'
import type { Scene } from './screen/view.ts'
import type { DayMemory } from './verdict/day-memory.ts'

/** What the lane knows from the hub. */
export interface Site {
  config: Config
  lane: 'in' | 'out' | 'both'
  memory: DayMemory
}

/** What the scan flow needs of the rest of the kiosk. */
export interface LanePorts {
  clock: Clock
  /** the kiosk's best wall time, epoch ms, and whether it was set from the hub */
  wall(): { ms: number; synced: boolean }
  /** undefined until a hub has configured this kiosk */
  site(): Site | undefined
  holder(card: string): Holder | undefined
  /** true once the entry is on the disk */
  commit(body: EntryBody): boolean
  openGate(): void
  tick(): void
  /** undefined: nothing is going on, show the kiosk's state of rest */
  scene(scene: Scene | undefined): void
}

export interface LaneOptions {
  /** the sensor's model, kept with each reading */
  sensor: string
  /** replaces the rule pack's warm-up, ms */
  warmUpMs?: number
  /** how much longer than the rule pack's a look may last; a demonstration clock is faster than the machine's hiccups */
  slackMs?: number
  /** degC, for a sensor that does not say it */
  room?: number
}
