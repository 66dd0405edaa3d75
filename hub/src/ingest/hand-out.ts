import type { Config } from '@schoolgate/protocol/frame/config'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Store } from '../store/types.ts'
import type { KioskPlace } from './events.ts'
import { configFrame, rosterFrames } from './kiosk-frames.ts'
import type { Ready } from './session.ts'

export interface HandOutDeps<T> {
  store: Pick<Store, 'directory'>
  rulePack: RulePack
  send(to: T, frame: Down): void
}

export interface HandOut<T> {
  /** The place's configuration; undefined when its gate or site is gone. */
  config(place: KioskPlace): Promise<Config | undefined>
  /** Sends what the kiosk's roster lacks. `ready` remembers what it was sent. */
  roster(to: T, ready: Ready): Promise<void>
}

/** Configuration and roster from the directory, as frames. */
export function handOut<T>({ store: { directory }, rulePack, send }: HandOutDeps<T>): HandOut<T> {
  return {
    async config(place) {
      const gate = await directory.gate(place.gate)
      const site = await directory.site(place.site)
      if (gate === undefined || site === undefined) return undefined
      return configFrame(gate, site, await directory.issuerKeys(place.site), rulePack)
    },

    async roster(to, ready) {
      const had = ready.rosterVersion
      const version = await directory.rosterVersion(ready.place.site)
      if (version === had || version === 0) return
      // A kiosk ahead of the hub was told by a store that is gone: it starts again.
      const base = had > version ? 0 : had
      const delta = await directory.rosterSince(ready.place.site, base)
      // Another push overtook this one while it read.
      if (ready.rosterVersion !== had) return
      ready.rosterVersion = delta.version
      for (const frame of rosterFrames(base, delta)) send(to, frame)
    },
  }
}
