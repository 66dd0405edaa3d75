import type { Case } from '@schoolgate/protocol/trace/case'
import type { ContactPack } from '@schoolgate/protocol/trace/contact-pack'
import type { FollowUpState } from '@schoolgate/protocol/trace/words'

/** Somebody asked about: on these days, local and both with, they may have passed it on (or caught it). */
export interface AskedPerson {
  person: string
  from: string
  to: string
  /** null: asked about without a case */
  case: Case | null
}

export interface TraceOptions {
  pack: ContactPack & { name: string }
  masks: 'worn' | 'not' | 'unknown'
  /** of contacts that are followed already, by person */
  followUps: ReadonlyMap<string, FollowUpState>
  /** persons who were asked whom they met */
  interviewed: ReadonlySet<string>
}
