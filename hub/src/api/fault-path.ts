interface Issue {
  path: PropertyKey[]
  code?: string | undefined
  /** of a union: what each of its members found wrong */
  errors?: Issue[][]
}

/** Where input is wrong, as `changes.3.record.seats`. Inside a union it is the member that came furthest. */
export function faultPath(issues: readonly Issue[]): string {
  return pathOf(issues[0]).join('.')
}

function pathOf(issue: Issue | undefined): PropertyKey[] {
  if (!issue) return []
  const inner = (issue.errors ?? []).map(issues => pathOf(issues[0]))
  const furthest = inner.reduce((a, b) => (b.length > a.length ? b : a), [])
  return [...issue.path, ...furthest]
}
