import type { Jurisdiction, Site } from '@schoolgate/protocol/directory/places'
import type { Import } from '@schoolgate/protocol/http/import'
import type { Locale } from '@schoolgate/protocol/locale'
import { forget, ofPlaces } from './diff/by-place.ts'
import { checkKnown } from './diff/check-known.ts'
import { makePlan, type NewIds, type Plan, type Unit } from './diff/plan.ts'
import { diffUnit, type UnitDifference, type UnitRecords } from './diff/unit.ts'
import { FaultBook } from './fault-book.ts'
import type { ImportKind, Known, KnownPerson, Roster } from './model.ts'
import type { Draft } from './oneroster/draft.ts'
import { linkOneRoster } from './oneroster/link.ts'
import { looksLikeOneRoster, readOneRoster } from './oneroster/read.ts'
import { guessMapping, type Mapping } from './plain/mapping.ts'
import { readPlainPeople } from './plain/read.ts'
import { type PlainTable, readPlainTable } from './plain/table.ts'
import { openUpload, type RawFile } from './read/upload.ts'

export interface DryRunSetting {
  place: Jurisdiction
  /** ids and sources of the places above it */
  above: string[]
  /** language of the place, and of names in one column */
  locale: Locale
  /** of new campuses */
  timeZone: string
  /** ISO day at the place */
  today: string
  /** chosen by people; without it a plain table is only looked at */
  mapping?: { mapping: Mapping; complete: boolean; locale: Locale }
}

export interface ReadResult {
  kind: ImportKind | null
  mode: Import['mode']
  encodings: Import['encodings']
  /** of a plain table */
  table: Import['table']
  /** nothing more can be learnt: its columns are to be chosen, or it cannot be read at all */
  stop: 'mapping' | 'failed' | null
}

/** What is known of the directory, in parts as they are loaded. */
export interface KnownPart {
  tree?: Jurisdiction[]
  sites?: Site[]
  people?: KnownPerson[]
  groups?: { source: string; place: string; kind: KnownGroup['kind'] }[]
  courses?: { source: string; id: string; place: string }[]
  terms?: string[]
}
type KnownGroup = Known['groups'] extends ReadonlyMap<string, infer G> ? G : never

export interface UnitNeed {
  source: string
  name: string
  place: string | null
  places: string[]
  above: boolean
  /** people of other places whose records the comparison needs */
  strangers: string[]
}

/** Rows of a table shown while its columns are chosen. */
const SAMPLE = 5

/**
 * An import up to its difference, in steps: read the files, learn what the directory holds, compare unit by unit.
 * Nothing is changed by it. It belongs into a worker: reading takes seconds.
 */
export class DryRun {
  readonly faults = new FaultBook()
  readonly #setting: DryRunSetting
  readonly #ids: NewIds
  readonly #encodings: Import['encodings'] = []
  #draft: Draft | undefined
  #table: PlainTable | undefined
  #known: MutableKnown
  #plan: Plan | undefined

  constructor(setting: DryRunSetting, ids: NewIds) {
    this.#setting = setting
    this.#ids = ids
    this.#known = emptyKnown(setting)
  }

