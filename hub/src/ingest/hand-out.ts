import type { Config } from '@schoolgate/protocol/frame/config'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Store } from '../store/types.ts'
import { configFrame, keysForKiosk, rosterFrames } from './kiosk-frames.ts'
import type { Ready } from './session.ts'

export interface HandOutDeps<T> {
  store: Pick<Store, 'directory' | 'cards'>
  rulePack: RulePack
  /** hub wall time, epoch ms */
  now(): number
  send(to: T, frame: Down): void
}

/** Whose configuration or roster it is: where the kiosk stands and which protocol it speaks. */
type Told = Pick<Ready, 'place' | 'proto'>

export interface HandOut<T> {
  /** The kiosk's configuration; undefined when its gate or site is gone. */
  config(told: Told): Promise<Config | undefined>
  /** Sends what the kiosk's roster lacks. `ready` remembers what it was sent. */
  roster(to: T, ready: Ready): Promise<void>
}

/** Configuration and roster from the directory, as frames. */
export function handOut<T>({ store: { directory, cards }, rulePack, now, send }: HandOutDeps<T>): HandOut<T> {
  return {
    async config({ place, proto }) {
      const gate = await directory.gate(place.gate)
      const site = await directory.site(place.site)
      const school = site && (await directory.jurisdiction(site.jurisdiction))
      if (!gate || !site || !school) return undefined
      const above = school.path.split('/').filter(id => id !== '')
      const keys = keysForKiosk(await cards.keys(above), proto, now())
      return configFrame(gate, site, keys, rulePack, await cards.issuedBefore(school.id))
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
      for (const frame of rosterFrames(base, delta, ready.proto)) send(to, frame)
    },
  }
}
