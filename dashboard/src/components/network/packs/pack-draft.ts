import type { PackDraft, Packs } from '@schoolgate/protocol/http/trace-pack'
import { newRecordId } from '../../../text/new-id.ts'

export type PackLine = Packs['packs'][number]

/** Numbers of the form as they are typed; empty is no number. */
export interface PackForm {
  id: string
  name: string
  source: string
  from: string
  symptomatic: { before: string; after: string; symptomFree: string }
  asymptomatic: { before: string; after: string; symptomFree: string }
  incubation: { min: string; max: string }
  minutes: string
  count: PackDraft['count']
  window: PackDraft['window']
  distance: PackDraft['distance']
  always: PackDraft['always']
  never: PackDraft['never']
  maskedPupils: boolean
  followUp: string
  approval: {
    /** empty: never for that */
    over: string
    generations: string
    kinds: PackDraft['approval']['kinds']
    purposes: PackDraft['approval']['purposes']
  }
}

const EMPTY: PackDraft = {
  ...{ id: '', name: '', source: '', from: '' },
  symptomatic: { before: 2, after: 10, symptomFree: 3 },
  asymptomatic: { before: 2, after: 10, symptomFree: 0 },
  incubation: { min: 2, max: 14 },
  ...{ minutes: 15, count: 'cumulative', window: 'day', distance: 'near' },
  ...{ always: ['household'], never: [], maskedPupils: false, followUp: 14 },
  approval: { over: 50, generations: 2, kinds: [], purposes: ['other'] },
}

/** A form begun from nothing (`new`), as a copy under another id, or as the next version of the same. */
export function formOf(
  begin: { from?: PackDraft; as: 'new' | 'copy' | 'version'; name?: string; today: string },
  makeId: () => string = () => newRecordId('pack'),
): PackForm {
  const of = begin.from ?? EMPTY
  const text = (n: number | null): string => (n === null ? '' : String(n))
  const days = (d: PackDraft['symptomatic']) => ({
    before: text(d.before),
    after: text(d.after),
    symptomFree: text(d.symptomFree),
  })
  return {
    id: begin.as === 'version' ? of.id : makeId(),
    name: begin.name ?? of.name,
    source: of.source,
    from: begin.today,
    symptomatic: days(of.symptomatic),
    asymptomatic: days(of.asymptomatic),
    incubation: { min: text(of.incubation.min), max: text(of.incubation.max) },
    ...{ minutes: text(of.minutes), count: of.count, window: of.window, distance: of.distance },
    ...{
      always: [...of.always],
      never: [...of.never],
      maskedPupils: of.maskedPupils,
      followUp: text(of.followUp),
    },
    approval: {
      over: text(of.approval.over),
      generations: text(of.approval.generations),
      kinds: [...of.approval.kinds],
      purposes: [...of.approval.purposes],
    },
  }
}

export type PackFault = { what: 'needed' } | { what: 'number'; min: number; max: number } | { what: 'order' }

/** Bounds of the numbers, as the hub checks them. */
export const BOUNDS = {
  'symptomatic.before': [0, 21],
  'symptomatic.after': [0, 42],
  'symptomatic.symptomFree': [0, 14],
  'asymptomatic.before': [0, 21],
  'asymptomatic.after': [0, 42],
  'asymptomatic.symptomFree': [0, 14],
  'incubation.min': [0, 60],
  'incubation.max': [0, 60],
  minutes: [0, 1440],
  followUp: [0, 42],
  'approval.over': [1, 1000],
  'approval.generations': [1, 4],
} as const
export type NumberField = keyof typeof BOUNDS
const OPTIONAL: ReadonlySet<string> = new Set(['approval.over', 'approval.generations'])

/** The form as a draft, or what is wrong with it by field. */
export function draftOf(form: PackForm): {
  draft?: PackDraft
  faults: Partial<Record<NumberField | 'name' | 'from', PackFault>>
} {
  const faults: Partial<Record<NumberField | 'name' | 'from', PackFault>> = {}
  const numbers = new Map<string, number | null>()
  for (const [field, [min, max]] of Object.entries(BOUNDS) as [NumberField, readonly [number, number]][]) {
    const typed = typedAt(form, field).trim()
    if (typed === '' && OPTIONAL.has(field)) {
      numbers.set(field, null)
      continue
    }
    const n = /^\d+$/.test(typed) ? Number(typed) : Number.NaN
    if (!(n >= min && n <= max)) faults[field] = { what: 'number', min, max }
    numbers.set(field, n)
  }
  const n = (field: NumberField): number => numbers.get(field) ?? 0
  if (!faults['incubation.max'] && n('incubation.max') < n('incubation.min'))
    faults['incubation.max'] = { what: 'order' }
  if (form.name.trim() === '') faults.name = { what: 'needed' }
  if (form.from === '') faults.from = { what: 'needed' }
  if (Object.keys(faults).length > 0) return { faults }
  const days = (of: 'symptomatic' | 'asymptomatic') => ({
    before: n(`${of}.before`),
    after: n(`${of}.after`),
    symptomFree: n(`${of}.symptomFree`),
  })
  return {
    faults,
    draft: {
      ...{ id: form.id, name: form.name.trim(), source: form.source.trim(), from: form.from },
      ...{ symptomatic: days('symptomatic'), asymptomatic: days('asymptomatic') },
      incubation: { min: n('incubation.min'), max: n('incubation.max') },
      ...{ minutes: n('minutes'), count: form.count, window: form.window, distance: form.distance },
      ...{ always: form.always, never: form.never, maskedPupils: form.maskedPupils, followUp: n('followUp') },
      approval: {
        over: numbers.get('approval.over') ?? null,
        generations: numbers.get('approval.generations') ?? null,
        kinds: form.approval.kinds,
        purposes: form.approval.purposes,
      },
    },
  }
}

function typedAt(form: PackForm, field: NumberField): string {
  const [a, b] = field.split('.') as [keyof PackForm, string | undefined]
  const value = form[a]
  return String(b === undefined ? value : (value as unknown as Record<string, string>)[b])
}

/** One line a pack: its newest version, and below it the older ones. */
export function byPack(packs: readonly PackLine[]): PackLine[] {
  const newest = new Map<string, number>()
  for (const p of packs) newest.set(p.id, Math.max(newest.get(p.id) ?? 0, p.madeAt))
  return [...packs].sort(
    (a, b) =>
      Number(a.place === null) - Number(b.place === null) ||
      (newest.get(b.id) ?? 0) - (newest.get(a.id) ?? 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
      b.version - a.version,
  )
}
