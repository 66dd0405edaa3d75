import type { Locale } from '@schoolgate/protocol/locale'
import type { JurisdictionRow } from '../store/place-types.ts'

/** Somebody signed in, with the part of the tree they answer for. */
export interface Officer {
  id: string
  name: string
  locale: Locale
  jurisdiction: JurisdictionRow
}
