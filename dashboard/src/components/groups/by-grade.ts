/** Groups of one grade, the lowest grade first and those without one last; within it by name. */
export function byGrade<T extends { grade: string | null; name: string }>(
  groups: readonly T[],
  locale: string,
): { grade: string | null; groups: T[] }[] {
  const collator = new Intl.Collator(locale, { numeric: true })
  const grades = new Map<string | null, T[]>()
  for (const group of [...groups].sort((a, b) => collator.compare(a.name, b.name))) {
    const grade = group.grade === '' ? null : group.grade
    const list = grades.get(grade)
    if (list) list.push(group)
    else grades.set(grade, [group])
  }
  return [...grades]
    .map(([grade, list]) => ({ grade, groups: list }))
    .sort((a, b) =>
      a.grade === null || b.grade === null
        ? Number(a.grade === null) - Number(b.grade === null)
        : collator.compare(a.grade, b.grade),
    )
}
