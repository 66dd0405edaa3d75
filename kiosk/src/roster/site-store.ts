import type { Config } from '@schoolgate/protocol/frame/config'
import { configSchema } from '@schoolgate/protocol/frame/config'
import type { Roster, RosterRow } from '@schoolgate/protocol/frame/roster'
import type Database from 'better-sqlite3'

/** A card's holder as far as a kiosk may know. */
export interface Holder {
  person: string
  given: string
  state: RosterRow[3]
}

/** What became of a roster frame. `out-of-step`: it builds on a version this kiosk does not have; nothing changed. */
export type Applied = 'applied' | 'staged' | 'out-of-step'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS roster (
    card TEXT PRIMARY KEY, person TEXT NOT NULL, given TEXT NOT NULL, revoked INTEGER NOT NULL
  ) WITHOUT ROWID;
`

/** What the column `revoked` says, by its number. */
const STATES: readonly RosterRow[3][] = ['active', 'revoked', 'reissued']

/** What the hub handed out: the configuration and the roster, kept so that the kiosk works for days alone. */
export class SiteStore {
  readonly #db: Database.Database
  readonly #find: Database.Statement<[string]>
  #config: Config | undefined
  #rosterVersion: number
  /** frames of a delta whose last one has not come yet */
  #staged: Roster[] = []

  /** @param db a durable connection; tables are made if missing */
  constructor(db: Database.Database) {
    this.#db = db
    db.exec(SCHEMA)
    this.#find = db.prepare('SELECT person, given, revoked FROM roster WHERE card = ?')
    const config = configSchema.safeParse(JSON.parse(this.#meta('config') ?? 'null'))
    this.#config = config.success ? config.data : undefined
    this.#rosterVersion = Number(this.#meta('rosterVersion') ?? 0)
  }

  /** undefined until a hub has configured this kiosk. */
  config(): Config | undefined {
    return this.#config
  }

  /** 0 for none. */
  rosterVersion(): number {
    return this.#rosterVersion
  }

  /** Id of the journal this kiosk writes, remembered outside the journal's own file; undefined when never noted. */
  journal(): string | undefined {
    return this.#meta('journal')
  }

  setJournal(id: string): void {
    if (this.journal() !== id) this.#setMeta('journal', id)
  }

  setConfig(config: Config): void {
    this.#setMeta('config', JSON.stringify(config))
    this.#config = config
  }

  holder(card: string): Holder | undefined {
    const row = this.#find.get(card) as { person: string; given: string; revoked: number } | undefined
    return row && { person: row.person, given: row.given, state: STATES[row.revoked] ?? 'revoked' }
  }

  /** Takes a frame of a delta; the whole delta changes the roster at once, when its last frame is here. */
  applyRoster(frame: Roster): Applied {
    const first = this.#staged[0]
    if (first && (first.base !== frame.base || first.version !== frame.version)) this.#staged = []
    if (frame.base !== 0 && frame.base !== this.#rosterVersion) return 'out-of-step'
    this.#staged.push(frame)
    if (!frame.last) return 'staged'
    const frames = this.#staged
    this.#staged = []
    this.#db.transaction(() => this.#write(frames, frame))()
    this.#rosterVersion = frame.version
    return 'applied'
  }

  /** Forgets frames of a delta that a broken connection cut off. */
  dropStaged(): void {
    this.#staged = []
  }

  close(): void {
    this.#db.close()
  }

  #write(frames: Roster[], { base, version }: Roster): void {
    const remove = this.#db.prepare('DELETE FROM roster WHERE card = ?')
    const set = this.#db.prepare('INSERT OR REPLACE INTO roster VALUES (?, ?, ?, ?)')
    if (base === 0) this.#db.exec('DELETE FROM roster')
    for (const frame of frames) {
      for (const card of frame.remove) remove.run(card)
      for (const [card, person, given, state] of frame.set satisfies RosterRow[])
        set.run(card, person, given, STATES.indexOf(state))
    }
    this.#setMeta('rosterVersion', version)
  }

  #meta(key: string): string | undefined {
    const row = this.#db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as
      | { value: string }
      | undefined
    return row?.value
  }

  #setMeta(key: string, value: string | number): void {
    this.#db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value)
  }
}
