import type { Tree } from '@schoolgate/protocol/http/directory'
import type { Scope } from '../../../scope/scoped.ts'

/** The officer's part of the tree, with the number of active people at and below every place of it. */
export async function treePage(scope: Scope): Promise<Tree> {
  const { jurisdictions, sites, gates, people } = await scope.tree()
  return {
    jurisdictions: jurisdictions.map(row => ({ ...row, people: people.get(row.id) ?? 0 })),
    sites,
    gates,
  }
}
