import type { ContactPack } from '@schoolgate/protocol/trace/contact-pack'
import type { Purpose, QuestionKind } from '@schoolgate/protocol/trace/words'

/** Which rule asks for a second officer. */
export type ApprovalWhy = 'people' | 'generations' | 'kind' | 'purpose'

/**
 * Whether a second officer must approve a question by any of these packs: the one it is asked under and the one in
 * force, so that nobody gets round a rule by naming a laxer pack. Null: nobody must.
 */
export function approvalNeeded(
  packs: readonly Pick<ContactPack, 'approval'>[],
  asked: { kind: QuestionKind; purpose: Purpose; people: number; generations: number },
): ApprovalWhy | null {
  for (const { approval } of packs) {
    if (approval.kinds.includes(asked.kind)) return 'kind'
    if (approval.purposes.includes(asked.purpose)) return 'purpose'
    if (approval.over !== null && asked.people > approval.over) return 'people'
    if (approval.generations !== null && asked.generations > approval.generations) return 'generations'
  }
  return null
}
