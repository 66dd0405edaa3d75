import type { KeptPack, PackRef } from '@schoolgate/protocol/trace/contact-pack'
import { CDC_K12_PACK } from './packs/cdc-k12.ts'
import { MN_EXAMPLE_PACK } from './packs/mn.ts'
import { VI_EXAMPLE_PACK } from './packs/vi.ts'
import { WHO_PACK } from './packs/who.ts'

/** The rule packs that come with the program: two published definitions, two examples that are nobody's order. */
export const BUILT_IN_PACKS: readonly KeptPack[] = [WHO_PACK, CDC_K12_PACK, MN_EXAMPLE_PACK, VI_EXAMPLE_PACK]

/** In force where no place of a path chose another. */
export const DEFAULT_PACK: PackRef = { id: WHO_PACK.id, version: WHO_PACK.version }
