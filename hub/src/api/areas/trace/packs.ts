import type { PackDraft, Packs } from '@schoolgate/protocol/http/trace-pack'
import type { KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import type { Scope } from '../../../scope/scoped.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import { BUILT_IN_PACKS, DEFAULT_PACK } from '../../../trace/packs.ts'
import type { ApiSession } from '../../deps.ts'
import { problem } from '../../problems.ts'

type Officer = ApiSession['officer']

/** Rule packs an officer may see at a place, those that come with the program first. */
export async function packsAt(scope: Scope, place: ScopedPlace): Promise<KeptPack[]> {
  return [...BUILT_IN_PACKS, ...(await scope.tracing().packs(place))]
}

/** The pack in force at a place: of the nearest place above it that chose one which is still there. */
export async function currentPackAt(scope: Scope, place: ScopedPlace): Promise<KeptPack> {
  const [packs, chosen] = await Promise.all([packsAt(scope, place), scope.tracing().currentPack(place)])
  const pack = (chosen && findPack(packs, chosen)) ?? findPack(packs, DEFAULT_PACK)
  if (!pack) throw new Error('the default rule pack is not there')
  return pack
}

export const findPack = (packs: readonly KeptPack[], { id, version }: PackRef): KeptPack | undefined =>
  packs.find(pack => pack.id === id && pack.version === version)

/**
 * A pack that a question may be asked under.
 * @throws problem bad-input when nobody signed it, or its first day is still to come
 */
export async function usablePack(
  scope: Scope,
  place: ScopedPlace,
  ref: PackRef,
  today: string,
): Promise<KeptPack> {
  const pack = findPack(await packsAt(scope, place), ref)
  if (!pack) throw problem('bad-input', { where: 'json:pack', detail: 'no such rule pack' })
  if (pack.signed === null) throw problem('bad-input', { where: 'json:pack', detail: 'not signed' })
  if (pack.from > today) throw problem('bad-input', { where: 'json:pack', detail: `from ${pack.from}` })
  return pack
}

export async function packsPage(scope: Scope, place: ScopedPlace): Promise<Packs> {
  const [packs, { id, version }] = await Promise.all([packsAt(scope, place), currentPackAt(scope, place)])
  return { packs, current: { id, version } }
}

/**
 * Keeps a draft as the next version of its id; over the last one while that is a draft.
 * @throws problem bad-input when it contradicts itself, conflict when its id is another place's
 */
export async function draftPack(
  scope: Scope,
  place: ScopedPlace,
  draft: PackDraft,
  { officer, at }: { officer: Officer; at: number },
): Promise<KeptPack> {
  const { incubation, always, never } = draft
  if (incubation.min > incubation.max) throw problem('bad-input', { where: 'json:incubation.min' })
  const both = always.find(setting => never.includes(setting))
  if (both !== undefined)
    throw problem('bad-input', { where: 'json:never', detail: `${both} is in always too` })
  const versions = (await packsAt(scope, place)).filter(pack => pack.id === draft.id)
  if (versions.some(pack => pack.place !== place.row.id)) throw problem('conflict', { where: 'json:id' })
  const last = versions.sort((a, b) => a.version - b.version).at(-1)
  const version = last === undefined ? 1 : last.signed === null ? last.version : last.version + 1
  const kept: KeptPack = {
    ...draft,
    ...{ version, place: place.row.id, madeAt: at, madeBy: officer.name, signed: null },
  }
  if (!(await scope.tracing().putPack(kept))) throw problem('conflict', { where: 'json:id' })
  return kept
}

/** Signs a draft of exactly this place, or puts a signed pack in force here. */
export async function signPack(
  scope: Scope,
  place: ScopedPlace,
  ref: PackRef,
  { officer, at, today, current }: { officer: Officer; at: number; today: string; current: boolean },
): Promise<void> {
  const pack = findPack(await packsAt(scope, place), ref)
  if (!pack) throw problem('not-found')
  const tracing = scope.tracing()
  if (pack.signed !== null && !current) throw problem('conflict', { detail: 'signed already' })
  if (current && pack.from > today) throw problem('conflict', { detail: `from ${pack.from}` })
  if (pack.signed === null) {
    if (pack.place !== place.row.id) throw problem('conflict', { detail: 'belongs to another place' })
    const signed = { at, by: officer.name, officer: officer.id }
    if (!(await tracing.putPack({ ...pack, signed }))) throw problem('conflict', { detail: 'signed already' })
  }
  if (current) await tracing.setCurrentPack(place, ref)
}