  async read(files: readonly RawFile[], progress: (part: number) => void): Promise<ReadResult> {
    const { faults } = this
    const upload = openUpload(files, this.#setting.locale)
    for (const found of upload.faults) faults.add(found)
    const reader = {
      faults,
      encoding: (file: string, encoding: string) => this.#encodings.push({ file, encoding }),
      progress,
    }
    const result: ReadResult = {
      kind: null,
      mode: null,
      encodings: this.#encodings,
      table: null,
      stop: 'failed',
    }
    if (looksLikeOneRoster(upload.tables)) {
      const draft = await readOneRoster(upload.tables, reader)
      if (draft === undefined) return result
      this.#draft = draft
      const delta = Object.values(draft.modes).includes('delta')
      return { ...result, kind: `oneroster-${draft.version}`, mode: delta ? 'delta' : 'bulk', stop: null }
    }
    const table = upload.tables[0]
    if (table === undefined) return result
    const read = await readPlainTable(table, reader)
    if (read === undefined) return result
    this.#table = read
    const chosen = this.#setting.mapping
    return {
      ...result,
      kind: 'plain',
      mode: chosen === undefined ? null : chosen.complete ? 'bulk' : 'delta',
      table: {
        header: read.header,
        sample: read.rows.slice(0, SAMPLE).map(({ cells }) => read.header.map((_, i) => cells[i] ?? '')),
        mapping: chosen?.mapping ?? guessMapping(read.header),
      },
      stop: chosen === undefined ? 'mapping' : null,
    }
  }

  learn(part: KnownPart): void {
    const known = this.#known
    for (const place of part.tree ?? []) {
      known.tree.set(place.id, place)
      known.places.set(place.source, place)
    }
    for (const site of part.sites ?? []) {
      const sites = known.sites.get(site.place)
      if (sites) sites.push(site)
      else known.sites.set(site.place, [site])
    }
    for (const person of part.people ?? []) known.people.set(person.source, person)
    for (const { source, place, kind } of part.groups ?? []) known.groups.set(source, { place, kind })
    for (const { source, id, place } of part.courses ?? []) known.courses.set(source, { id, place })
    for (const term of part.terms ?? []) known.terms.add(term)
  }

  /** Resolves references and says which places' records are to be compared, in the order of their application. */
  link(): UnitNeed[] {
    const { faults } = this
    const { today, locale, timeZone } = this.#setting
    const roster = this.#roster()
    if (roster === undefined || faults.faulty.has('')) return []
    this.#plan = makePlan({
      roster,
      known: this.#known,
      faults,
      today,
      defaults: { timeZone, locale },
      ids: this.#ids,
    })
    // They lie with their places now, and go with them.
    roster.enrolments = []
    roster.links = []
    return this.#plan.units.map(unit => this.#need(unit, this.#plan as Plan))
  }

  unit(index: number, records: UnitRecords): UnitDifference {
    const unit = this.#plan?.units[index]
    if (this.#plan === undefined || unit === undefined) throw new RangeError('no such unit')
    const difference = diffUnit(this.#plan, unit, records)
    forget(this.#plan.said, unit.places)
    for (const found of difference.faults) this.faults.add(found)
    return difference
  }

  #roster(): Roster | undefined {
    const { faults } = this
    const { today, mapping } = this.#setting
    if (this.#draft) {
      const { gone, names } = this.#draft
      const roster = linkOneRoster(this.#draft, this.#known, faults, today)
      checkKnown(roster, this.#known, faults, { gonePeople: gone.users, goneGroups: gone.classes }, names)
      this.#draft = undefined
      return roster
    }
    if (this.#table === undefined || mapping === undefined) return undefined
    const roster = readPlainPeople(this.#table, { ...mapping, today }, this.#known, faults)
    const names = { users: this.#table.file, classes: this.#table.file, orgs: this.#table.file }
    checkKnown(roster, this.#known, faults, { gonePeople: new Map(), goneGroups: new Map() }, names)
    return roster
  }

  #need(unit: Unit, plan: Plan): UnitNeed {
    const strangers: string[] = []
    const here = new Set(unit.places)
    for (const { source } of ofPlaces(plan.said.people, unit.places)) {
      const there = this.#known.people.get(source)
      if (there !== undefined && !here.has(there.place)) strangers.push(there.id)
    }
    return { ...unit, strangers }
  }
}

interface MutableKnown extends Known {
  tree: Map<string, Jurisdiction>
  places: Map<string, Jurisdiction>
  sites: Map<string, Site[]>
  people: Map<string, KnownPerson>
  groups: Map<string, KnownGroup>
  courses: Map<string, { id: string; place: string }>
  terms: Set<string>
}

const emptyKnown = ({ place, above }: DryRunSetting): MutableKnown => ({
  place: { id: place.id, source: place.source, kind: place.kind, name: place.name },
  above: new Set(above),
  tree: new Map(),
  places: new Map(),
  sites: new Map(),
  people: new Map(),
  groups: new Map(),
  courses: new Map(),
  terms: new Set(),
})
