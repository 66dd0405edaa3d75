import type { CompareAnswer } from '@schoolgate/protocol/http/trace-answer'

export type PackChange = CompareAnswer['changes'][number]

/** Names that come in under the second pack, those that fall out, and those who only moved. */
export function packChanges(changes: readonly PackChange[]): {
  come: PackChange[]
  go: PackChange[]
  other: PackChange[]
} {
  const counts = (of: PackChange['first']): boolean => of === 'yes'
  return {
    come: changes.filter(c => !counts(c.first) && counts(c.second)),
    go: changes.filter(c => counts(c.first) && !counts(c.second)),
    other: changes.filter(c => counts(c.first) === counts(c.second)),
  }
}
